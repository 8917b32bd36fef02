/** `npm run bench`: from a bare machine to a table of what Pika Keeper costs, also in .output/bench.md. */
import { setup } from './setup.mjs';
import { giveUp, runScript, runTool, say, tail } from './steps.mjs';

await setup();
const { ok, log } = await runTool('wxt', ['zip'], { log: 'zip' });
if (!ok) giveUp(`${tail(log, 20)}\nThe extension could not be built. All of the output is in ${log}.`);
say('The extension is built and zipped, in .output.');
process.exitCode = await runScript('tests/bench/bench.ts');
