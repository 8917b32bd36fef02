import { describe, expect, it } from 'vitest';
import { API_SOURCES, NO_SOURCES } from '../../../lib/domain/jobs/source-settings.ts';
import { FRESH } from '../../../lib/domain/jobs/source-state.ts';
import { type SourceFacts, sourceViews } from '../../../lib/domain/jobs/view/source-view.ts';
import { SOURCE_PROFILES } from '../../../lib/sources/jobs/list.ts';
import { DAY, MINUTE } from '../../../lib/time.ts';

const NOW = Date.UTC(2026, 2, 14, 13, 5);
const WELL: SourceFacts = {
  settings: { ...NO_SOURCES, fal: { on: true, base: null } },
  states: {},
  withToken: new Set(['fal']),
  permitted: new Set(API_SOURCES),
  jobs: { useapi: 0, fal: 2, 'pika-api': 0 },
};
const clock = (at: number): string => new Date(at).toISOString().slice(11, 16);

function falOf(facts: Partial<SourceFacts>) {
  return sourceViews(SOURCE_PROFILES, { ...WELL, ...facts }, NOW, clock).find(({ id }) => id === 'fal');
}

describe('a source in Settings', () => {
  it('that is off has no state, and says what it is and what is not certain', () => {
    const views = sourceViews(SOURCE_PROFILES, { ...WELL, settings: NO_SOURCES }, NOW, clock);
    expect(views.map(({ id, state, help }) => ({ id, state, help }))).toEqual(API_SOURCES.map((id) => ({ id, state: null, help: null })));
    expect(views[0]?.doubt).toContain('switched off');
  });

  it.each([
    ['is well', {}, 'good', '2 jobs are followed.', null],
    ['has nothing to do', { jobs: { ...WELL.jobs, fal: 0 } }, 'good', 'Ready. No job is followed at the moment.', null],
    ['may not be asked', { permitted: new Set<never>(), withToken: new Set<never>() }, 'warn', 'The browser does not let us ask queue.fal.run. 2 jobs wait for it.', 'allow'],
    ['lacks its token', { withToken: new Set<never>(), jobs: { ...WELL.jobs, fal: 1 } }, 'warn', 'It needs its API key. 1 job waits for it.', null],
    ['is paused', { states: { fal: { ...FRESH, paused: { kind: 'no-credit' as const, message: 'No balance.', at: NOW - MINUTE } } } }, 'bad', 'Paused since 13:04: No balance. 2 jobs wait for it.', 'resume'],
    ['rests', { states: { fal: { ...FRESH, restUntil: NOW + 3 * MINUTE } } }, 'wait', 'fal rests until 13:08. 2 jobs wait for it.', null],
    ['rested until a moment that a turned clock left behind', { states: { fal: { ...FRESH, restUntil: NOW + 9 * DAY } } }, 'good', '2 jobs are followed.', null],
    ['has been given the token that it lacked', { states: { fal: { ...FRESH, paused: { kind: 'no-token' as const, message: 'None.', at: NOW } } } }, 'good', '2 jobs are followed.', null],
  ] as const)('that %s says so', (_what, facts, tone, sentence, help) => {
    expect(falOf(facts)).toMatchObject({ state: { tone, sentence }, help });
  });
});
