/** `npm run screenshots`: draws the pictures of README.md anew, from the running product. */
import { setup } from './setup.mjs';
import { giveUp, runScript, runTool, tail } from './steps.mjs';

await setup();
const { ok, log } = await runTool('wxt', ['build'], { log: 'build' });
if (!ok) giveUp(`${tail(log, 20)}\nThe extension could not be built. All of the output is in ${log}.`);
process.exitCode = (await runScript('tests/support/screenshots.ts')) || (await runScript('tests/support/gallery/shoot.mjs'));
