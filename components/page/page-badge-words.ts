import type { PageSummary } from '../../lib/domain/summary.ts';

export type BadgeTone = 'good' | 'slow' | 'down' | 'quiet';

/** The pill's two or three words, and their colour, for a status; null is "not asked yet". */
export function statusWords(status: PageSummary['status'] | null): { readonly word: string; readonly tone: BadgeTone } {
  switch (status) {
    case 'up':
      return { word: 'Pika works', tone: 'good' };
    case 'degraded':
      return { word: 'Pika is slow', tone: 'slow' };
    case 'down':
      return { word: 'Pika is down', tone: 'down' };
    case 'blocked':
      return { word: 'Cannot check Pika', tone: 'quiet' };
    case 'offline':
      return { word: 'You are offline', tone: 'quiet' };
    case 'paused':
      return { word: 'Checks paused', tone: 'quiet' };
    case 'unknown':
    case null:
      return { word: 'Checking Pika', tone: 'quiet' };
  }
}

/** Counts as the pill shows them: nothing for zero, and no wider than four characters. */
export function shortCount(count: number): string {
  if (!(count > 0)) return '';
  return count < 1000 ? String(Math.floor(count)) : `${Math.min(999, Math.floor(count / 1000))}k`;
}

/** What a screen reader says for the pill. */
export function pillLabel(summary: PageSummary | null): string {
  const { word } = statusWords(summary?.status ?? null);
  if (summary === null) return `Pika Keeper: ${word}`;
  const counts = [`${summary.saved} saved`];
  if (summary.waiting > 0) counts.push(`${summary.waiting} waiting`);
  if (summary.trouble > 0) counts.push(`${summary.trouble} ${summary.trouble === 1 ? 'needs' : 'need'} a look`);
  return `Pika Keeper: ${word}. Clips: ${counts.join(', ')}.`;
}
