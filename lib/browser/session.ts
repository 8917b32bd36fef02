import type { Session } from '../domain/clips/session.ts';
import { browser } from './api.ts';

const KEY = 'session';

/**
 * The browser's present session: its storage outlives the worker, not the browser. Its beginning is written down before
 * it is answered with, so that every life of the worker is told the same.
 */
export async function readSession(now: number): Promise<Session> {
  try {
    const known = (await browser.storage.session.get(KEY))[KEY] as Session | undefined; // nobody else writes there
    if (known !== undefined) return known;
    const session: Session = { since: now, settled: false };
    await browser.storage.session.set({ [KEY]: session });
    return session;
  } catch {
    // Without session storage nothing can be told: the patient answer is the safe one.
    return { since: 0, settled: true };
  }
}

/** Notes that nothing of the session before is open any more. Should that fail, it is settled once more. */
export async function settleSession(session: Session): Promise<void> {
  await browser.storage.session.set({ [KEY]: { ...session, settled: true } }).catch(() => undefined);
}
