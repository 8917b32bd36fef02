import { newState } from '../../lib/domain/health/fold.ts';
import { MAX_SAMPLES } from '../../lib/domain/health/latency.ts';
import type { MonitorState } from '../../lib/domain/health/monitor.ts';
import type { Keeper } from '../support/browser.ts';
import { bundle } from './bundle.ts';
import { MADE_MONITORS } from './checks-made.ts';
import type { HistoryBench } from './history-in-page.ts';

/** Days of checks, one a minute of each of ten monitors. */
export const DAYS = 90;

/** Fills the store with them as the product's own housekeeping leaves them, and with the states of those monitors that it does not watch by itself. */
export async function storeHistory(keeper: Keeper): Promise<void> {
  const page = await keeper.newPage();
  await page.goto(`chrome-extension://${keeper.extensionId}/popup.html`);
  await page.evaluate(await bundle('tests/bench/history-in-page.ts'));
  const checks = await page.evaluate((days) => (globalThis as { historyBench?: { packed: HistoryBench } }).historyBench?.packed.fill(Date.now(), days, 0), DAYS); // set by the bundle
  await page.close();
  await keeper.extension.evaluate(putStates, MADE_MONITORS.filter((monitor) => monitor.startsWith('tool:')).map(stateOf));
  const [days, states] = [await keeper.readStore('days'), await keeper.readStore('monitors')];
  const wanted = { checks: DAYS * 1440 * MADE_MONITORS.length, days: DAYS * MADE_MONITORS.length, states: MADE_MONITORS.length };
  if ((checks ?? 0) < wanted.checks || days.length < wanted.days || states.length < wanted.states) throw new Error(`the history is not whole: ${checks} checks, ${days.length} days, ${states.length} monitors`);
}

function stateOf(monitor: MonitorState['monitor']): MonitorState {
  const now = Date.now();
  return { ...newState(monitor, now), status: 'up', lastCheckAt: now, lastOkAt: now, latency: { samples: Array.from({ length: MAX_SAMPLES }, (_, n) => 100 + (n % 50)), sampledAt: now } };
}

/** Runs in a page of the extension: sent as text, it stands alone. */
async function putStates(states: readonly object[]): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('pika-keeper');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not opened'));
  });
  const tx = db.transaction('monitors', 'readwrite');
  for (const state of states) tx.objectStore('monitors').put(state);
  await new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new Error('not written'));
  });
  db.close();
}
