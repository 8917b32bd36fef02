import type { Check } from '../monitor.ts';
import { ByteReader, ByteWriter } from './bytes.ts';

/** What checks have in common for hours on end. Words, not numbers: lists of kinds may grow in any order. */
export type CheckShape = Pick<Check, 'outcome' | 'kind' | 'httpStatus' | 'edge'>;

/**
 * Checks of one monitor, without loss, at about four bytes each: `bytes` holds, column by column, runs of shapes, the
 * moments as changes of their distance, and the latencies.
 */
export interface PackedChecks {
  readonly shapes: readonly CheckShape[];
  readonly bytes: Uint8Array;
}

/** The first byte; a reader that does not know it leaves the rest alone. */
const FORMAT = 1;
/** More than ten days of one check a second: a count above is damage, not data. */
const MOST = 1_000_000;

/** Packs checks of one monitor in the order given. */
export function packChecks(checks: readonly Check[]): PackedChecks {
  const writer = new ByteWriter();
  writer.count(FORMAT);
  writer.count(checks.length);
  const shapes = writeShapes(writer, checks);
  writeMoments(writer, checks);
  for (const check of checks) writer.number(check.latencyMs);
  return { shapes, bytes: writer.done() };
}

/** The checks in the order in which they were packed; null when the bytes are damaged or of another format. */
export function unpackChecks(monitor: Check['monitor'], { shapes, bytes }: PackedChecks): Check[] | null {
  const reader = new ByteReader(bytes);
  if (reader.count() !== FORMAT) return null;
  const count = reader.count();
  if (count > MOST) return null;
  const runs = readShapes(reader, shapes, count);
  if (runs === null) return null;
  const moments = readMoments(reader, count);
  const checks: Check[] = [];
  for (const { shape: { outcome, kind, httpStatus, edge }, end } of runs) {
    while (checks.length < end) checks.push({ monitor, at: moments[checks.length] ?? 0, outcome, latencyMs: reader.number(), httpStatus, edge, kind });
  }
  return reader.damaged || !reader.atEnd ? null : checks;
}

function writeShapes(writer: ByteWriter, checks: readonly Check[]): CheckShape[] {
  const known = new Map<string, number>();
  const shapes: CheckShape[] = [];
  let run = { shape: -1, length: 0 };
  const close = (): void => {
    if (run.length === 0) return;
    writer.count(run.shape);
    writer.count(run.length);
  };
  for (const { outcome, kind, httpStatus, edge } of checks) {
    // -0 and 0 are one word in JSON, and two numbers.
    const key = `${Object.is(httpStatus, -0)}${JSON.stringify([outcome, kind, httpStatus, edge])}`;
    const shape = known.get(key) ?? shapes.push({ outcome, kind, httpStatus, edge }) - 1;
    known.set(key, shape);
    if (shape !== run.shape) {
      close();
      run = { shape, length: 0 };
    }
    run.length += 1;
  }
  close();
  return shapes;
}

/** Checks of one shape, up to the `end`th. */
interface ShapeRun {
  readonly shape: CheckShape;
  readonly end: number;
}

function readShapes(reader: ByteReader, shapes: readonly CheckShape[], count: number): ShapeRun[] | null {
  const found: ShapeRun[] = [];
  for (let done = 0; done < count; ) {
    const shape = shapes[reader.count()];
    const end = done + reader.count();
    if (shape === undefined || end === done || end > count) return null;
    found.push({ shape, end });
    done = end;
  }
  return found;
}

/** Checks come at an even pace, so that the distance hardly changes. A moment that sums would not give back exactly is written whole. */
function writeMoments(writer: ByteWriter, checks: readonly Check[]): void {
  let [last, pace] = [0, 0];
  for (const { at } of checks) {
    const change = at - last - pace;
    const exact = Number.isSafeInteger(change) && Object.is(last + pace + change, at);
    if (!exact) writer.number(null);
    writer.number(exact ? change : at);
    pace = exact ? at - last : 0;
    last = at;
  }
}

function readMoments(reader: ByteReader, count: number): number[] {
  const moments: number[] = [];
  let [last, pace] = [0, 0];
  for (let index = 0; index < count && !reader.damaged; index += 1) {
    const change = reader.number();
    const at = change === null ? (reader.number() ?? 0) : last + pace + change;
    pace = change === null ? 0 : at - last;
    last = at;
    moments.push(at);
  }
  return moments;
}
