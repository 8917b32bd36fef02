/** What a person reads about a clip that is held back, or is left out by their own choice. */
import { HOUR } from '../../time.ts';
import type { Source } from '../jobs/job.ts';
import { sourceName } from './elsewhere.ts';
import { type Hold, tomorrow } from './gate.ts';
import { isObstacle, type ObstacleKind } from './obstacle.ts';
import { behindObstacle } from './obstacle-words.ts';
import type { Save } from './save.ts';
import type { SaveWords } from './words.ts';

/** The toolbar warns from then on, too. */
const SOON = 2 * HOUR;

/** A waiting clip that is held. One that would not outlive the wait is told so, with the way out. */
export function heldWords(save: Save, hold: Hold, now: number): SaveWords {
  if (hold === 'paused') return pausedWords(save.deadlineAt - now <= SOON);
  if (isObstacle(hold)) return obstructedWords(hold, save.deadlineAt - now <= SOON);
  const limit = hold === 'daily-count' ? 'Today’s limit of videos is reached.' : 'Today’s limit of space is reached.';
  const isLate = save.deadlineAt <= tomorrow(now);
  return {
    label: 'Waiting until tomorrow',
    tone: isLate ? 'warn' : 'wait',
    sentence: isLate ? `${limit} Its link may end before tomorrow: save it now.` : limit,
    fraction: null,
    action: { kind: 'retry', label: 'Save now' },
  };
}

function pausedWords(isLate: boolean): SaveWords {
  const sentence = isLate ? 'Saving is paused, and its link may end soon: resume, or it may be lost.' : 'Saving is paused, and goes on when you resume it.';
  return { label: 'Paused', tone: isLate ? 'warn' : 'wait', sentence, fraction: null, action: null };
}

function obstructedWords(kind: ObstacleKind, isLate: boolean): SaveWords {
  const sentence = isLate ? `${behindObstacle(kind)} Its link may end soon.` : behindObstacle(kind);
  return { label: 'Waiting', tone: 'warn', sentence, fraction: null, action: { kind: 'retry', label: 'Try now' } };
}

/** Why a clip was left out; null where nothing of it is known. */
export function skippedSentence({ skip }: Save, source: Source): string | null {
  switch (skip) {
    case 'only-asked':
      return 'You chose to save only what you ask for.';
    case 'source-off':
      return `You chose not to save what comes from ${sourceName(source)}.`;
    default:
      return null;
  }
}

/** Beside a settings screen: what the choice means for clips that wait; null when nothing is held. */
export function holdSentence(hold: Hold | null): string | null {
  if (hold === null) return null;
  if (hold === 'paused') return 'Saving is paused: nothing new begins, and what runs is finished.';
  if (isObstacle(hold)) return behindObstacle(hold).replace('Waits', 'Saving waits');
  return hold === 'daily-count' ? 'Today’s limit of videos is reached: the rest waits until tomorrow.' : 'Today’s limit of space is reached: the rest waits until tomorrow.';
}
