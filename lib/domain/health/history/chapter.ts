import { DAY } from '../../../time.ts';
import type { CheckOutcome } from '../monitor.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { CELLS, type DayCells, type Run } from './cells.ts';
import { BINS, type LatencyCounts } from './latency-bins.ts';
import type { DaySummary, Tail } from './summary.ts';

/** Days of one chapter: 90 days are read as two or three rows a monitor, and a day's end rewrites some 15 kB. */
export const CHAPTER_DAYS = 64;

/** 2: a day tells its length, so that days before a view are stepped over, and its counts of checks need no reading. */
const FORMAT = 2;

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
  if (reader.count() !== FORMAT) return [];
  const summaries: DaySummary[] = [];
  for (let left = CHAPTER_DAYS; left > 0 && !reader.atEnd; left -= 1) {
    const day = reader.count() * DAY;
    const length = reader.count();
    if (day < from) {
      reader.skip(length);
      continue;
    }
    const summary = readDay(reader, day);
    if (reader.damaged) break;
    summaries.push(summary);
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
  writeCells(writer, summary.cells);
  writeBins(writer, summary.latency);
  writer.count(summary.edges.size);
  for (const [edge, bins] of summary.edges) {
    writer.text(edge);
    writeBins(writer, bins);
  }
  return writer.done();
}

function readDay(reader: ByteReader, day: number): DaySummary {
  const tail = readTail(reader, day);
  const cells = readCells(reader);
  const latency = readBins(reader);
  const edges = new Map<string, LatencyCounts>();
  for (let left = reader.count(); left > 0 && !reader.damaged; left -= 1) {
    const edge = reader.text();
    const bins = readBins(reader);
    edges.set(edge, bins);
  }
  return { day, cells, latency, edges, tail };
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

function writeCells(writer: ByteWriter, { runs, checks }: DayCells): void {
  for (const { cells, up, down, blocked, paused } of runs) for (const value of [cells, up, down, blocked, paused]) writer.count(value);
  const narrow = checks instanceof Uint8Array;
  writer.count(narrow ? 1 : 0);
  if (narrow) writer.raw(checks);
  else for (const count of checks) writer.count(count);
}

function readCells(reader: ByteReader): DayCells {
  const runs: Run[] = [];
  for (let left = CELLS; left > 0 && !reader.damaged; ) {
    const cells = Math.min(left, Math.max(1, reader.count()));
    runs.push({ cells, up: reader.count(), down: reader.count(), blocked: reader.count(), paused: reader.count() });
    left -= cells;
  }
  const narrow = reader.count() === 1;
  return { runs, checks: narrow ? reader.raw(CELLS) : Uint32Array.from({ length: CELLS }, () => reader.count()) };
}

/** How many bins are not empty, then the distance from the last one and the count of each. */
function writeBins(writer: ByteWriter, counts: LatencyCounts): void {
  writer.count(counts.length / 2);
  let last = 0;
  for (let index = 0; index < counts.length; index += 2) {
    const bin = counts[index] ?? 0;
    writer.count(bin - last);
    writer.count(counts[index + 1] ?? 0);
    last = bin;
  }
}

function readBins(reader: ByteReader): LatencyCounts {
  const counts: number[] = [];
  let bin = 0;
  for (let left = reader.count(); left > 0 && !reader.damaged; left -= 1) {
    bin += reader.count();
    const count = reader.count();
    if (bin < BINS) counts.push(bin, count);
  }
  return counts;
}
