import { DAY, MINUTE } from '../../../time.ts';

/** All time zones of today differ by whole quarters of an hour, so that cells of one add up to local days anywhere. */
export const CELL = 15 * MINUTE;
export const CELLS = DAY / CELL;

/** What is counted in a cell: milliseconds that good, failed or blocked checks cover, milliseconds paused, checks. */
export const FIELDS = ['up', 'down', 'blocked', 'paused', 'checks'] as const;
export type Field = (typeof FIELDS)[number];

/** What a time was made of: milliseconds of each, and how many checks were made. The rest of it is no data. */
export type Shares = Readonly<Record<Field, number>>;

/** Cells that follow each other and are alike in their times. A quiet day is one run, so that a day adds up in a few steps. */
export interface Run {
  /** How many. */
  readonly cells: number;
  /** Milliseconds in each of them. */
  readonly up: number;
  readonly down: number;
  readonly blocked: number;
  readonly paused: number;
}

/** A day in quarters of an hour. */
export interface DayCells {
  /** All cells of the day, in order. */
  readonly runs: readonly Run[];
  /** Checks of each cell: they differ from one to the next. One byte for each is enough in all of life, and needs no reading. */
  readonly checks: Uint8Array | Uint32Array;
}

const WIDTH = FIELDS.length;

/** @param cells of a whole day, one after the other, each with its `FIELDS` */
export function toRuns(cells: Uint32Array): DayCells {
  const at = (cell: number, field: number): number => cells[cell * WIDTH + field] ?? 0;
  const alike = (one: number, other: number): boolean => [0, 1, 2, 3].every((field) => at(one, field) === at(other, field));
  const runs: Run[] = [];
  for (let cell = 0; cell < CELLS; ) {
    let end = cell + 1;
    while (end < CELLS && alike(cell, end)) end += 1;
    runs.push({ cells: end - cell, up: at(cell, 0), down: at(cell, 1), blocked: at(cell, 2), paused: at(cell, 3) });
    cell = end;
  }
  const checks = Uint32Array.from({ length: CELLS }, (_, cell) => at(cell, 4));
  return { runs, checks: checks.every((count) => count <= 0xff) ? Uint8Array.from(checks) : checks };
}

/** A sum that grows, in the order of `FIELDS`. Not an object: numbers that grow beyond what an engine keeps in place would be made anew each time. */
export type Sum = Float64Array;

export function noSum(): Sum {
  return new Float64Array(WIDTH);
}

/** Adds the cells from `from` up to `to` of a day; the hot loop of every view. */
export function addCells(sum: Sum, { runs, checks }: DayCells, from: number, to: number): void {
  let [start, up, down, blocked, paused, made] = [0, 0, 0, 0, 0, 0];
  for (const run of runs) {
    const inside = Math.min(start + run.cells, to) - Math.max(start, from);
    start += run.cells;
    if (inside <= 0) continue;
    up += inside * run.up;
    down += inside * run.down;
    blocked += inside * run.blocked;
    paused += inside * run.paused;
  }
  for (let cell = from; cell < to; cell += 1) made += checks[cell] ?? 0;
  add(sum, up, down, blocked, paused, made);
}

export function addShares(sum: Sum, { up, down, blocked, paused, checks }: Shares): void {
  add(sum, up, down, blocked, paused, checks);
}

export function sharesOf(sum: Sum): Shares {
  const [up = 0, down = 0, blocked = 0, paused = 0, checks = 0] = sum;
  return { up, down, blocked, paused, checks };
}

function add(sum: Sum, up: number, down: number, blocked: number, paused: number, checks: number): void {
  sum[0] = (sum[0] ?? 0) + up;
  sum[1] = (sum[1] ?? 0) + down;
  sum[2] = (sum[2] ?? 0) + blocked;
  sum[3] = (sum[3] ?? 0) + paused;
  sum[4] = (sum[4] ?? 0) + checks;
}
