import type { Page } from '@playwright/test';

/** What the page and its scripts complain of from now on; a list that grows. Loads that fail are the simulator's doing. */
export function listenForErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) errors.push(message.text());
  });
  return errors;
}
