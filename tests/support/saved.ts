import { createHash } from 'node:crypto';
import { type Obstacle, parseObstacle } from '../../lib/domain/clips/obstacle.ts';
import { OBSTACLE } from '../../lib/store/obstacle.ts';
import type { SimJob } from '../simulator/job.ts';
import { urlsOf } from '../simulator/job.ts';
import type { Keeper } from './browser.ts';
import { until, untilStuck } from './until.ts';

/** A row of the ledger, as far as tests look at it. */
export interface SaveRow {
  readonly clip: string;
  readonly state: string;
  readonly attempts: number;
  readonly finalName: string | null;
  readonly bytes: number | null;
  readonly proof: string | null;
  readonly problem: { readonly kind: string; readonly httpStatus: number | null } | null;
}

export const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What is on disk, as sorted hashes of content: a clip twice shows as a hash twice. */
export async function hashesOnDisk(keeper: Pick<Keeper, 'savedFiles'>): Promise<string[]> {
  return (await keeper.savedFiles()).map(({ bytes }) => sha(bytes)).sort();
}

/** What ought to be there: each finished job's clip once, byte for byte. */
export function hashesPromised(keeper: Pick<Keeper, 'simulator'>, jobs: readonly SimJob[] = keeper.simulator.world.finished()): string[] {
  return jobs.map((job) => sha(keeper.simulator.clipBytes(urlsOf(job).result))).sort();
}

export function saveRows(keeper: Pick<Keeper, 'readStore'>): Promise<SaveRow[]> {
  return keeper.readStore<SaveRow>('saves');
}

/**
 * Waits until exactly `count` rows are saved, and none is on its way.
 * @param timeout ms in which nothing at all has moved; a slow machine may take longer for the whole
 */
export async function untilSaved(keeper: Pick<Keeper, 'readStore'>, count: number, timeout = 60_000): Promise<SaveRow[]> {
  let rows: SaveRow[] = [];
  const what = (): string => `${count} saves; rows: ${JSON.stringify(tally(rows))} ${JSON.stringify(rows.filter(({ problem }) => problem).slice(0, 3))}`;
  const done = async (): Promise<boolean> => {
    rows = await saveRows(keeper);
    return rows.filter(({ state }) => state === 'saved').length === count && rows.every(({ state }) => !['wanted', 'downloading', 'verifying'].includes(state));
  };
  const mark = (): unknown => [tally(rows), rows.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0)];
  await untilStuck(done, mark, { timeout, what });
  return rows;
}

/**
 * Waits until something stands before every clip, and that something is `kind`.
 * @param rest the only other state that a row may have then
 */
export async function untilHeld(keeper: Pick<Keeper, 'readStore'>, kind: string, rest = 'wanted'): Promise<SaveRow[]> {
  await until(async () => (await obstacleOf(keeper))?.kind === kind, { what: `an obstacle "${kind}"` });
  await until(async () => (await saveRows(keeper)).every(({ state }) => state === 'wanted' || state === rest), { what: 'all clips to wait' });
  return saveRows(keeper);
}

/** What stands between every clip and the disk; null when nothing does. */
export async function obstacleOf(keeper: Pick<Keeper, 'readStore'>): Promise<Obstacle | null> {
  const meta = await keeper.readStore<{ key: string; value: unknown }>('meta');
  return parseObstacle(meta.find(({ key }) => key === OBSTACLE)?.value);
}

function tally(rows: readonly SaveRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state, problem } of rows) {
    const key = problem ? `${state}/${problem.kind}` : state;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
