import type { Save } from './save.ts';

/**
 * The order in which due rows are taken up, for `sort`: earliest deadline first, then the longest due. A link that was
 * found dead lets all others go first: it is the least likely to give a file, and an old library may hold hundreds.
 */
export function byTurn(a: Save, b: Save): number {
  return Number(isDead(a)) - Number(isDead(b)) || a.deadlineAt - b.deadlineAt || a.nextAttemptAt - b.nextAttemptAt;
}

function isDead({ problem }: Save): boolean {
  return problem?.kind === 'link-dead';
}
