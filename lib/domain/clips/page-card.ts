import type { Tone } from '../words.ts';
import type { Clip } from './clip.ts';
import { sourceOfJob } from './elsewhere.ts';
import type { Hold } from './gate.ts';
import { isPointedAt } from './pointed.ts';
import type { Save } from './save.ts';
import { NO_WAITS, type SourceWaits } from './source-waits.ts';
import { deadlineWords, saveWords } from './words.ts';

/** What stands on a video on pika.art: the page's script gets these words and nothing else of the ledger. */
export interface PageCard {
  /** A few characters: "Saved", "Saving 45 %". */
  readonly label: string;
  readonly tone: Tone;
  /** 0–1 while bytes arrive. */
  readonly fraction: number | null;
  /** Why, until when, and what to do; '' when the label says it all. */
  readonly detail: string;
  /** What a press does; null where there is nothing to press. */
  readonly press: string | null;
}

/** The card of a video that is not in the ledger (yet). */
export const UNKNOWN_CARD: PageCard = { label: 'Save', tone: 'quiet', fraction: null, detail: 'Not saved yet.', press: 'Save this video' };

/** @param hold why waiting clips do not begin, if something holds them */
export function pageCard(save: Save, clip: Clip, hold: Hold | null, now: number, waits: SourceWaits = NO_WAITS): PageCard {
  const source = sourceOfJob(clip.job);
  const { label, tone, fraction, sentence } = saveWords(save, now, source, hold, waits[source]);
  const press = pressOf(save, now);
  const isOpen = save.state !== 'saved' && save.state !== 'lost';
  const deadline = isOpen ? deadlineWords(clip.deadline, now) : null;
  const link = deadline === null ? '' : `${capital(deadline.sentence)}${deadline.label === null ? '' : ` (${deadline.label})`}.`;
  const detail = [save.state === 'skipped' ? 'Not saved.' : '', sentence ?? '', link].filter((part) => part !== '').join(' ');
  const isLate = deadline?.near === true && tone !== 'bad';
  return { label: save.state === 'skipped' ? 'Save' : label, tone: isLate ? 'warn' : tone, fraction, detail, press };
}

function pressOf(save: Save, now: number): string | null {
  switch (save.state) {
    case 'wanted':
      if (save.nextAttemptAt > now) return 'Try now';
      return isPointedAt(save) ? null : 'Save this one first';
    case 'failed':
    case 'lost':
      return 'Try again';
    case 'skipped':
      return 'Save this video';
    case 'downloading':
    case 'verifying':
    case 'saved':
      return null;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
