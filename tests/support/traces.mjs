/** `npm run traces`: months of simulated watching, with every trouble that is not Pika's. Writes its table into ARCHITECTURE.md. */
import { setup } from './setup.mjs';
import { runScript } from './steps.mjs';

await setup();
process.exitCode = await runScript('tests/support/traces.ts');
