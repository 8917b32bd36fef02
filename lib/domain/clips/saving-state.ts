/** How saving stands as a whole, for the screen where it is chosen. */
import { countWords, sizeWords, type Tone } from '../words.ts';
import { type DayTally, type Hold, localDay } from './gate.ts';
import { holdSentence } from './hold-words.ts';
import type { Save } from './save.ts';
import type { SavingSettings } from './saving-settings.ts';

/** What today has brought, with what is on its way. */
export type Today = Pick<DayTally, 'files' | 'bytes'>;

/** @param running downloads and proofs under way: they will be files of today */
export function spentToday(tally: DayTally | null, running: readonly Pick<Save, 'bytes' | 'totalBytes'>[], now: number): Today {
  const { files, bytes } = tally?.day === localDay(now) ? tally : { files: 0, bytes: 0 };
  return { files: files + running.length, bytes: running.reduce((sum, save) => sum + (save.totalBytes ?? save.bytes ?? 0), bytes) };
}

export interface SavingState {
  readonly label: string;
  readonly sentence: string;
  readonly tone: Tone;
}

export function savingState(saving: SavingSettings, hold: Hold | null, today: Today): SavingState {
  const spent = todayWords(saving, today);
  switch (hold) {
    case null:
      return { label: 'Saving', sentence: spent, tone: 'good' };
    case 'daily-count':
    case 'daily-bytes':
      return { label: 'Waiting until tomorrow', sentence: `${spent} What you ask for yourself is saved at once.`, tone: 'wait' };
    case 'paused':
      return { label: 'Paused', sentence: 'Nothing new begins, and what runs is finished.', tone: 'warn' };
    default:
      return { label: 'Waiting', sentence: holdSentence(hold) ?? spent, tone: 'warn' };
  }
}

/** "120 of 120 videos today, 4.2 of 10 GB." */
function todayWords({ dailyCount, dailyBytes }: SavingSettings, { files, bytes }: Today): string {
  const count = dailyCount === null ? countWords(files, 'video') : `${files.toLocaleString('en')} of ${countWords(dailyCount, 'video')}`;
  const size = dailyBytes === null ? sizeWords(bytes) : `${sizeWords(bytes)} of ${sizeWords(dailyBytes)}`;
  return files === 0 && dailyCount === null && dailyBytes === null ? 'Nothing saved yet today.' : `${count} today, ${size}.`;
}
