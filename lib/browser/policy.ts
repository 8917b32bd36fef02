import { browser } from './api.ts';

/** Calls back when an administrator has changed what they set. Attach in the worker's first turn; Firefox tells it at its next start only. */
export function onManaged(handle: () => void): void {
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') handle();
  });
}

/** What an administrator has set; nothing where there is none, which Firefox answers with a failure. */
export async function readManaged(): Promise<object> {
  try {
    return await browser.storage.managed.get();
  } catch {
    return {};
  }
}
