import { browser } from './api.ts';

/** What an administrator has set; nothing where there is none, which Firefox answers with a failure. */
export async function readManaged(): Promise<object> {
  try {
    return await browser.storage.managed.get();
  } catch {
    return {};
  }
}
