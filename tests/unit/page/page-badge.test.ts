import { describe, expect, it } from 'vitest';
import { pillLabel, shortCount, statusWords } from '../../../components/page/page-badge-words.ts';
import { STATUSES } from '../../../lib/domain/health/monitor.ts';

describe('the badge’s words', () => {
  it('has its own words for each status, and says "down" of Pika alone', () => {
    const all = [...STATUSES, 'offline' as const].map((status) => [status, statusWords(status)] as const);
    expect(new Set(all.map(([, { word }]) => word)).size).toBe(all.length);
    expect(all.filter(([, { word, tone }]) => word.includes('down') || tone === 'down').map(([status]) => status)).toEqual(['down']);
    expect(all.every(([, { word }]) => word.length <= 20)).toBe(true);
  });

  it.each([[0, ''], [-1, ''], [Number.NaN, ''], [1, '1'], [999, '999'], [1000, '1k'], [12_345, '12k'], [1e9, '999k']])('shows %d as "%s"', (count, text) => {
    expect(shortCount(count)).toBe(text);
  });

  it('tells a screen reader all that the pill shows', () => {
    const summary = { status: 'up', sentence: 'x', saved: 3, waiting: 2, trouble: 1, shows: { badge: true, cards: true }, backfill: null } as const;
    expect(pillLabel(summary)).toBe('Pika Keeper: Pika works. Clips: 3 saved, 2 waiting, 1 needs a look.');
    expect(pillLabel({ ...summary, waiting: 0, trouble: 0 })).toBe('Pika Keeper: Pika works. Clips: 3 saved.');
    expect(pillLabel(null)).toBe('Pika Keeper: Checking Pika');
  });
});
