import { parsePlace, type PagePlace } from '../domain/page-place.ts';
import { browser } from './api.ts';

/** Kept for all of pika.art, out of the page's reach; it holds nothing but a place. */
const KEY = 'page-place';

/** Where the user left the badge; null when nothing is kept or storage does not answer. */
export async function loadPlace(): Promise<PagePlace | null> {
  try {
    const kept: Record<string, unknown> = await browser.storage.local.get(KEY);
    return parsePlace(kept[KEY]);
  } catch {
    return null;
  }
}

/** Keeps the place; a failure costs the user one more drag. */
export async function keepPlace(place: PagePlace): Promise<void> {
  try {
    await browser.storage.local.set({ [KEY]: place });
  } catch {
    // the extension was updated under this page, or storage is full
  }
}
