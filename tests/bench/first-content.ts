import type { Page } from '@playwright/test';
import type { Keeper } from '../support/browser.ts';

/** Milliseconds from the navigation to a page of the extension until the first element that fits is on the screen. */
export async function openAndWatch(keeper: Keeper, page: string, selector: string, size = { width: 1280, height: 800 }): Promise<number> {
  const tab: Page = await keeper.newPage();
  try {
    await tab.setViewportSize(size);
    await tab.addInitScript(watchFor, selector);
    await tab.goto(`chrome-extension://${keeper.extensionId}/${page}`);
    return await tab.evaluate(() => (globalThis as { benchShown?: Promise<number> }).benchShown ?? Number.NaN); // set by `watchFor`
  } finally {
    await tab.close();
  }
}

/**
 * Runs in the page before its own scripts: as soon as an element is there, asks the browser to say when it will have been on the
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
