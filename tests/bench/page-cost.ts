import type { Page } from '@playwright/test';
import { setTimeout as pause } from 'node:timers/promises';
import { alternate, spread, words } from './numbers.ts';
import { scriptTime, taskTime, threadOf } from './script-time.ts';
import type { Side, Stage } from './stage.ts';
import type { Row } from './table.ts';
import { record, type TraceEvent } from './trace.ts';

const LIBRARY = 'https://pika.art/library';
const ELSEWHERE = 'https://example.com/';
/** The page has read its balance and settled by then, and the scripts have read the page. */
const SETTLED_MS = 1000;

/** What observer and helper cost a page's main thread, in processor time, each load in a tab of its own. */
export async function measurePageCost({ product, bare }: Stage, rounds: number): Promise<Row[]> {
  const scripts = `chrome-extension://${product.keeper.extensionId}/content-scripts/`;
  const shares: Record<string, number[]> = { 'helper.js': [], 'observer.js': [], '': [] };
  const total = await alternate(rounds, {
    async product() {
      const events = await load(product, LIBRARY);
      const thread = threadOf(events, scripts);
      for (const [name, values] of Object.entries(shares)) values.push(scriptTime(events, scripts + name, thread));
      return taskTime(events, thread);
    },
    async bare() {
      const events = await load(bare, LIBRARY);
      return taskTime(events, threadOf(events, 'https://pika.art/'));
    },
  });
  const elsewhere = scriptTime(await load(product, ELSEWHERE), scripts);
  const [both, helper, observer] = ['', 'helper.js', 'observer.js'].map((name) => spread(shares[name] ?? []));
  if (!both || !helper || !observer) throw new Error('nothing was measured');
  return [
    {
      what: 'pika.art page: main thread, both scripts, at load',
      budget: '≤ 5 ms',
      measured: words(both, 'ms'),
      comparedWith: `observer ${words(observer, 'ms')}, helper ${words(helper, 'ms')}`,
      met: both.median <= 5,
    },
    { what: 'any other page: main thread', budget: '0', measured: `${elsewhere} ms`, comparedWith: 'scripts are not there', met: elsewhere === 0 },
    {
      what: 'pika.art page: all tasks of the main thread, at load',
      budget: 'see above',
      measured: words(spread(total.product), 'ms'),
      comparedWith: `no Pika Keeper: ${words(spread(total.bare), 'ms')}`,
      met: null,
    },
  ];
}

async function load({ keeper, cdp }: Side, url: string): Promise<TraceEvent[]> {
  const tab: Page = await keeper.newPage();
  try {
    return await record(cdp, true, async () => {
      await tab.goto(url);
      await pause(SETTLED_MS);
    });
  } finally {
    await tab.close();
  }
}
