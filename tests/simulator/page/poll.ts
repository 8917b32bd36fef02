import { readBalance, readSubscription, track } from './account.ts';
import { config } from './config.ts';
import type { Frame } from './shell.ts';
import type { Grid } from './grid.ts';
import { callAction, resultsIn, SignedOut } from './library.ts';

/** Keeps the library up to date: pending ids are asked for every so often, together with account reads, for as long as `shown` says so. */
export function startPolling(grid: Grid, frame: Frame, shown: () => boolean, signedOut: () => void): void {
  let round = 0;
  const poll = async (): Promise<void> => {
    round += 1;
    const ids = grid.pendingIds();
    if (ids.length > 0) grid.update(resultsIn(await callAction(config.actions.poll, { ids })));
    if (config.listEvery > 0 && round % config.listEvery === 0) await refresh(grid);
    await readSubscription();
    const credits = await readBalance();
    if (credits !== null) frame.setBalance(credits);
    track('poll');
  };
  const next = (): void => {
    setTimeout(() => {
      const done = shown() ? poll() : Promise.resolve();
      done.catch((error: unknown) => {
        if (error instanceof SignedOut) signedOut();
      }).finally(next);
    }, config.pollMs);
  };
  next();
}

async function refresh(grid: Grid): Promise<void> {
  grid.update(resultsIn(await callAction(config.actions.list, { after: '', perPage: config.perPage })));
}

/** Loads older results when the end of the grid comes near; resolves to how many there were. */
export async function loadMore(grid: Grid): Promise<number> {
  const after = grid.lastId();
  return after === '' ? 0 : grid.append(resultsIn(await callAction(config.actions.list, { after, perPage: config.perPage })));
}
