import { describe, expect, it } from 'vitest';
import { factWords, ownWorkView } from '../../../lib/domain/dashboard/own-work.ts';
import { FACT_KINDS } from '../../../lib/domain/health/generation/evidence.ts';
import type { GenerationHealth } from '../../../lib/domain/health/generation/health.ts';
import { judgeGeneration } from '../../../lib/domain/health/generation/judge.ts';
import { GENERATION } from '../../../lib/domain/health/monitor.ts';
import { FOREVER } from '../../../lib/domain/health/pauses.ts';
import { DAY, HOUR, MINUTE } from '../../../lib/time.ts';
import { NOW } from '../../support/builders.ts';
import { dashboardOf, NOW as SHOWN_AT } from '../../support/dashboard-data.ts';
import { evidence, failed, hourOf, made, usually, waiting } from '../generation/jobs.ts';

const MIN = '\u00a0min';
const view = (...args: Parameters<typeof evidence>) => ownWorkView(judgeGeneration(evidence(...args), hourOf, NOW), NOW);
const old = { request: { model: '2.2', feature: 'i2v' } };

describe('what the dashboard says of the user’s own generations', () => {
  it('is nothing before any was judged', () => {
    expect(ownWorkView(null, NOW)).toBeNull();
    expect(dashboardOf({ since: SHOWN_AT }).monitors.find(({ monitor }) => monitor === GENERATION)).toMatchObject({ own: null, note: expect.stringContaining('None was made lately') });
  });

  it('tells each model’s state, rate and wait, beside what is usual and how that is known', () => {
    const shown = view([made(40, 3, old), failed(12), failed(9), failed(6), made(4, 3, old)]);
    expect(shown?.sentence).toBe('Model 2.5 fails for you; 2.2 works.');
    expect(shown?.models).toMatchObject([
      { name: 'Model 2.2', word: 'Works', tone: 'good', made: '2 of 2', wait: `3${MIN}`, usual: `3${MIN}, seldom over 3${MIN}`, basis: 'all models', start: `1${MIN}, usually 30\u00a0s` },
      { name: 'Model 2.5', word: 'Unavailable: others work', tone: 'bad', made: '0 of 3', wait: null, basis: 'this model, any hour', start: null },
    ]);
    expect(shown?.features.map(({ name, made: rate }) => [name, rate])).toEqual([['Image to video', '2 of 2'], ['Feature not named', '0 of 3']]);
  });

  it('says where a number is assumed, and where it is of this hour of the week', () => {
    const basis = (history: ReturnType<typeof usually>) => view([made(4)], { history })?.models[0];
    expect(basis([])).toMatchObject({ usual: `2 to 5${MIN}`, basis: 'assumed: too few yet', start: `1${MIN}` });
    expect(basis(usually(3).map((wait) => ({ ...wait, hour: hourOf(NOW) })))?.basis).toBe('this hour of the week');
  });

  it('tells of videos that stand still, and where', () => {
    const stuck = waiting(40, { id: 'pika-page:0b6f6e6a-8f11-4c5e', movedAt: NOW - 12 * MINUTE, progress: 99 });
    expect(view([stuck])?.stuck.map(({ what }) => what)).toEqual([`A video of model 2.5 has not moved for 12${MIN} at 99\u00a0% (job 0b6f6e6a).`]);
  });

  it('keeps facts, newest first, when nothing is known of now', () => {
    const facts = [{ kind: 'signed-out', at: NOW - DAY, job: null, detail: '' }, { kind: 'export-broken', at: NOW - HOUR, job: 'pika-page:1c7a', detail: 'link-dead' }] as const;
    const health: GenerationHealth = { ...judgeGeneration(evidence([waiting(60, { movedAt: NOW - HOUR })]), hourOf, NOW), facts };
    const later = ownWorkView(health, NOW + HOUR);
    expect(later).toMatchObject({ stuck: [], sentence: expect.stringMatching(/^None of your videos/) });
    expect(later?.facts.map(({ what }) => what)).toEqual(['A finished video could not be had: Pika’s video server does not have it (job 1c7a).', 'pika.art showed you as signed out.']);
  });

  it('has one sentence for every kind of fact', () => {
    for (const kind of FACT_KINDS) expect(factWords({ kind, at: NOW, job: null, detail: '' })).toMatch(/^[A-Zp].{15,}[^:]\.$/);
    expect(factWords({ kind: 'charged-without-output', at: NOW, job: 'pika-page:1', detail: 'balance 80 → 68, cost 12' })).toBe('Credits were charged, and no video came: balance 80 → 68, cost 12 (job 1).');
    expect(factWords({ kind: 'export-broken', at: NOW, job: null, detail: 'truncated' })).toContain('Pika’s export failed');
  });

  it('stands in the card of its monitor, and not while that is paused', () => {
    const generation = { ...judgeGeneration(evidence([]), hourOf, NOW), judgedAt: SHOWN_AT };
    const own = (pauses: NonNullable<Parameters<typeof dashboardOf>[0]['pauses']>) => dashboardOf({ since: SHOWN_AT - DAY, generation, pauses }).monitors.filter((one) => one.own !== null).map(({ monitor }) => monitor);
    expect(own([])).toEqual([GENERATION]);
    expect(own([{ from: SHOWN_AT - MINUTE, to: FOREVER, monitors: [GENERATION], why: 'manual' }])).toEqual([]);
  });
});
