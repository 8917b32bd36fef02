import { sizeWords, spanWords } from '../words.ts';
import type { BackfillCommand, BackfillPhase, BackfillView } from './backfill.ts';

export interface RunWords {
  readonly title: string;
  readonly lines: readonly string[];
  /** What can be done now, first things first. */
  readonly commands: readonly BackfillCommand[];
}

const TITLES: Readonly<Record<BackfillPhase, string>> = {
  looking: 'Looking through your library',
  touched: 'Waiting while you use the page',
  away: 'Open your Pika library and leave it in front to go on',
  saving: 'All of your library seen. Saving the rest',
  paused: 'Paused. Nothing new is saved until you go on',
  done: 'Your whole library was looked through',
};

/** How "Save my whole library" stands, in words. While it still looks, numbers are those of what has been found so far. */
export function runWords(run: BackfillView | null): RunWords {
  if (run === null) return { title: '', lines: [], commands: ['start'] };
  const { phase, found, saved, trouble, files, bytes, speed, left } = run;
  const count = (value: number) => value.toLocaleString('en');
  const lines = [`${count(saved)} of ${count(found)} found are saved${trouble > 0 ? `, ${count(trouble)} ${trouble === 1 ? 'needs' : 'need'} a look` : ''}.`];
  if (files > 0) lines.push(`${count(files)} new, ${sizeWords(bytes)}${speed === null ? '' : `, ${sizeWords(speed)} a second`}.`);
  if (left !== null && phase !== 'done' && left > 0) lines.push(`About ${spanWords(Math.max(left, 1000))} left${phase === 'saving' ? '' : ' for those found so far'}.`);
  return { title: TITLES[phase], lines, commands: commandsOf(phase) };
}

export const COMMAND_WORDS: Readonly<Record<BackfillCommand, string>> = {
  start: 'Save my whole library',
  pause: 'Pause',
  resume: 'Go on',
  cancel: 'Cancel',
};

export interface RunLine {
  readonly title: string;
  /** How far, how fast, how much longer. */
  readonly words: string;
  /** 0–1. */
  readonly fraction: number;
  readonly waits: boolean;
  readonly commands: readonly BackfillCommand[];
}

const SHORT: Readonly<Record<Exclude<BackfillPhase, 'done'>, string>> = {
  looking: 'Saving your whole library',
  touched: 'Your whole library waits while you use its page',
  away: 'Your whole library waits for its page to be in front',
  saving: 'Saving the rest of your library',
  paused: 'Saving your whole library is paused',
};

/** The run in one line, for where clips are looked at; null when nothing is under way. */
export function runLine(run: BackfillView | null): RunLine | null {
  if (run === null || run.phase === 'done') return null;
  const { phase, found, saved, trouble, speed, left } = run;
  const words = [
    `${saved.toLocaleString('en')} of ${found.toLocaleString('en')} found are saved`,
    ...(trouble > 0 ? [trouble === 1 ? '1 needs a look' : `${trouble.toLocaleString('en')} need a look`] : []),
    ...(speed === null ? [] : [`${sizeWords(speed)} a second`]),
    ...(left === null || left <= 0 ? [] : [`about ${spanWords(Math.max(left, 1000))} left`]),
  ];
  return { title: SHORT[phase], words: words.join(', '), fraction: found === 0 ? 0 : saved / found, waits: phase !== 'looking' && phase !== 'saving', commands: commandsOf(phase) };
}

function commandsOf(phase: BackfillPhase): readonly BackfillCommand[] {
  if (phase === 'done') return ['start'];
  return phase === 'paused' ? ['resume', 'cancel'] : ['pause', 'cancel'];
}
