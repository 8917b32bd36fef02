import { DAY } from '../../../time.ts';
import type { CheckOutcome } from '../monitor.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { CELLS, type Run } from './cells.ts';
import type { DaySummary, Tail } from './summary.ts';

/** Days of one chapter: 90 days are read as two or three rows a monitor, and a day's end rewrites some 5 kB. */
export const CHAPTER_DAYS = 64;

/** 3: without the counts of checks in each cell, which 2 had behind the runs and which nobody looked at. */
const FORMAT = 3;
const WITH_COUNTS = 2;

/** The chapter that a moment's UTC day belongs to. */
export function chapterOf(at: number): number {
  return Math.floor(at / (CHAPTER_DAYS * DAY));
}

/** A monitor's days of one chapter, as bytes. */
export function packChapter(summaries: readonly DaySummary[]): Uint8Array {
  const writer = new ByteWriter();
  writer.count(FORMAT);
  for (const summary of summaries) {
    const packed = packDay(summary);
    writer.count(summary.day / DAY);
    writer.count(packed.length);
    writer.raw(packed);
  }
  return writer.done();
}

/**
 * The days in the order in which they were packed; those behind damage are lost, those before it are not.
 * @param from days before it, ms, are left out, and cost next to nothing
 */
export function unpackChapter(bytes: Uint8Array, from = 0): DaySummary[] {
  const reader = new ByteReader(bytes);
  const format = reader.count();
  if (format !== FORMAT && format !== WITH_COUNTS) return [];
  const summaries: DaySummary[] = [];
  for (let left = CHAPTER_DAYS; left > 0 && !reader.atEnd; left -= 1) {
    const day = reader.count() * DAY;
    const length = reader.count();
    if (day < from) {
      reader.skip(length);
      continue;
    }
    const end = reader.at + length;
    const tail = readTail(reader, day);
    const runs = readRuns(reader);
    if (format === WITH_COUNTS) skipCounts(reader);
    const latencies = reader.raw(end - reader.at);
    if (reader.damaged) break;
    summaries.push({ day, runs, latencies, tail });
  }
  return summaries;
}

/** The days with `summary` in its place, in order. */
export function withDay(summaries: readonly DaySummary[], summary: DaySummary): DaySummary[] {
  return [...summaries.filter(({ day }) => day !== summary.day), summary].toSorted((a, b) => a.day - b.day);
}

function packDay(summary: DaySummary): Uint8Array {
  const writer = new ByteWriter();
  writeTail(writer, summary);
  for (const { cells, up, down, blocked, paused } of summary.runs) for (const value of [cells, up, down, blocked, paused]) writer.count(value);
  writer.raw(summary.latencies);
  return writer.done();
}

function writeTail(writer: ByteWriter, { tail, day }: DaySummary): void {
  writer.count(tail === null ? 0 : 1 + OUTCOMES.indexOf(tail.outcome));
  if (tail !== null) writer.number(tail.at - day);
}

/** Fixed by the format; a new outcome goes to the end. */
const OUTCOMES: readonly CheckOutcome[] = ['up', 'failed', 'blocked'];

function readTail(reader: ByteReader, day: number): Tail | null {
  const code = reader.count();
  if (code === 0) return null;
  const outcome = OUTCOMES[code - 1];
  const at = day + (reader.number() ?? 0);
  return outcome === undefined ? null : { at, outcome };
}

function readRuns(reader: ByteReader): Run[] {
  const runs: Run[] = [];
  for (let left = CELLS; left > 0 && !reader.damaged; ) {
    const cells = Math.min(left, Math.max(1, reader.count()));
    runs.push({ cells, up: reader.count(), down: reader.count(), blocked: reader.count(), paused: reader.count() });
    left -= cells;
  }
  return runs;
}

function skipCounts(reader: ByteReader): void {
  const narrow = reader.count() === 1;
  if (narrow) reader.skip(CELLS);
  else for (let left = CELLS; left > 0; left -= 1) reader.count();
}
