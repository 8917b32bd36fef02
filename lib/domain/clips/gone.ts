import { NO_ATTEMPT } from './retry.ts';
import type { Save } from './save.ts';

/**
 * The row once its source says that it does not know the job any more. A clip whose link still answers is left alone: it
 * can be had. One whose link was found dead is lost, and why is kept as evidence.
 *
 * @param httpStatus the source's answer
 * @returns null when nothing changes
 */
export function afterGone(save: Save, httpStatus: number | null, now: number): Save | null {
  if (save.state !== 'wanted' || save.problem?.kind !== 'link-dead') return null;
  return { ...save, ...NO_ATTEMPT, state: 'lost', problem: { kind: 'gone', at: now, httpStatus }, updatedAt: now };
}
