import { browser } from './api.ts';

const KEY = 'session';

/**
 * Whether the browser (or the extension) was started again since `markSession`: the session's storage outlives the worker,
 * not the browser.
 */
export async function isNewSession(): Promise<boolean> {
  try {
    return (await browser.storage.session.get(KEY))[KEY] !== true;
  } catch {
    // Without session storage nothing can be told: the patient answer is the safe one.
    return false;
  }
}

/** From now on this session is not new any more. */
export async function markSession(): Promise<void> {
  await browser.storage.session.set({ [KEY]: true }).catch(() => undefined); // then the next life begins it once more
}
