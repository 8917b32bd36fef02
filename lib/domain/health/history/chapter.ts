import { DAY } from '../../../time.ts';
import type { CheckOutcome } from '../monitor.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { BINS, type LatencyBins, noLatencies } from './latency-bins.ts';
import { type Cells, CELLS, type DaySummary, FIELDS, type Tail } from './summary.ts';

/** Days of one chapter: 90 days are read as two or three rows a monitor, and a day's end rewrites some 15 kB. */
export const CHAPTER_DAYS = 64;

const FORMAT = 1;
const WIDTH = FIELDS.length;
/** Checks differ from cell to cell and have a column of their own; what is before them in `FIELDS` comes in runs. */
const TIMES = WIDTH - 1;

/** The chapter that a moment's UTC day belongs to. */
export function chapterOf(at: number): number {
  return Math.floor(at / (CHAPTER_DAYS * DAY));
}

/** A monitor's days of one chapter, as bytes. */
export function packChapter(summaries: readonly DaySummary[]): Uint8Array {
  const writer = new ByteWriter();
  writer.count(FORMAT);
  for (const summary of summaries) {
    writer.count(summary.day / DAY);
    writeTail(writer, summary);
    writeCells(writer, summary.cells);
    writeBins(writer, summary.latency);
    writer.count(summary.edges.size);
    for (const [edge, bins] of summary.edges) {
      writer.text(edge);
      writeBins(writer, bins);
    }
  }
  return writer.done();
}

/** The days in the order in which they were packed; those behind damage are lost, those before it are not. */
export function unpackChapter(bytes: Uint8Array): DaySummary[] {
  const reader = new ByteReader(bytes);
  if (reader.count() !== FORMAT) return [];
  const summaries: DaySummary[] = [];
  const length = CELLS * WIDTH;
  // One piece of memory for all days: making one for each takes longer than reading them.
  const memory = new Uint32Array(CHAPTER_DAYS * length);
  while (!reader.atEnd && summaries.length < CHAPTER_DAYS) {
    const summary = readDay(reader, memory.subarray(summaries.length * length, (summaries.length + 1) * length));
    if (reader.damaged) break;
    summaries.push(summary);
  }
  return summaries;
}

/** The days with `summary` in its place, in order. */
export function withDay(summaries: readonly DaySummary[], summary: DaySummary): DaySummary[] {
  return [...summaries.filter(({ day }) => day !== summary.day), summary].toSorted((a, b) => a.day - b.day);
}

function readDay(reader: ByteReader, cells: Cells): DaySummary {
  const day = reader.count() * DAY;
  const tail = readTail(reader, day);
  readCells(reader, cells);
  const latency = readBins(reader);
  const edges = new Map<string, LatencyBins>();
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

/** Runs of cells with the same times (a quiet day is one), then the checks of each. */
function writeCells(writer: ByteWriter, cells: Cells): void {
  for (let cell = 0; cell < CELLS; ) {
    let length = 1;
    while (cell + length < CELLS && sameTimes(cells, cell, cell + length)) length += 1;
    writer.count(length);
    for (let field = 0; field < TIMES; field += 1) writer.count(cells[cell * WIDTH + field] ?? 0);
    cell += length;
  }
  for (let cell = 0; cell < CELLS; cell += 1) writer.count(cells[cell * WIDTH + TIMES] ?? 0);
}

/** @param cells all zero */
function readCells(reader: ByteReader, cells: Cells): void {
  for (let cell = 0; cell < CELLS && !reader.damaged; ) {
    const end = Math.min(CELLS, cell + Math.max(1, reader.count()));
    for (let field = 0; field < TIMES; field += 1) {
      const value = reader.count();
      if (value > 0) for (let one = cell; one < end; one += 1) cells[one * WIDTH + field] = value;
    }
    cell = end;
  }
  for (let cell = 0; cell < CELLS; cell += 1) cells[cell * WIDTH + TIMES] = reader.count();
}

function sameTimes(cells: Cells, one: number, other: number): boolean {
  for (let field = 0; field < TIMES; field += 1) if (cells[one * WIDTH + field] !== cells[other * WIDTH + field]) return false;
  return true;
}

/** Only bins that are not empty: how many, then the distance from the last one and the count of each. */
function writeBins(writer: ByteWriter, bins: LatencyBins): void {
  const filled = [...bins.entries()].filter(([, count]) => count > 0);
  writer.count(filled.length);
  let last = 0;
  for (const [bin, count] of filled) {
    writer.count(bin - last);
    writer.count(count);
    last = bin;
  }
}

function readBins(reader: ByteReader): LatencyBins {
  const bins = noLatencies();
  let bin = 0;
  for (let left = reader.count(); left > 0 && !reader.damaged; left -= 1) {
    bin += reader.count();
    const count = reader.count();
    if (bin < BINS) bins[bin] = count;
  }
  return bins;
}
