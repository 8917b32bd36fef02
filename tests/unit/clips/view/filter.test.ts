import { describe, expect, it } from 'vitest';
import { entryOf } from '../../../../lib/domain/clips/view/entry.ts';
import { type ClipFilter, filterAt, isFiltered, modelsOf, nearing, NO_FILTER, sortEntries, sourcesOf } from '../../../../lib/domain/clips/view/filter.ts';
import type { Save } from '../../../../lib/domain/clips/save.ts';
import { DAY, HOUR, MINUTE } from '../../../../lib/time.ts';
import { makeClip, makeJob, makeSave, NOW } from '../../../support/popup-data.ts';

interface Fields {
  readonly prompt?: string;
  readonly model?: string;
  readonly state?: Save['state'] | null;
  readonly seen?: number;
  readonly ends?: number;
  readonly source?: 'pika-page' | 'fal';
}

function entry(id: string, { prompt = id, model = '2.5', state = 'saved', seen = NOW - HOUR, ends = NOW + DAY, source = 'pika-page' }: Fields = {}) {
  const job = { ...makeJob(1, { request: { prompt, model } }), id: `${source}:${id}`, source };
  const clip = makeClip(id, job.id, { firstSeenAt: seen, deadline: { at: ends, why: 'url' } });
  return entryOf(clip, job, state === null ? null : makeSave(id, { state, deadlineAt: ends }));
}

const names = (entries: readonly ReturnType<typeof entry>[]): string => entries.map(({ clip }) => clip.id).join(' ');

describe('filters', () => {
  const ALL = [
    entry('saved', { prompt: 'red fox' }),
    entry('running', { state: 'downloading', ends: NOW + HOUR, model: 'Turbo' }),
    entry('unknown', { state: null, ends: NOW - MINUTE }),
    entry('failed', { state: 'failed', ends: NOW + 20 * HOUR, source: 'fal' }),
    entry('lost', { state: 'lost', ends: NOW - DAY, seen: NOW - 9 * DAY }),
    entry('skipped', { state: 'skipped', ends: NOW + HOUR, seen: NOW - 40 * DAY }),
  ];
  const found = (filter: Partial<ClipFilter>): string => names(ALL.filter(filterAt({ ...NO_FILTER, ...filter }, NOW)));

  it.each<[Partial<ClipFilter>, string]>([
    [{}, 'saved running unknown failed lost skipped'],
    [{ state: 'open' }, 'running unknown'],
    [{ state: 'saved' }, 'saved'],
    [{ state: 'failed' }, 'failed'],
    [{ state: 'lost' }, 'lost'],
    [{ state: 'skipped' }, 'skipped'],
    [{ model: 'Turbo' }, 'running'],
    [{ source: 'fal' }, 'failed'],
    [{ days: 7 }, 'saved running unknown failed'],
    [{ days: 30 }, 'saved running unknown failed lost'],
    [{ deadline: 'near' }, 'running'],
    [{ deadline: 'day' }, 'running failed'],
    [{ deadline: 'passed' }, 'unknown'],
    [{ text: 'FOX', state: 'saved' }, 'saved'],
    [{ text: 'fox', state: 'lost' }, ''],
  ])('%j shows "%s"', (filter, shown) => {
    expect(found(filter)).toBe(shown);
  });

  it('know whether they leave anything out', () => {
    expect(isFiltered(NO_FILTER)).toBe(false);
    expect(isFiltered({ ...NO_FILTER, text: '  ' })).toBe(false);
    expect(isFiltered({ ...NO_FILTER, days: 1 })).toBe(true);
  });

  it('offer what occurs', () => {
    expect(modelsOf(ALL)).toEqual(['2.5', 'Turbo']);
    expect(sourcesOf(ALL)).toEqual(['fal', 'pika-page']);
  });

  it('tell of clips that would be lost if nobody looked, and only of those', () => {
    expect(nearing(ALL, NOW)).toEqual({ count: 1, first: NOW + HOUR, assumed: false });
    expect(nearing(ALL.filter(({ clip }) => clip.id !== 'running'), NOW)).toBeNull();
  });
});

describe('orders', () => {
  const ALL = [
    entry('c', { prompt: 'Élan', seen: NOW - 3 * HOUR }),
    entry('a', { prompt: 'zoo', seen: NOW - HOUR, state: 'wanted', ends: NOW + 9 * HOUR }),
    entry('b', { prompt: 'Apple', seen: NOW - 2 * HOUR, state: 'failed', ends: NOW + 2 * HOUR }),
    entry('d', { prompt: 'apple pie', seen: NOW, state: 'saved', ends: NOW + MINUTE }),
  ];

  it('newest first', () => {
    expect(names(sortEntries(ALL, 'newest'))).toBe('d a b c');
  });

  it('by prompt, whatever its capitals and accents', () => {
    expect(names(sortEntries(ALL, 'name'))).toBe('b d c a');
  });

  it('by the end of the link, unsaved clips first', () => {
    expect(names(sortEntries(ALL, 'deadline'))).toBe('b a d c');
  });
});
