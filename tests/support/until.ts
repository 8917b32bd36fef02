import { setTimeout as pause } from 'node:timers/promises';

/** How long to wait for a condition, and what to call it when it does not come. */
export interface Patience {
  /** Milliseconds before giving up; 15 s unless told. */
  readonly timeout?: number;
  /** Ends the sentence "waited 15 s for …"; a function is asked at the end, to tell what there was instead. */
  readonly what: string | (() => string);
}

/**
 * Asks until the answer is neither null, undefined nor false, and returns it. The only place in the tests that may let time pass
 * by itself: everything else waits for a condition through this.
 */
export async function until<Answer>(
  ask: () => Answer | Promise<Answer>,
  { timeout = 15_000, what }: Patience,
): Promise<NonNullable<Exclude<Answer, false>>> {
  const end = performance.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer as NonNullable<Exclude<Answer, false>>;
    if (performance.now() > end) {
      throw new Error(`waited ${timeout / 1000} s for ${typeof what === 'string' ? what : what()}`);
    }
    await pause(50);
  }
}

/**
 * The same for what takes long on a busy machine: it is given up only when nothing has moved for as long as the patience lasts.
 * @param mark how far it has come; compared as JSON
 */
export async function untilStuck<Answer>(ask: () => Answer | Promise<Answer>, mark: () => unknown, patience: Patience): Promise<NonNullable<Exclude<Answer, false>>> {
  for (let before = JSON.stringify(await mark()); ; ) {
    try {
      return await until(ask, patience);
    } catch (error) {
      const now = JSON.stringify(await mark());
      if (now === before) throw error;
      before = now;
    }
  }
}
