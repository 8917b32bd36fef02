import type { Save } from './save.ts';

/** Whether the user pointed at this very clip: it goes first, and past the day's limits. One of many waits its turn. */
export function isPointedAt({ asked, bulk }: Pick<Save, 'asked' | 'bulk'>): boolean {
  return asked === true && bulk === undefined;
}
