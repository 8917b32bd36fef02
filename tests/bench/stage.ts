import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startSimulator } from '../simulator/server.ts';
import type { Scenario, ScenarioName } from '../simulator/scenarios.ts';
import { type Keeper, launchKeeper, type Simulator } from '../support/browser.ts';
import { type Cdp, connectCdp } from '../support/cdp.ts';
import { until } from '../support/until.ts';
import { writeBareExtension } from './bare-extension.ts';

/** One browser of the stage, with a protocol connection of our own. */
export interface Side {
  readonly name: 'Pika Keeper' | 'bare';
  readonly keeper: Keeper;
  readonly cdp: Cdp;
}

/** Two browsers side by side on one simulator: one with Pika Keeper, one with an extension that does nothing. */
export interface Stage {
  readonly simulator: Simulator;
  readonly product: Side;
  readonly bare: Side;
}

/** Sets a stage for `play`, and clears it whatever happens. */
export async function onStage<Result>(scenario: Scenario | ScenarioName, play: (stage: Stage) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pika-bench-'));
  const simulator = await startSimulator({ scenario });
  const sides: Side[] = [];
  try {
    await writeBareExtension(path.join(folder, 'bare'));
    const product = await launch('Pika Keeper', simulator, undefined);
    sides.push(product);
    const bare = await launch('bare', simulator, path.join(folder, 'bare'));
    sides.push(bare);
    return await play({ simulator, product, bare });
  } finally {
    for (const { cdp, keeper } of sides) {
      cdp.close();
      await keeper.close();
    }
    await simulator.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function launch(name: Side['name'], simulator: Simulator, extensionDir: string | undefined): Promise<Side> {
  const keeper = await launchKeeper({ simulator, ...(extensionDir === undefined ? {} : { extensionDir }) });
  return { name, keeper, cdp: await connectCdp(await endpointOf(keeper)) };
}

/** Chromium leaves its DevTools address in its profile: the port, and behind it the path. */
async function endpointOf({ userDataDir }: Keeper): Promise<string> {
  const read = (): Promise<string | null> => readFile(path.join(userDataDir, 'DevToolsActivePort'), 'utf8').catch(() => null);
  const text = await until(read, { what: "the browser's DevTools address" });
  const [port = '', where = ''] = text.trim().split('\n');
  return `ws://127.0.0.1:${port}${where}`;
}
