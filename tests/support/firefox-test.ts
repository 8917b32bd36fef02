import { type FirefoxKeeper, type FirefoxLaunchOptions, launchFirefox } from './firefox.ts';
import { test as base } from './keeper-test.ts';
import { until } from './until.ts';

/** `launch` for a real Firefox; all of them end with the test. */
export const test = base.extend<{ firefox: (options?: FirefoxLaunchOptions) => Promise<FirefoxKeeper> }>({
  firefox: async ({ browserName: _browserName }, use) => {
    const launched: FirefoxKeeper[] = [];
    await use(async (options) => {
      const keeper = await launchFirefox(options);
      launched.push(keeper);
      return keeper;
    });
    for (const keeper of launched) await keeper.close();
  },
});

/** Waits until a tab shows these words. */
export async function untilSays(tab: { evaluate<Value>(run: () => Value): Promise<Value> }, text: string): Promise<void> {
  let words = '';
  const read = async (): Promise<boolean> => (words = await tab.evaluate(() => document.body.innerText)).includes(text);
  await until(read, { timeout: 60_000, what: () => `the page to say "${text}"; it says: ${words}` });
}
