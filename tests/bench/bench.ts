/**
 * `npm run bench`: measures the budgets of the design on this machine, in real browsers against the simulator, and prints one table.
 * `-- --only popup` measures one part; `-- --rounds 2` takes fewer repetitions.
 */
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { measureClips } from './clips.ts';
import { measureFirstByte } from './first-byte.ts';
import { measureHistory } from './history.ts';
import { measureIdle } from './idle.ts';
import { measureMemory } from './memory.ts';
import { measurePageCost } from './page-cost.ts';
import { measurePopup } from './popup.ts';
import { letManyIn, measureSaving, quietLibrary } from './saving.ts';
import { measureSizes } from './sizes.ts';
import { measureStoreCost } from './store-cost.ts';
import { onStage } from './stage.ts';
import { storeHistory } from './stored-history.ts';
import { storeJobs } from './stored-jobs.ts';
import { type Row, table } from './table.ts';
import { measureTick } from './tick.ts';

const JOBS = 10_000;
const CLIPS = 100;
const MANY_CLIPS = 1000;

/** The parts in their order, each with a stage of its own. */
const PARTS: Readonly<Record<string, (rounds: number) => Promise<Row[]>>> = {
  sizes: () => measureSizes(),
  page: (rounds) => onStage('everyday', (stage) => measurePageCost(stage, rounds)),
  popup: (rounds) =>
    onStage('empty', async (stage) => {
      await storeJobs(stage.product.keeper, JOBS);
      await storeHistory(stage.product.keeper);
      return measurePopup(stage, JOBS, rounds * 2);
    }),
  clips: (rounds) => onStage('empty', (stage) => measureClips(stage, JOBS, rounds)),
  tick: (rounds) => onStage('empty', async (stage) => [...(await measureTick(stage, rounds)), await measureIdle(stage, rounds * 2)]),
  history: (rounds) => onStage('empty', (stage) => measureHistory(stage, rounds)),
  saving: (rounds) =>
    onStage(quietLibrary, async (stage) => [
      await measureSaving(stage, { words: 'as fast as the machine can', bytesPerSecond: null }, CLIPS, rounds),
      await measureSaving(stage, { words: '10 MB/s a connection', bytesPerSecond: 10_000_000 }, CLIPS, rounds),
      await measureFirstByte(stage, rounds * 4),
      await measureMemory(stage, 200_000_000),
    ]),
  'saving-1000': (rounds) =>
    onStage(quietLibrary, async (stage) => {
      await letManyIn(stage);
      return [await measureSaving(stage, { words: 'as fast as the machine can', bytesPerSecond: null }, MANY_CLIPS, Math.min(rounds, 2), 200_000)];
    }),
  'memory-800': () => onStage(quietLibrary, async (stage) => [await measureMemory(stage, 800_000_000)]),
  store: () => onStage('empty', (stage) => measureStoreCost(stage, JOBS)),
};

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, rounds: { type: 'string', default: '5' } } });
  const chosen = Object.entries(PARTS).filter(([name]) => values.only === undefined || values.only === name);
  if (chosen.length === 0) throw new Error(`There is no part "${values.only}". There are: ${Object.keys(PARTS).join(', ')}.`);
  const before = os.loadavg();
  const rows: Row[] = [];
  for (const [name, measure] of chosen) {
    const start = performance.now();
    rows.push(...(await measure(Number(values.rounds))));
    process.stdout.write(`${name} measured (${((performance.now() - start) / 1000).toFixed(0)} s)\n`);
  }
  const text = `${table(rows)}\n\n${conditions(before)}\n`;
  await writeFile('.output/bench.md', text);
  process.stdout.write(`\n${text}`);
}

/** What the figures were measured on: they mean little without it. */
function conditions(before: readonly number[]): string {
  const load = (averages: readonly number[]): string => (averages[0] ?? 0).toFixed(1);
  const cores = os.cpus();
  return `Median (least–most, repetitions). ${cores[0]?.model.trim() ?? 'A processor'}, ${cores.length} cores; load average ${load(before)} before, ${load(os.loadavg())} after. Times of threads are processor time.`;
}

await main();
