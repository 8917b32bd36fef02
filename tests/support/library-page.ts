import { expect, type Page } from '@playwright/test';

/** Scrolls the library until it shows as many cards as there are jobs. */
export async function scrollToEnd(page: Page, cards: number): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.mouse.wheel(0, 5_000);
        return page.locator('video').count();
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThanOrEqual(cards);
}
