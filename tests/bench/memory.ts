import { setTimeout as pause } from 'node:timers/promises';
import { type Cdp } from '../support/cdp.ts';
import { untilSaved } from '../support/saved.ts';
import { short } from './numbers.ts';
import type { Stage } from './stage.ts';
import type { Row } from './table.ts';

const MB = 1_000_000;
const LOOK_EVERY_MS = 25;

/** The worker's memory, heap and buffers, while it sees a large clip to disk and proves it. */
export async function measureMemory({ product: { keeper, cdp }, simulator }: Stage, clipBytes: number): Promise<Row> {
  const { world } = simulator;
  for (const job of world.listed()) world.vanishJob(job.id);
  await keeper.page.goto('about:blank');
  await keeper.worker.wake();
  const session = await attachToWorker(cdp, keeper.extensionId);
  const before = await memoryOf(cdp, session, true);
  // All rows: the last clip of the part before may still be on its way.
  const rows = (await keeper.readStore('saves')).length;
  world.addJob({ prompt: 'a very long film', state: 'finished', bytes: clipBytes });
  await keeper.page.goto('https://pika.art/library');
  let most = before;
  let looking = true;
  const look = async (): Promise<void> => {
    for (; looking; await pause(LOOK_EVERY_MS)) most = Math.max(most, await memoryOf(cdp, session, false));
  };
  const looks = look();
  try {
    await untilSaved(keeper, rows + 1, 300_000);
  } finally {
    looking = false;
    await looks;
  }
  const growth = (most - before) / MB;
  return {
    what: `memory of the worker while saving a clip of ${clipBytes / MB} MB`,
    budget: 'never a whole clip',
    measured: `+ ${short(growth)} MB at most`,
    comparedWith: `${short(before / MB)} MB before, ${short(most / MB)} MB at most`,
    met: growth < clipBytes / MB / 10,
  };
}

async function attachToWorker(cdp: Cdp, extensionId: string): Promise<string> {
  const { targetInfos } = await cdp.send<{ targetInfos: { targetId: string; type: string; url: string }[] }>('Target.getTargets');
  const worker = targetInfos.find(({ type, url }) => type === 'service_worker' && url.startsWith(`chrome-extension://${extensionId}/`));
  if (!worker) throw new Error('the worker does not run');
  return (await cdp.send<{ sessionId: string }>('Target.attachToTarget', { targetId: worker.targetId, flatten: true })).sessionId;
}

/** Bytes of the worker's heap and of the buffers that hang on it. */
async function memoryOf(cdp: Cdp, session: string, tidy: boolean): Promise<number> {
  if (tidy) await cdp.send('HeapProfiler.collectGarbage', {}, session);
  const { usedSize, backingStorageSize = 0, embedderHeapUsedSize = 0 } = await cdp.send<HeapUsage>('Runtime.getHeapUsage', {}, session);
  return usedSize + backingStorageSize + embedderHeapUsedSize;
}

interface HeapUsage {
  readonly usedSize: number;
  readonly backingStorageSize?: number;
  readonly embedderHeapUsedSize?: number;
}
