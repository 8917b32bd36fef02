import { browser } from './api.ts';

const KEY = 'session';

/**
 * Whether this is the worker's first start since the browser (or the extension) was started: the session's storage
 * outlives the worker, not the browser. Asking marks the session as seen.
 */
export async function isNewSession(): Promise<boolean> {
  try {
    const seen = (await browser.storage.session.get(KEY))[KEY] === true;
    if (!seen) await browser.storage.session.set({ [KEY]: true });
    return !seen;
  } catch {
    // Without session storage nothing can be told: the patient answer is the safe one.
    return false;
  }
}
