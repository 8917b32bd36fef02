/** `npm run fuzz -- [inputs]`: broken inputs for every parser, a million each unless told otherwise. */
import { setup } from './setup.mjs';
import { runScript } from './steps.mjs';

await setup();
process.exitCode = await runScript('tests/support/fuzz/main.ts');
