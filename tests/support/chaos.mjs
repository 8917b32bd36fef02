/** `npm run chaos -- [jobs] [seed]`: a thousand jobs over four sources in a real browser that is killed again and again. */
import { setup } from './setup.mjs';
import { giveUp, runTool, say, tail } from './steps.mjs';

const [jobs = '1000', seed = '1'] = process.argv.slice(2);
await setup();
const built = await runTool('wxt', ['build'], { log: 'build' });
if (!built.ok) giveUp(`${tail(built.log, 20)}\nThe extension could not be built. All of the output is in ${built.log}.`);
say(`${jobs} jobs, seed ${seed}: this takes some minutes.`);
const env = { PIKA_KEEPER_CHAOS_JOBS: jobs, PIKA_KEEPER_CHAOS_SEED: seed };
const { ok, log } = await runTool('@playwright/test#playwright', ['test', '-c', 'tests/playwright.config.ts', '--workers=1'], { log: 'chaos', env });
say(ok ? 'Each job came to its own end: what could be had is on disk, once.' : `${tail(log, 60)}\nAll of the output is in ${log}.`);
process.exitCode = ok ? 0 : 1;
