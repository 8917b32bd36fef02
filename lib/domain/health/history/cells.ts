import { DAY, MINUTE } from '../../../time.ts';

/** All time zones of today differ by whole quarters of an hour, so that cells of one add up to local days anywhere. */
export const CELL = 15 * MINUTE;
export const CELLS = DAY / CELL;

/** What is counted in a cell: milliseconds that good, failed or blocked checks cover, and milliseconds paused. */
export const FIELDS = ['up', 'down', 'blocked', 'paused'] as const;
export type Field = (typeof FIELDS)[number];

/** What a time was made of: milliseconds of each. The rest of it is no data. */
export type Shares = Readonly<Record<Field, number>>;

/** Cells that follow each other and are alike. A quiet day is one run, so that a day adds up in a few steps. */
export interface Run {
  /** How many. */
  readonly cells: number;
  /** Milliseconds in each of them. */
  readonly up: number;
  readonly down: number;
  readonly blocked: number;
  readonly paused: number;
}

const WIDTH = FIELDS.length;

/**
 * A day in quarters of an hour, in order.
 * @param cells one after the other, each with its `FIELDS`
 */
export function toRuns(cells: Uint32Array): Run[] {
  const at = (cell: number, field: number): number => cells[cell * WIDTH + field] ?? 0;
  const alike = (one: number, other: number): boolean => at(one, 0) === at(other, 0) && at(one, 1) === at(other, 1) && at(one, 2) === at(other, 2) && at(one, 3) === at(other, 3);
  const runs: Run[] = [];
  for (let cell = 0; cell < CELLS; ) {
    let end = cell + 1;
    while (end < CELLS && alike(cell, end)) end += 1;
    runs.push({ cells: end - cell, up: at(cell, 0), down: at(cell, 1), blocked: at(cell, 2), paused: at(cell, 3) });
    cell = end;
  }
  return runs;
}

/** Shares that grow. */
export type Sum = Record<Field, number>;

export function noSum(): Sum {
  return { up: 0, down: 0, blocked: 0, paused: 0 };
}

/** Adds the cells from `from` up to `to` of a day; the hot loop of every view. */
export function addCells(sum: Sum, runs: readonly Run[], from: number, to: number): void {
  let start = 0;
  for (const { cells, up, down, blocked, paused } of runs) {
    const inside = Math.min(start + cells, to) - Math.max(start, from);
    start += cells;
    if (inside <= 0) continue;
    sum.up += inside * up;
    sum.down += inside * down;
    sum.blocked += inside * blocked;
    sum.paused += inside * paused;
  }
}

export function addShares(sum: Sum, { up, down, blocked, paused }: Shares): void {
  sum.up += up;
  sum.down += down;
  sum.blocked += blocked;
  sum.paused += paused;
}
