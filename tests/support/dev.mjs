/** `npm run dev`: from a bare machine to a live-reloading browser. */
import { setup } from './setup.mjs';
import { runScript } from './steps.mjs';

await setup();
process.exitCode = await runScript('tests/support/dev.ts');
