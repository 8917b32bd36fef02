import type { Page } from '@playwright/test';
import { storeClips } from '../support/store-clips.ts';
import { alternate, spread, words } from './numbers.ts';
import { openAndWatch } from './first-content.ts';
import type { Row } from './table.ts';
import type { Stage } from './stage.ts';

/** Steps of scrolling whose mean is taken, and the length of a wheel's notch in CSS pixels. */
const STEPS = 60;
const NOTCH = 120;

/** The Clips view over `clips` clips: first content against a bare page, a search, and what scrolling costs the page's one thread. */
export async function measureClips({ product, bare }: Stage, clips: number, rounds: number): Promise<Row[]> {
  await storeClips(product.keeper, clips);
  const took = await alternate(rounds, {
    product: () => openAndWatch(product.keeper, 'dashboard.html#clips', ['.tile']),
    bare: () => openAndWatch(bare.keeper, 'popup.html', ['p']),
  });
  const page = await product.keeper.newPage();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`chrome-extension://${product.keeper.extensionId}/dashboard.html#clips`);
  await page.locator('.shelf-note', { hasText: `${clips.toLocaleString('en')} clips` }).waitFor({ timeout: 60_000 });
  const searches = [];
  for (const text of ['koi', 'astronaut studio', '"creme brulee, macro"', 'take 9999', 'fox']) searches.push(await search(page, text));
  await search(page, '');
  const [still, notches, screens]: [Scrolled[], Scrolled[], Scrolled[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    still.push(await scroll(page, 0));
    notches.push(await scroll(page, NOTCH));
    screens.push(await scroll(page, 800));
  }
  await page.close();
  const many = `${clips.toLocaleString('en')} clips`;
  return [
    { what: `clips view to first content, ${many}`, budget: '≤ 100 ms feel', measured: words(spread(took.product), 'ms'), comparedWith: `bare page ${words(spread(took.bare), 'ms')}`, met: null },
    { what: `search over ${many}, after typing`, budget: '', measured: words(spread(searches), 'ms'), comparedWith: '120 ms of it wait for the next key', met: null },
    { what: `scrolling ${many} by one notch of the wheel`, budget: '≤ 16 ms', measured: words(spread(notches.map(({ thread }) => thread)), 'ms'), comparedWith: `standing still ${words(spread(still.map(({ thread }) => thread)), 'ms')}; ${Math.max(...screens.map(({ drawn }) => drawn))} clips drawn at most`, met: spread(notches.map(({ thread }) => thread)).median <= 16 },
    { what: 'the same by a whole screen', budget: '', measured: words(spread(screens.map(({ thread }) => thread)), 'ms'), comparedWith: 'every clip in sight is another one', met: null },
  ];
}

/** Milliseconds from the last key to the words that tell how many were found. */
function search(page: Page, text: string): Promise<number> {
  return page.evaluate(
    (typed) =>
      new Promise<number>((resolve) => {
        const field = document.querySelector<HTMLInputElement>('.search');
        const note = document.querySelector('.shelf-note');
        if (field === null || note === null) return resolve(Number.NaN);
        const start = performance.now();
        new MutationObserver((_changes, observer) => {
          observer.disconnect();
          resolve(performance.now() - start);
        }).observe(note, { childList: true, characterData: true, subtree: true });
        field.value = typed;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }),
    text,
  );
}

interface Scrolled {
  /** Processor time of the page's thread for one step, ms. */
  readonly thread: number;
  /** Clips drawn at a time, at most. */
  readonly drawn: number;
}

/** Scrolls from the top, step by step. */
async function scroll(page: Page, pixels: number): Promise<Scrolled> {
  await page.evaluate(() => scrollTo(0, 0));
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const taskMs = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
  };
  const before = await taskMs();
  const drawn = await page.evaluate(async ({ steps, by }) => {
    let most = 0;
    for (let step = 0; step < steps; step += 1) {
      // A pixel to and fro is a picture of which nothing is new.
      scrollBy(0, by === 0 ? 1 - 2 * (step % 2) : by);
      await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
      most = Math.max(most, document.querySelectorAll('.tile').length);
    }
    return most;
  }, { steps: STEPS, by: pixels });
  const thread = ((await taskMs()) - before) / STEPS;
  await session.detach();
  return { thread, drawn };
}
