import { test as base } from '@playwright/test';
import { type Keeper, launchKeeper, type LaunchOptions } from './browser.ts';

interface Fixtures {
  /** Launches a browser with the extension and ends it after the test, whatever happened. */
  readonly launch: (options?: LaunchOptions) => Promise<Keeper>;
}

/** Playwright's `test` with `launch`. When a test fails, its pages and what the worker printed are attached to the report. */
export const test = base.extend<Fixtures>({
  launch: async ({}, use, info) => {
    const launched: Keeper[] = [];
    await use(async (options) => {
      const keeper = await launchKeeper(options);
      launched.push(keeper);
      return keeper;
    });
    for (const keeper of launched) {
      if (info.status !== info.expectedStatus) {
        await info.attach('worker', { body: keeper.worker.log().join('\n') });
        for (const page of keeper.context.pages()) {
          const body = await page.screenshot().catch(() => null); // a page of a browser that was restarted is gone
          if (body) await info.attach(page.url(), { body, contentType: 'image/png' });
        }
      }
      await keeper.close();
    }
  },
});

export { expect } from '@playwright/test';
