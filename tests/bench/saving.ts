import { rm } from 'node:fs/promises';
import path from 'node:path';
import { AT_ONCE } from '../../lib/tasks/saves/round.ts';
import type { World } from '../simulator/world.ts';
import { urlsOf, type SimJob } from '../simulator/job.ts';
import type { Keeper } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { downloadAll, forgetDownloads, untilAllSaved } from './in-extension.ts';
import { alternate, ratios, spread, words } from './numbers.ts';
import type { Stage } from './stage.ts';
import type { Row } from './table.ts';

const LIBRARY = 'https://pika.art/library';
const MEDIA = /^(cdn|tre9zd4etmxyc)\.pika\.art$/u;
/** A clip of 5 s at 720p and 3 Mbit/s. */
const CLIP_BYTES = 2_000_000;

/** How fast the media hosts send on each connection; null: as fast as the machine can. */
export interface Line {
  readonly words: string;
  readonly bytesPerSecond: number | null;
}

/** A page that shows all of its library at once, and asks for nothing afterwards. */
export function quietLibrary(world: World): void {
  world.page.perPage = 1000;
  world.page.pollMs = 3_600_000;
  world.page.analytics = false;
}

/** Lets as many new clips in within a minute as the settings can: otherwise a thousand are a measurement of that limit. */
export async function letManyIn({ product }: Stage): Promise<void> {
  await product.keeper.extension.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('pika-keeper');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('not opened'));
    });
    const tx = db.transaction('meta', 'readwrite');
    tx.objectStore('meta').put({ key: 'settings', value: { clipsPerMinute: 10_000 } });
    await new Promise((resolve, reject) => {
      tx.oncomplete = resolve;
      tx.onabort = () => reject(tx.error ?? new Error('not written'));
    });
    db.close();
  });
}

/**
 * Seconds to save `clips` new clips, from the moment that the library's answer has left the server. Both browsers open that page, and
 * each round has the same clips for all: the bare extension's downloads end when the last is complete, ours when the last is verified.
 */
export async function measureSaving(stage: Stage, line: Line, clips: number, rounds: number, bytes = CLIP_BYTES): Promise<Row> {
  const { simulator, product, bare } = stage;
  const fault = line.bytesPerSecond === null ? null : simulator.world.setFault({ kind: 'drip', host: MEDIA, bytesPerSecond: line.bytesPerSecond });
  let fresh: SimJob[] = [];
  let turn = 0;
  const renew = (): void => {
    if (turn++ % 3 === 0) fresh = newLibrary(simulator.world, clips, bytes);
  };
  const bareWay = (atOnce: number) => async (): Promise<number> => {
    renew();
    const shown = await openLibrary(stage, bare.keeper);
    // Its cache must not know the files from the way before: a query of its own makes them new to it.
    const urls = fresh.map((job) => `${urlsOf(job).result}?n=${atOnce}`);
    const end = await bare.keeper.extension.evaluate(downloadAll, { urls, atOnce });
    await clear(bare.keeper);
    await bare.keeper.extension.evaluate(forgetDownloads);
    return (end - shown) / 1000;
  };
  const firsts: number[] = [];
  const seconds = await alternate(rounds, {
    async product() {
      renew();
      const rows = (await product.keeper.readStore('saves')).length + clips;
      const shown = await openLibrary(stage, product.keeper);
      const saved = await product.keeper.extension.evaluate(untilAllSaved, { rows, timeout: 1_200 * clips + 60_000 });
      if (saved === null) throw new Error(`not all of ${clips} clips were saved`);
      firsts.push((firstFetch(stage, shown) - shown) / 1000);
      await clear(product.keeper);
      return (saved - shown) / 1000;
    },
    few: bareWay(AT_ONCE),
    all: bareWay(clips),
  });
  if (fault !== null) simulator.world.clearFault(fault);
  const few = ratios(seconds.product, seconds.few);
  const all = ratios(seconds.product, seconds.all);
  return {
    what: `saving ${clips} clips of ${bytes / 1e6} MB, ${line.words}`,
    budget: '≤ 1.1 ×',
    measured: `${words(few, '×')} of the browser with ${AT_ONCE} at once; ${words(all, '×')} with all at once`,
    comparedWith: `ours ${words(spread(seconds.product), 's')}, first request after ${words(spread(firsts), 's')}; the browser ${words(spread(seconds.few), 's')} and ${words(spread(seconds.all), 's')}`,
    met: few.median <= 1.1,
  };
}

/** The library's jobs go, and new finished ones take their place. */
function newLibrary(world: World, clips: number, bytes: number): SimJob[] {
  for (const job of world.listed()) world.vanishJob(job.id);
  const families = ['results', 'v1', 'results-second-host'] as const;
  return Array.from({ length: clips }, (_, index) =>
    world.addJob({ prompt: `bench clip ${index}`, family: families[index % 3] ?? 'results', state: 'finished', bytes }),
  );
}

/** Opens the library in the browser's first tab. @returns when the answer had left the server, ms since 1970 */
async function openLibrary({ simulator }: Stage, keeper: Keeper): Promise<number> {
  await keeper.page.goto('about:blank');
  const from = simulator.requests.all.length;
  let left: number | null = null;
  const stop = simulator.on('request', () => {
    if (left === null && simulator.requests.all.slice(from).some(({ kind, path: asked, done }) => kind === 'page' && asked === '/library' && done)) left = Date.now();
  });
  try {
    await keeper.page.goto(LIBRARY, { waitUntil: 'commit' });
    return await until(() => left, { what: "the library's answer" });
  } finally {
    stop();
  }
}

/** When the first file was asked for after a moment, ms since 1970. The page itself loads no videos. */
function firstFetch({ simulator }: Stage, after: number): number {
  return simulator.requests.filter(({ kind, at }) => kind === 'clip' && at >= after)[0]?.at ?? Number.NaN;
}

async function clear({ downloadsDir }: Keeper): Promise<void> {
  await rm(path.join(downloadsDir, 'Pika'), { recursive: true, force: true });
}
