import type { Page } from '@playwright/test';
import { alternate, ratios, spread, words } from './numbers.ts';
import type { Side, Stage } from './stage.ts';
import type { Row } from './table.ts';

/** Milliseconds from a popup's navigation to its first useful content on the screen: our first job against a bare popup's one line. */
export async function measurePopup({ product, bare }: Stage, jobs: number, rounds: number): Promise<Row[]> {
  const took = await alternate(rounds, {
    product: () => open(product, '.job'),
    bare: () => open(bare, 'p'),
  });
  const ours = spread(took.product);
  const ratio = ratios(took.product, took.bare);
  const comparedWith = `bare popup ${words(spread(took.bare), 'ms')}`;
  return [
    { what: `popup to useful content, ${jobs.toLocaleString('en')} jobs`, budget: '≤ 100 ms', measured: words(ours, 'ms'), comparedWith, met: ours.median <= 100 },
    { what: 'the same, as a ratio', budget: '≤ 1.5 ×', measured: words(ratio, '×'), comparedWith: 'round by round', met: ratio.median <= 1.5 },
  ];
}

async function open({ keeper }: Side, selector: string): Promise<number> {
  const tab: Page = await keeper.newPage();
  try {
    await tab.setViewportSize({ width: 380, height: 600 });
    await tab.addInitScript(watchFor, selector);
    await tab.goto(`chrome-extension://${keeper.extensionId}/popup.html`);
    return await tab.evaluate(() => (globalThis as { benchShown?: Promise<number> }).benchShown ?? Number.NaN); // set by `watchFor`
  } finally {
    await tab.close();
  }
}

/** Runs in the popup before its own scripts: notes when an element was first there and the frame with it was made. */
function watchFor(selector: string): void {
  const scope = globalThis as { benchShown?: Promise<number> };
  scope.benchShown = new Promise((resolve) => {
    const shown = (): void => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    };
    const observer = new MutationObserver(() => {
      if (document.querySelector(selector) === null) return;
      observer.disconnect();
      shown();
    });
    observer.observe(document, { childList: true, subtree: true });
  });
}
