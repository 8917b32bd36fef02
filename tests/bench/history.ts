import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { DAY, HOUR } from '../../lib/time.ts';
import { bundle } from './bundle.ts';
import { checksOf, MADE_MONITORS } from './checks-made.ts';
import type { HistoryBench } from './history-in-page.ts';
import { alternate, short, type Spread, spread, words } from './numbers.ts';
import type { Stage } from './stage.ts';
import type { Row } from './table.ts';

const DAYS = 90;
/** Lived through before them, so that the store holds what a year leaves: the sums of all its days. */
const EARLIER = 365 - DAYS;
const MB = 1_000_000;
/** An evening, so that most of a day is not sealed yet. */
const NOW = Math.floor(Date.now() / DAY) * DAY + 18 * HOUR;

type Way = 'packed' | 'naive';
type Bench = Omit<HistoryBench, 'fill'> & { fill(): Promise<number>; size(): Promise<number> };

/**
 * Ninety days of ten monitors in two real databases: the product's, in the origin of an extension and after a year of its
 * own housekeeping, and one row a check, in the origin of a web page, so that each has files of its own. Both are asked for the same, in turn.
 */
export async function measureHistory({ bare: { keeper } }: Stage, rounds: number): Promise<Row[]> {
  const script = await bundle('tests/bench/history-in-page.ts');
  const ours = await keeper.newPage();
  // Half an hour off, so that no local day is made of whole hours.
  for (const page of [ours, keeper.page]) await (await page.context().newCDPSession(page)).send('Emulation.setTimezoneOverride', { timezoneId: 'Asia/Kolkata' });
  await ours.goto(`chrome-extension://${keeper.extensionId}/popup.html`);
  await keeper.page.goto('https://pika.art/');
  await ours.evaluate(script);
  await keeper.page.evaluate(script);
  const packed = benchOf(ours, 'packed', keeper.userDataDir, 'chrome-extension_');
  const naive = benchOf(keeper.page, 'naive', keeper.userDataDir, 'https_pika.art_');
  const counts = [await packed.fill(), await naive.fill()];
  if (counts[0] !== counts[1]) throw new Error(`the two stores differ: ${counts.join(' and ')} checks`);
  return [await sizeRow(packed, naive, counts[0] ?? 0), await viewRow(packed, naive, await threadClock(ours), rounds * 4), await appendRow(packed, naive, rounds * 10), await pruneRow(packed, naive)];
}

async function sizeRow(packed: Bench, naive: Bench, checks: number): Promise<Row> {
  const [ours, theirs] = [await packed.size(), await naive.size()];
  const measured = `${short(ours / MB)} MB, ${short(ours / checks)} bytes a check`;
  const comparedWith = `one row a check, ${DAYS} days only, ${short(theirs / MB)} MB (${short(theirs / ours)} ×)`;
  return { what: `history on disk after a year of ${MADE_MONITORS.length} monitors: ${checks.toLocaleString('en')} checks of ${DAYS} days, sums of all`, budget: '≤ 25 MB', measured, comparedWith, met: ours <= 25 * MB };
}

async function viewRow(packed: Bench, naive: Bench, clock: () => Promise<number>, rounds: number): Promise<Row> {
  const theirs = await naive.view(NOW);
  const [ours, worked]: [number[], number[]] = [[], []];
  const first = await packed.view(NOW);
  for (let round = 0; round < rounds; round += 1) {
    const before = await clock();
    const { took, down } = await packed.view(NOW);
    worked.push((await clock()) - before);
    if (down !== theirs.down) throw new Error(`the two views differ: ${down} and ${theirs.down} ms of downtime`);
    ours.push(took);
  }
  const row = timeRow('the 90-day view of all, from the store', 16, spread(ours), spread([theirs.took]));
  return { ...row, measured: `${row.measured}; the page worked ${words(spread(worked), 'ms')} for it; the very first ${short(first.took)} ms` };
}

/** Processor time of a page's main thread so far, ms: what a busy machine makes of the rest is not the page's. */
async function threadClock(page: Page): Promise<() => Promise<number>> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  return async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    const found = metrics.find(({ name }) => name === 'ThreadTime');
    if (found === undefined) throw new Error('the browser tells no processor time');
    return found.value * 1000;
  };
}

async function appendRow(packed: Bench, naive: Bench, count: number): Promise<Row> {
  const later = checksOf('pika-web', NOW - (NOW % DAY), Infinity).filter(({ at }) => at >= NOW);
  let next = 0;
  const one = (bench: Bench) => (): Promise<number> => {
    const check = later[next];
    if (check === undefined) throw new Error('out of checks');
    next += 1;
    return bench.append(check);
  };
  const { packed: ours, naive: theirs } = await alternate(count, { packed: one(packed), naive: one(naive) });
  return timeRow('one check appended', null, spread(ours), spread(theirs));
}

/** A day later: the day is sealed, and the oldest goes. Once, since removing one row a check takes long. */
async function pruneRow(packed: Bench, naive: Bench): Promise<Row> {
  const later = NOW + DAY;
  for (const monitor of MADE_MONITORS) {
    const [first] = checksOf(monitor, later - (later % DAY), later);
    if (first === undefined) continue;
    await packed.append(first);
    await naive.append(first);
  }
  const [ours, theirs] = [await packed.prune(later), await naive.prune(later)];
  if (ours.gone === 0 || theirs.gone === 0) throw new Error('nothing was old enough to go');
  return timeRow('housekeeping of a day: sealed, and the oldest forgotten', null, spread([ours.took]), spread([theirs.took]));
}

function timeRow(what: string, budget: number | null, ours: Spread, theirs: Spread): Row {
  const comparedWith = `one row a check ${words(theirs, 'ms')}: ${short(theirs.median / ours.median)} ×`;
  return { what, budget: budget === null ? 'no limit of its own' : `≤ ${budget} ms`, measured: words(ours, 'ms'), comparedWith, met: budget === null ? null : ours.median <= budget };
}

function benchOf(page: Page, way: Way, profile: string, origin: string): Bench {
  return {
    fill: () => page.evaluate(call, { way, name: 'fill', args: [NOW, DAYS, EARLIER] }) as Promise<number>, // each as `HistoryBench` says
    view: (now) => page.evaluate(call, { way, name: 'view', args: [now] }) as ReturnType<HistoryBench['view']>,
    append: (check) => page.evaluate(call, { way, name: 'append', args: [check] }) as Promise<number>,
    prune: (now) => page.evaluate(call, { way, name: 'prune', args: [now] }) as ReturnType<HistoryBench['prune']>,
    size: () => sizeOnDisk(profile, origin),
  };
}

/** Runs in the page: sent as text, it stands alone. */
function call({ way, name, args }: { way: string; name: string; args: readonly unknown[] }): unknown {
  const scope = globalThis as unknown as { historyBench: Record<string, Record<string, (...args: readonly unknown[]) => unknown>> }; // set by the bundle
  return scope.historyBench[way]?.[name]?.(...args);
}

/** All files of an origin's IndexedDB: tables, logs and large values. */
async function sizeOnDisk(profile: string, origin: string): Promise<number> {
  const names = await readdir(profile, { recursive: true });
  const files = names.filter((name) => name.split(path.sep).some((part) => part.startsWith(origin) && part.includes('.indexeddb.')));
  const sizes = await Promise.all(files.map(async (name) => stat(path.join(profile, name)).then((found) => (found.isFile() ? found.size : 0), () => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
}
