/** `npm start`: from a bare machine to the main job, done for real in front of your eyes. */
import { setup } from './setup.mjs';
import { giveUp, runScript, runTool, say, tail } from './steps.mjs';

await setup();
const { ok, log } = await runTool('wxt', ['build'], { log: 'build' });
if (!ok) giveUp(`${tail(log, 20)}\nThe extension could not be built. All of the output is in ${log}.`);
say('The extension is built, in .output/chrome-mv3.');
process.exitCode = await runScript('tests/support/story.ts');
