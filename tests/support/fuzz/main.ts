/**
 * `npm run fuzz -- [inputs] [--only name] [--seed n] [--from number]`: broken inputs for every parser, a million each
 * unless told otherwise. Ends with 1 when one of them throws, hangs, lets something through or changes what all objects share.
 */
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Find, Hunt } from './hunt.ts';
import { TARGETS } from './targets.ts';

const SEED = 20_261_121;
/** A parser that shows no sign of life for so long hangs: its sign comes every 5,000 inputs. */
const HANGS_AFTER = 120_000;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' }, seed: { type: 'string' }, from: { type: 'string' } } });
const runs = Number(positionals[0] ?? 1_000_000);
const seed = Number(values.seed ?? SEED);
const from = Number(values.from ?? 0);

export type FromWorker = { readonly kind: 'sign'; readonly number: number } | { readonly kind: 'done'; readonly hunt: Hunt };

/** One parser in a thread of its own, so that one that hangs can be ended. */
function huntInThread(name: string): Promise<Hunt> {
  return new Promise((resolve, reject) => {
    let last = from;
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { name, seed, from, runs } });
    let alarm: NodeJS.Timeout;
    const watch = (): void => {
      clearTimeout(alarm);
      alarm = setTimeout(() => end(hung(name, last)), HANGS_AFTER);
    };
    const end = (hunt: Hunt): void => {
      clearTimeout(alarm);
      void worker.terminate();
      resolve(hunt);
    };
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'done') return end(message.hunt);
      last = message.number;
      return watch();
    });
    worker.once('error', reject);
    watch();
  });
}

function hung(target: string, number: number): Hunt {
  const find: Find = { target, number, what: `hangs at one of the 5,000 inputs after ${number}`, input: '' };
  return { runs: number - from, finds: [find], read: 0 };
}

async function main(): Promise<void> {
  const chosen = TARGETS.map(({ name }) => name).filter((name) => values.only === undefined || name.includes(values.only));
  if (chosen.length === 0 || !Number.isInteger(runs) || runs < 1) {
    console.log(`Nothing to do. Parsers: ${TARGETS.map(({ name }) => name).join(', ')}`);
    process.exitCode = 1;
    return;
  }
  let total = 0;
  for (const name of chosen) {
    const start = performance.now();
    const hunt = await huntInThread(name);
    total += hunt.runs;
    const rate = Math.round(hunt.runs / ((performance.now() - start) / 1000));
    console.log(`${hunt.finds.length === 0 ? 'ok  ' : 'FIND'} ${name}: ${hunt.runs} inputs, ${Math.round((100 * hunt.read) / Math.max(1, hunt.runs))} % made something, ${rate} a second`);
    for (const find of hunt.finds) console.log(`     --only "${find.target}" --seed ${seed} --from ${find.number}: ${find.what}\n     ${find.input}`);
    if (hunt.finds.length > 0) process.exitCode = 1;
  }
  console.log(`${total} inputs in all.`);
}

await main();
