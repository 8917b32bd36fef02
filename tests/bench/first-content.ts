import type { Page } from '@playwright/test';
import type { Keeper } from '../support/browser.ts';

/** Milliseconds from the navigation to a page of the extension until the first element that fits each of the selectors is on the screen. */
export async function openAndWatch(keeper: Keeper, page: string, selectors: readonly string[], size = { width: 1280, height: 800 }): Promise<number> {
  const tab: Page = await keeper.newPage();
  try {
    await tab.setViewportSize(size);
    await tab.addInitScript(watchFor, selectors);
    await tab.goto(`chrome-extension://${keeper.extensionId}/${page}`);
    return await tab.evaluate(() => (globalThis as { benchShown?: Promise<number> }).benchShown ?? Number.NaN); // set by `watchFor`
  } finally {
    await tab.close();
  }
}

/**
 * Runs in the page before its own scripts: as soon as there is an element of each kind, asks the browser to say when it will have been
 * on the screen (Element Timing), which is the moment that a person waits for.
 */
function watchFor(selectors: readonly string[]): void {
  const scope = globalThis as { benchShown?: Promise<number> };
  scope.benchShown = new Promise((resolve) => {
    const shownAt = new Map<string, number>();
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { identifier, renderTime } = entry as PerformanceEntry & { identifier: string; renderTime: number }; // as Element Timing defines it
        if (!shownAt.has(identifier)) shownAt.set(identifier, renderTime);
      }
      if (shownAt.size === selectors.length) resolve(Math.max(...shownAt.values()));
    }).observe({ type: 'element', buffered: true });
    const observer = new MutationObserver(() => {
      const found = selectors.map((selector) => document.querySelector(selector));
      if (found.includes(null)) return;
      observer.disconnect();
      for (const [place, first] of found.entries()) {
        for (const element of [first, ...(first?.querySelectorAll('*') ?? [])]) element?.setAttribute('elementtiming', String(place));
      }
    });
    observer.observe(document, { childList: true, subtree: true });
  });
}
