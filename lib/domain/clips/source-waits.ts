import type { Source } from '../jobs/job.ts';
import { sourceName } from './elsewhere.ts';

/**
 * Sources that are asked for nothing until the user does something, each with a sentence that says what that is. Their clips
 * wait: nothing is lost for want of a link that nobody was asked for.
 */
export type SourceWaits = Readonly<Partial<Record<Source, string>>>;

export const NO_WAITS: SourceWaits = {};

/** What came of asking a clip's source for a fresh link: `waits` for the user, or there is `none` that could be asked. */
export type LinkAsked = 'asked' | 'waits' | 'none';

export function offSentence(source: Source): string {
  return `${sourceName(source)} is switched off: switch it on in Settings, and it is asked for a fresh one.`;
}

/** @param message of the source's pause: what the matter is, and what the user can do */
export function pausedSentence(message: string): string {
  return `${message} Then it is asked for a fresh link.`;
}
