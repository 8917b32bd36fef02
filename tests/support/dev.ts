/**
 * `npm run dev`: a Chromium whose whole network is the simulator, with the extension in it, built anew at every change of the source.
 * `-- --headless` shows no window; `-- --scenario hundred` takes another library.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createServer } from 'wxt';
import { SCENARIOS, type ScenarioName } from '../simulator/scenarios.ts';
import { startSimulator } from '../simulator/server.ts';
import { startChromium } from './chromium.ts';
import { hasDisplay } from './display.ts';

const FOLDER = path.resolve('.cache/dev');

function scenarioAsked(): ScenarioName {
  const { values } = parseArgs({ options: { scenario: { type: 'string', default: 'everyday' }, headless: { type: 'boolean' } } });
  const name = Object.keys(SCENARIOS).find((known) => known === values.scenario);
  if (name === undefined) throw new Error(`There is no scenario "${values.scenario}". There are: ${Object.keys(SCENARIOS).join(', ')}.`);
  return name as ScenarioName; // found among the keys
}

async function main(): Promise<void> {
  const scenario = scenarioAsked();
  const simulator = await startSimulator({ scenario });
  simulator.world.run();
  // The browser is ours: wxt's own would not know the simulator.
  const server = await createServer({ webExt: { disabled: true } });
  await server.start();
  const downloads = path.join(FOLDER, 'downloads');
  await mkdir(downloads, { recursive: true });
  const chromium = await startChromium({
    profile: path.join(FOLDER, 'profile'),
    downloads,
    extension: path.resolve('.output/chrome-mv3-dev'),
    port: simulator.port,
    headless: !hasDisplay(),
    askWhereToSave: false,
    locale: 'en-US',
    url: 'https://pika.art/library',
  });
  console.log(`pika.art is a simulator (${scenario}); clips go to ${path.relative('', downloads)}. A change in the source reloads the extension. Ctrl+C ends.`);
  process.once('SIGINT', () => void chromium.kill());
  process.once('SIGTERM', () => void chromium.kill());
  await chromium.exited;
  await server.stop();
  await simulator.stop();
  process.exit(0); // wxt's watchers would keep the process alive
}

await main();
