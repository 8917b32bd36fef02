import { isPointedAt } from './pointed.ts';
import type { Save } from './save.ts';

/**
 * The order in which due rows are taken up, for `sort`: clips that somebody waits for, then the earliest deadline, then
 * the longest due. A link that was
 * found dead lets all others go first: it is the least likely to give a file, and an old library may hold hundreds.
 */
export function byTurn(a: Save, b: Save): number {
  return Number(isDead(a)) - Number(isDead(b)) || Number(isExpress(b)) - Number(isExpress(a)) || a.deadlineAt - b.deadlineAt || a.nextAttemptAt - b.nextAttemptAt;
}

/** Whether it may begin although as many downloads run as should: the first try for a clip that somebody waits for. */
export function isExpress(save: Save): boolean {
  return (save.awaited || isPointedAt(save)) && save.attempts === 0;
}

function isDead({ problem }: Save): boolean {
  return problem?.kind === 'link-dead';
}
