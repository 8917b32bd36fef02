/** Runs in a page, bundled: the product's own history, and the naive store that it is compared with. Times are in ms. */
import { historyView } from '../../lib/domain/health/history/view.ts';
import { summaryOf } from '../../lib/domain/health/history/monitor-day.ts';
import type { DaySummary } from '../../lib/domain/health/history/summary.ts';
import type { Check, MonitorId } from '../../lib/domain/health/monitor.ts';
import { appendChecks } from '../../lib/store/checks.ts';
import { openStore } from '../../lib/store/db.ts';
import { readHistory } from '../../lib/store/history.ts';
import { keepHistory } from '../../lib/store/seal.ts';
import { ownOffsetAt } from '../../entrypoints/dashboard/own-zone.ts';
import { DAY } from '../../lib/time.ts';
import { checksOf, MADE_MONITORS } from './checks-made.ts';

/** The same work for both sides. */
export interface HistoryBench {
  /**
   * Stores every check of `days` UTC days before today, and of today up to `now`; the packed one lives through `earlier`
   * days before them too, with its housekeeping. @returns how many, without those of the earlier days
   */
  fill(now: number, days: number, earlier: number): Promise<number>;
  /** The view of 90 days; `down` tells that both sides saw the same. */
  view(now: number): Promise<{ took: number; down: number }>;
  append(check: Check): Promise<number>;
  /** A day's housekeeping: what is older than 90 days goes. @returns also how many rows went */
  prune(now: number): Promise<{ took: number; gone: number }>;
}

const dayOf = (at: number): number => Math.floor(at / DAY) * DAY;

async function timed<Result>(work: () => Promise<Result>): Promise<{ took: number; result: Result }> {
  const start = performance.now();
  const result = await work();
  return { took: performance.now() - start, result };
}

function downOf(view: ReturnType<typeof historyView>): number {
  return view.monitors.reduce((sum, { windows }) => sum + (windows.at(-1)?.shares.down ?? 0), 0);
}

async function append(checks: readonly Check[]): Promise<void> {
  const tx = (await openStore()).transaction('checks', 'readwrite', { durability: 'relaxed' });
  await appendChecks(tx.store as unknown as Parameters<typeof appendChecks>[0], checks); // a transaction of one store, not of all
  await tx.done;
}

const packed: HistoryBench = {
  async fill(now, days, earlier) {
    let count = 0;
    for (let day = dayOf(now) - (days + earlier) * DAY; day <= now; day += DAY) {
      for (const monitor of MADE_MONITORS) {
        const checks = checksOf(monitor, day, now);
        if (day >= dayOf(now) - days * DAY) count += checks.length;
        await append(checks);
      }
      await keepHistory(await openStore(), day);
    }
    return count;
  },
  async view(now) {
    const db = await openStore();
    const { took, result } = await timed(() => readHistory(db, { now, days: 90, offsetAt: ownOffsetAt }));
    return { took, down: downOf(result) };
  },
  append: async (check) => (await timed(() => append([check]))).took,
  async prune(now) {
    const db = await openStore();
    const { took, result } = await timed(() => keepHistory(db, now));
    return { took, gone: result.forgotten };
  },
};

function answer<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('refused'));
  });
}

function done(tx: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new Error('aborted'));
  });
}

function openNaive(): Promise<IDBDatabase> {
  const request = indexedDB.open('naive', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('checks', { keyPath: ['monitor', 'at'] }).createIndex('byTime', 'at');
  return answer(request);
}

/** One row a check, by monitor and time; an index by time for what grows old. The days are summed up by the product's own rules. */
const naive: HistoryBench = {
  async fill(now, days) {
    const db = await openNaive();
    let count = 0;
    for (let day = dayOf(now) - days * DAY; day <= now; day += DAY) {
      const tx = db.transaction('checks', 'readwrite', { durability: 'relaxed' });
      for (const monitor of MADE_MONITORS) {
        for (const check of checksOf(monitor, day, now)) {
          tx.objectStore('checks').put(check);
          count += 1;
        }
      }
      await done(tx);
    }
    return count;
  },
  async view(now) {
    const db = await openNaive();
    const { took, result } = await timed(async () => {
      const store = db.transaction('checks').objectStore('checks');
      const from = dayOf(now) - 92 * DAY;
      const monitors = new Map<MonitorId, DaySummary[]>();
      for (const monitor of MADE_MONITORS) {
        const checks: Check[] = await answer(store.getAll(IDBKeyRange.bound([monitor, from], [monitor, now])));
        const days: DaySummary[] = [];
        for (const [day, ofDay] of Map.groupBy(checks, ({ at }) => dayOf(at))) {
          days.push(summaryOf({ monitor, pauses: [], until: now }, day, ofDay, days.at(-1)?.tail ?? null));
        }
        monitors.set(monitor, days);
      }
      return historyView(monitors, { now, days: 90, offsetAt: ownOffsetAt });
    });
    return { took, down: downOf(result) };
  },
  async append(check) {
    const db = await openNaive();
    const { took } = await timed(() => {
      const tx = db.transaction('checks', 'readwrite', { durability: 'relaxed' });
      tx.objectStore('checks').put(check);
      return done(tx);
    });
    return took;
  },
  async prune(now) {
    const db = await openNaive();
    const { took, result } = await timed(async () => {
      const tx = db.transaction('checks', 'readwrite', { durability: 'relaxed' });
      const store = tx.objectStore('checks');
      const keys = await answer(store.index('byTime').getAllKeys(IDBKeyRange.upperBound(dayOf(now) - 90 * DAY, true)));
      for (const key of keys) store.delete(key);
      await done(tx);
      return keys.length;
    });
    return { took, gone: result };
  },
};

(globalThis as { historyBench?: Record<'packed' | 'naive', HistoryBench> }).historyBench = { packed, naive };
