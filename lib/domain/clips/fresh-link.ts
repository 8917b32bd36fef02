import type { Clip } from './clip.ts';
import { saysItIsDead } from './deadline.ts';
import { END_OF_PATIENCE, PATIENCE_WITH_DEAD_LINKS } from './retry.ts';
import type { Save, SaveProblemKind } from './save.ts';

/** Faults of the file itself: another link to the same file mends none of them. */
const OF_THE_FILE: ReadonlySet<SaveProblemKind> = new Set(['not-a-video', 'truncated', 'wrong-size']);
/** A source that changes its links all the time must not have us hammer the media host. */
const LEAST_PAUSE = 10_000;

/**
 * The row after its source has named another link. It ends the wait for one, and brings back what was given up for want of
 * it, where another link may help.
 *
 * @param known the clip as it was before
 * @param clip the clip with the link as it is now
 * @returns the same row when nothing changes
 */
export function afterFreshLink(save: Save, known: Clip, clip: Clip, now: number): Save {
  const moved = save.deadlineAt === clip.deadline.at ? save : { ...save, deadlineAt: clip.deadline.at };
  if (known.url === clip.url || !mayHelp(save, known, clip, now)) return moved;
  const due = Math.max(now, (save.problem?.at ?? 0) + LEAST_PAUSE);
  return { ...moved, state: 'wanted', attempts: save.state === 'wanted' ? save.attempts : 0, nextAttemptAt: Math.min(due, Math.max(save.nextAttemptAt, now)), updatedAt: now };
}

function mayHelp({ attempts, problem, state }: Save, known: Clip, clip: Clip, now: number): boolean {
  // What the user cancelled, and what the browser holds back, is not a matter of links.
  if (problem?.kind === 'cancelled' || problem?.kind === 'browser-blocked') return false;
  if (state !== 'wanted' && state !== 'failed' && state !== 'lost') return false;
  if (saysItIsDead(clip.deadline, now)) return false;
  if (clip.pathKey !== known.pathKey || problem === null) return true;
  if (OF_THE_FILE.has(problem.kind)) return false;
  // Signed anew for a file that is gone, again and again: it keeps its pauses, and the end of them.
  const patience = state === 'wanted' ? PATIENCE_WITH_DEAD_LINKS : END_OF_PATIENCE;
  return problem.kind !== 'link-dead' || attempts < patience || saysItIsDead(known.deadline, now);
}
