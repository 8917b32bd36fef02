import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Incident, serviceOf } from '../../lib/domain/health/incident.ts';
import { type PikaMonitor, PIKA_MONITORS } from '../../lib/domain/health/monitor.ts';
import { record } from '../../lib/domain/health/record.ts';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { readDueWork } from '../../lib/store/due-work.ts';
import { readGenerationEvidence } from '../../lib/store/generation.ts';
import { enrichIncidents, readIncidents, readOpenIncidents } from '../../lib/store/incidents.ts';
import { recordSightings } from '../../lib/store/sightings.ts';
import { updateHealth } from '../../lib/store/update-health.ts';
import { judgeOwnJobs } from '../../lib/tasks/judge-generation.ts';
import { DAY, MINUTE, SECOND } from '../../lib/time.ts';
import { aSeenJob, NOW } from '../support/builders.ts';
import { hourOf } from '../unit/generation/jobs.ts';
import { ERROR_503, GOOD, reading } from '../unit/health/world.ts';

/** What an incident of Pika's says of the user's own jobs, whichever monitor found it and whenever the worker dies. */

let db: Store;
let now: number;

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
  now = NOW;
});

async function check(down: readonly PikaMonitor[]): Promise<void> {
  const readings = PIKA_MONITORS.map((monitor) => reading(monitor, now, down.includes(monitor) ? ERROR_503 : GOOD));
  await updateHealth(db, (facts) => record(facts, { now, due: PIKA_MONITORS, readings, barrier: null, controls: true, slept: false }, 0));
}

/** Half-minute ticks; the worker may be dead before it has judged, or die before what it found is noted. */
async function pass(ticks: number, down: readonly PikaMonitor[], dies: 'never' | 'before' | 'between' = 'never'): Promise<void> {
  for (let tick = 0; tick < ticks; tick += 1) {
    now += 30 * SECOND;
    await check(down);
    if (dies !== 'before' && (await readDueWork(db, true, now)).generation) await judge(dies === 'between').catch(() => {});
  }
}

function judge(dies: boolean): Promise<unknown> {
  return judgeOwnJobs({
    now: () => now,
    hourOf,
    evidence: (at) => readGenerationEvidence(db, hourOf, at),
    updateHealth: (decide) => updateHealth(db, decide),
    enrichOpen: (change) => (dies ? Promise.reject(new Error('killed')) : enrichIncidents(db, null, (incident) => (incident.service === serviceOf('pika-web') ? change(incident) : incident))),
    changed: () => {},
  });
}

async function show(number: number, model: string, state: 'running' | 'failed' | 'finished', error: string | null = null): Promise<void> {
  const seen = aSeenJob({ jobId: `job-${number}`, state, error, request: { ...aSeenJob().request, model, prompt: `${number}` } });
  await recordSightings(db, [{ seen, videos: [] }], 'pika-page', now, 100);
}

async function theIncident(): Promise<Incident | undefined> {
  const found = await readIncidents(db, NOW - DAY, now + 1);
  expect(found).toHaveLength(1);
  return found[0];
}

describe('an outage of Pika’s API', () => {
  it('names the jobs that were under way, and their models, from its first tick on', async () => {
    await show(1, '2.5', 'running');
    await show(2, '2.2', 'running');
    await pass(1, []);
    await pass(3, ['pika-api']);
    expect(await theIncident()).toMatchObject({ monitors: ['pika-api'], jobs: ['pika-page:job-1', 'pika-page:job-2'], models: ['2.5', '2.2'] });
  });

  it('names one that fails in it as the only one, though the generator is not judged', async () => {
    await pass(1, []);
    await pass(3, ['pika-api']);
    await show(1, '2.5', 'running');
    now += 10 * SECOND;
    await show(1, '2.5', 'failed', 'Something went wrong');
    await pass(2, ['pika-api']);
    expect(await theIncident()).toMatchObject({ monitors: ['pika-api'], jobs: ['pika-page:job-1'], models: ['2.5'] });
  });

  it.each(['before', 'between'] as const)('loses none to a worker that dies %s judging and noting', async (dies) => {
    await show(1, '2.5', 'running');
    await pass(1, []);
    await pass(3, ['pika-api'], dies);
    await show(1, '2.5', 'failed', 'Something went wrong');
    await pass(4, ['pika-api'], dies);
    expect(await theIncident()).toMatchObject({ jobs: [], models: [] });
    await pass(1, ['pika-api']);
    expect(await theIncident()).toMatchObject({ jobs: ['pika-page:job-1'], models: ['2.5'] });
  });

  it('writes them once: a later tick changes nothing', async () => {
    await show(1, '2.5', 'running');
    await pass(1, []);
    await pass(4, ['pika-api']);
    const before = await theIncident();
    expect(await enrichIncidents(db, null, (incident) => incident)).toBe(0);
    await judge(false);
    expect(await theIncident()).toEqual(before);
  });

  it('takes none that comes when it is over', async () => {
    await pass(1, []);
    await pass(3, ['pika-api']);
    await pass(6, []);
    expect(await readOpenIncidents(db)).toEqual([]);
    now += MINUTE;
    await show(1, '2.5', 'running');
    await pass(2, []);
    expect(await theIncident()).toMatchObject({ open: 0, jobs: [], models: [] });
  });
});
