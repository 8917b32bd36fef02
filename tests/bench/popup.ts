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

/**
 * Runs in the popup before its own scripts: as soon as an element is there, asks the browser to say when it will have been on the
 * screen (Element Timing), which is the moment that a person waits for.
 */
function watchFor(selector: string): void {
  const scope = globalThis as { benchShown?: Promise<number> };
  scope.benchShown = new Promise((resolve) => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) resolve((entry as PerformanceEntry & { renderTime: number }).renderTime); // as Element Timing defines it
    }).observe({ type: 'element', buffered: true });
    const observer = new MutationObserver(() => {
      const found = document.querySelector(selector);
      if (found === null) return;
      observer.disconnect();
      for (const element of [found, ...found.querySelectorAll('*')]) element.setAttribute('elementtiming', 'useful');
    });
    observer.observe(document, { childList: true, subtree: true });
  });
}
