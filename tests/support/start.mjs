/** `npm start`: from a bare machine to the main job, done for real in front of your eyes. */
import { spawn } from 'node:child_process';
import { setup } from './setup.mjs';
import { giveUp, NODE, ROOT, runTool, say, tail } from './steps.mjs';

await setup();
const { ok, log } = await runTool('wxt', ['build'], { log: 'build' });
if (!ok) giveUp(`${tail(log, 20)}\nThe extension could not be built. All of the output is in ${log}.`);
say('The extension is built, in .output/chrome-mv3.');
const story = spawn(NODE, ['--disable-warning=ExperimentalWarning', 'tests/support/story.ts', ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' });
story.once('close', (code) => {
  process.exitCode = code ?? 1;
});
