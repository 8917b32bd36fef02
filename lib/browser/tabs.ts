import { browser } from './api.ts';

const PIKA_PAGES = ['https://pika.art/*', 'https://www.pika.art/*'];

/** Sends a message to the helper in each open pika.art tab; tabs without one are no error. */
export async function pushToPikaTabs(message: object): Promise<void> {
  const tabs = await browser.tabs.query({ url: PIKA_PAGES }).catch(() => []);
  await Promise.all(tabs.map(({ id }) => (id === undefined ? null : browser.tabs.sendMessage(id, message).catch(() => null))));
}

/**
 * Puts observer and helper into pika.art tabs that were open before this version came: Chrome does not do that at
 * install and update. Both scripts see to it that they are there once.
 */
export async function injectIntoPikaTabs(): Promise<void> {
  const tabs = await browser.tabs.query({ url: PIKA_PAGES }).catch(() => []);
  await Promise.all(tabs.map(({ id }) => (id === undefined ? null : inject(id).catch(() => null))));
}

async function inject(tabId: number): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId }, files: ['/content-scripts/observer.js'], world: 'MAIN' });
  await browser.scripting.executeScript({ target: { tabId }, files: ['/content-scripts/helper.js'] });
}
