import { askFor } from './again.ts';
import { isCancelled } from './cancel.ts';
import { NO_ATTEMPT } from './retry.ts';
import type { Bulk, Save } from './save.ts';
import type { Skip } from './gate.ts';

/** What a press on pika.art asks for: this one clip, all that this tab has shown, or the whole library. */
export const PAGE_ASKS = ['one', 'seen', 'library'] as const;
export type PageAsk = (typeof PAGE_ASKS)[number];

/**
 * The row when the page's own button asks for its clip; null where there is nothing to do. A saved clip is never fetched
 * again from there, and asking for many leaves alone what the user has cancelled or skipped by hand.
 *
 * @param leftOut what the settings make of this clip when nobody asks for it
 */
export function askFromPage(save: Save, ask: PageAsk, leftOut: Skip | null, now: number): Save | null {
  if (save.state === 'saved') return null;
  if (ask === 'one') return askFor(save, now);
  if (isCancelled(save) || (save.state === 'skipped' && save.skip === undefined)) return null;
  if (save.state === 'wanted') return leftOut === null || save.asked === true ? null : { ...save, asked: true, bulk: ask, updatedAt: now };
  const asked = askFor(save, now);
  return asked && { ...asked, bulk: ask };
}

/** The row when saving the whole library is called off: what waits only for that waits no more. Null for any other. */
export function calledOff(save: Save, leftOut: Skip | null, now: number): Save | null {
  if (save.state !== 'wanted' || save.bulk !== ('library' satisfies Bulk) || leftOut === null) return null;
  const { asked: _asked, bulk: _bulk, ...row } = save;
  return { ...row, ...NO_ATTEMPT, state: 'skipped', skip: leftOut, updatedAt: now };
}
