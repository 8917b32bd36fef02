import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../lib/domain/health/incident.ts';
import { overall } from '../../lib/domain/health/overall.ts';
import type { SeenJob } from '../../lib/domain/jobs/job.ts';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { readChecks } from '../../lib/store/checks.ts';
import { readDueWork } from '../../lib/store/due-work.ts';
import { noteBalance, readBalances, readGenerationEvidence } from '../../lib/store/generation.ts';
import { readHealth } from '../../lib/store/health.ts';
import { enrichIncidents, readIncidents } from '../../lib/store/incidents.ts';
import { readPageFacts } from '../../lib/store/page-facts.ts';
import { noteRefusal } from '../../lib/store/refusals.ts';
import { recordSightings } from '../../lib/store/sightings.ts';
import { writeMeta } from '../../lib/store/meta.ts';
import { updateHealth } from '../../lib/store/update-health.ts';
import { judgeOwnJobs } from '../../lib/tasks/judge-generation.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../lib/time.ts';
import { NOW, aClip, aSave, aSeenJob } from '../support/builders.ts';
import { restore, type StoredDatabase } from '../support/stored-database.ts';
import { hourOf } from '../unit/generation/jobs.ts';

let db: Store;
let now = NOW;
let told = 0;

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
  now = NOW;
  told = 0;
});

const show = (seen: readonly SeenJob[]) => recordSightings(db, seen.map((one) => ({ seen: one, videos: [] })), 'pika-page', now, 100);
const job = (number: number, over: Partial<SeenJob> = {}) => aSeenJob({ jobId: `job-${number}`, state: 'queued', progress: null, ...over, request: { ...aSeenJob().request, model: '2.5', prompt: `${number}` } });

/** As the worker does: without news only where there may be anything to judge. */
async function judge(news = true) {
  if (!news && !(await readDueWork(db, true, now)).generation) return [];
  const ports = {
    now: () => now,
    hourOf,
    evidence: (at: number) => readGenerationEvidence(db, hourOf, at),
    updateHealth: (decide: Parameters<typeof updateHealth>[1]) => updateHealth(db, decide),
    enrichOpen: (change: (incident: Incident) => Incident) => enrichIncidents(db, null, change),
    changed: () => void (told += 1),
  };
  return judgeOwnJobs(ports);
}

/** A job of so many minutes, watched all along. */
async function live(number: number, minutes: number, end: 'finished' | 'failed' = 'finished', look: () => Promise<unknown> = async () => {}): Promise<void> {
  await show([job(number)]);
  for (let left = minutes; left > 0; left -= 1) {
    now += MINUTE;
    await show([job(number, { state: 'running', progress: 100 - left })]);
    await look();
  }
  now += 10 * SECOND;
  await show([job(number, { state: end, error: end === 'failed' ? 'Something went wrong' : null })]);
  await look();
}

describe('Pika’s generator, judged from the store', () => {
  it('costs a look at two keys, and writes nothing, while there are no jobs', async () => {
    expect(await judge(false)).toEqual([]);
    expect((await readHealth(db)).generation).toBeUndefined();
    expect(told).toBe(0);
  });

  it('is up after a video, slow by the user’s own history, and up again', async () => {
    for (let number = 0; number < 13; number += 1) await live(number, 3);
    expect(await judge()).toMatchObject([{ monitor: 'pika-generation', from: 'unknown', to: 'up' }]);
    now += 3 * HOUR;
    await show([job(50)]);
    now += 2 * MINUTE;
    for (let minute = 0; minute < 12; minute += 1) {
      now += MINUTE;
      await show([job(50, { state: 'running', progress: minute })]);
    }
    expect(await judge(false)).toMatchObject([{ from: 'up', to: 'degraded', kind: 'slowed' }]);
    const facts = await readHealth(db);
    expect(overall(facts, now, String)).toMatchObject({ status: 'degraded', sentence: 'Pika takes longer than usual for you: 14\u00a0min now, usually 3\u00a0min.' });
    expect(facts.states).toMatchObject([{ monitor: 'pika-generation', status: 'degraded', lastCheckAt: now }]);
    expect(await readIncidents(db, NOW, now + DAY)).toMatchObject([{ service: 'pika', severity: 'degraded', start: facts.generation?.since, open: 1, monitors: ['pika-generation'], jobs: ['pika-page:job-50'], models: ['2.5'] }]);
    const said = { monitor: 'pika-generation', at: now, text: 'Pika takes longer than usual for you: 14\u00a0min now, usually 3\u00a0min.' };
    expect(await readIncidents(db, NOW, now + DAY)).toMatchObject([{ evidence: [{ monitor: 'pika-generation', at: now, kind: 'generation' }], reasons: [said] }]);
    now += 2 * MINUTE;
    await show([job(50, { state: 'running', progress: 13 })]);
    await judge(false);
    expect(await readIncidents(db, NOW, now + DAY)).toMatchObject([{ evidence: [{}, { at: now }], reasons: [said, { at: now, text: said.text.replace('14', '16') }] }]);
    await show([job(50, { state: 'finished' })]);
    await live(51, 2);
    expect(await judge()).toMatchObject([{ from: 'degraded', to: 'up' }]);
    expect(await readIncidents(db, NOW, now + DAY)).toMatchObject([{ open: 0 }]);
  });

  it('says nothing twice, and replaces no newer verdict by an older', async () => {
    await live(1, 3);
    await judge();
    await judge();
    expect(told).toBe(1);
    const { generation } = await readHealth(db);
    now -= 10 * SECOND;
    await judge();
    expect((await readHealth(db)).generation).toEqual(generation);
  });

  it('leaves a check a minute while a job is watched, one of its end, and none after', async () => {
    await judge();
    await live(1, 3, 'finished', judge);
    for (let turn = 0; turn < 90; turn += 1) {
      now += 30 * SECOND;
      await judge(false);
    }
    const checks = await readChecks(db, 'pika-generation', NOW, now + 1);
    expect(checks.map(({ at, outcome, latencyMs }) => [(at - NOW) / SECOND, outcome, latencyMs])).toEqual([60, 120, 180].map((at) => [at, 'up', null]));
    expect((await readHealth(db)).generation).toMatchObject({ status: 'unknown', seenAt: NOW + 190 * SECOND, checkedAt: NOW + 180 * SECOND });
  });

  it('leaves a check of what it judges once, though the worker dies after each write, and a new one reads the old verdict', async () => {
    for (let number = 0; number < 5; number += 1) await live(number, 3, 'failed', judge);
    const checks = await readChecks(db, 'pika-generation', NOW, now + 1);
    expect(checks.filter(({ outcome }) => outcome === 'failed')).toHaveLength(5);
    // A verdict of a version that noted no such moments: what was written then is not written again.
    const { seenAt: _seenAt, checkedAt: _checkedAt, ...old } = (await readHealth(db)).generation ?? {};
    await writeMeta(db, 'generation', old);
    await judge();
    await writeMeta(db, 'generation', null);
    await judge();
    expect(await readChecks(db, 'pika-generation', NOW, now + 1)).toEqual(checks);
  });

  it('counts no failure that a list of old jobs shows', async () => {
    await show(Array.from({ length: 20 }, (_, number) => job(number, { state: 'failed', error: 'Something went wrong' })));
    await judge();
    expect((await readHealth(db)).generation).toMatchObject({ status: 'unknown' });
  });

  it('is down when whatever is tried fails, and the site’s checks are no comfort', async () => {
    for (let number = 0; number < 5; number += 1) await live(number, 3, 'failed');
    expect(await judge()).toMatchObject([{ to: 'down', kind: 'went-down' }]);
    expect(overall(await readHealth(db), now, String).status).toBe('down');
  });

  it('judges Pika by no job of another source', async () => {
    for (let number = 0; number < 5; number += 1) await live(number, 3, 'failed');
    for (const stored of await db.getAll('jobs')) await db.put('jobs', { ...stored, source: 'fal' });
    expect(await readGenerationEvidence(db, hourOf, now)).toMatchObject({ jobs: [], history: [] });
    await judge();
    expect((await readHealth(db)).generation).toMatchObject({ status: 'unknown' });
    expect(await readPageFacts(db)).toMatchObject({ jobSeenAt: null });
  });

  it('knows the submits that Pika refused, the newest thirty, and passes damaged ones over', async () => {
    const refusal = (minute: number) => ({ at: NOW + minute * MINUTE, error: 'Something went wrong', request: { prompt: `p${minute}`, model: '2.5', feature: null, creditCost: 12 } });
    // All at once: none may cost another.
    await Promise.all(Array.from({ length: 40 }, (_, minute) => noteRefusal(db, refusal(minute))));
    now += 40 * MINUTE;
    expect((await readGenerationEvidence(db, hourOf, now)).refusals).toEqual(Array.from({ length: 30 }, (_, index) => refusal(index + 10)));
    await judge();
    expect((await readHealth(db)).generation).toMatchObject({ status: 'down', reason: 'nothing-made', jobs: [] });
    await writeMeta(db, 'refusals', [7, null, { at: 'x' }, { at: 1, error: 'x' }, refusal(1)]);
    expect((await readGenerationEvidence(db, hourOf, now)).refusals).toEqual([refusal(1)]);
  });

  it('knows the files of watched jobs, their troubles and their sizes', async () => {
    await live(1, 3);
    const [clip, save] = [aClip({ job: 'pika-page:job-1' }), aSave()];
    await db.put('clips', clip);
    await db.put('saves', { ...save, state: 'saved', savedAt: now, measured: { width: 640, height: 360, durationSeconds: 5 } });
    expect((await readGenerationEvidence(db, hourOf, now)).exports).toEqual([
      { job: 'pika-page:job-1', at: now, problem: null, saved: true, measured: { width: 640, height: 360, durationSeconds: 5 } },
    ]);
    await db.put('saves', { ...save, problem: { kind: 'not-a-video', at: now, httpStatus: null } });
    await judge();
    expect((await readHealth(db)).generation?.facts).toMatchObject([{ kind: 'export-broken', job: 'pika-page:job-1', detail: 'not-a-video' }]);
  });

  it('notes a balance that moved, that is gone, or that is the same a minute later', async () => {
    for (const [ms, credits] of [[0, 80], [10, 80], [20, 68], [30, null], [40, null], [110, null]] as const) await noteBalance(db, credits, NOW + ms * SECOND);
    expect((await readBalances(db)).map(({ at, credits }) => [(at - NOW) / SECOND, credits])).toEqual([[0, 80], [20, 68], [30, null], [110, null]]);
  });

  it.each([null, 7, 'up', [], { status: 'up' }, { status: 'odd', since: 1, judgedAt: 1, sentence: '' }])('starts anew from a damaged verdict: %j', async (damaged) => {
    await writeMeta(db, 'generation', damaged);
    expect((await readHealth(db)).generation).toBeUndefined();
    await live(1, 3);
    await judge();
    expect((await readHealth(db)).generation).toMatchObject({ status: 'up' });
  });

  it('learns what is usual once an hour, and not from what has only just happened', async () => {
    const waits = async () => (await readGenerationEvidence(db, hourOf, now)).history.length;
    await live(1, 3);
    expect(await waits()).toBe(0);
    now += 2 * HOUR;
    expect(await waits()).toBe(1);
    now += 59 * MINUTE;
    await live(2, 3);
    now += 2 * HOUR;
    expect(await waits()).toBe(2);
  });

  it('reads jobs of a version that noted fewer moments', async () => {
    await closeStore();
    globalThis.indexedDB = new IDBFactory();
    const old = JSON.parse(readFileSync('tests/fixtures/db/v1.json', 'utf8')) as StoredDatabase; // its shape is checked by restoring it
    await restore(old);
    db = await openStore();
    const stored = await db.getAll('jobs');
    now = Math.max(...stored.map(({ lastSeenAt, order }) => Math.max(lastSeenAt, order))) + MINUTE;
    const { jobs } = await readGenerationEvidence(db, hourOf, now);
    expect(jobs.length).toBeGreaterThan(0);
    expect(jobs.every(({ queuedAt, runningAt, lastActiveAt }) => queuedAt === null && runningAt === null && lastActiveAt === null)).toBe(true);
    await judge();
    expect((await readHealth(db)).generation).toMatchObject({ status: 'unknown' });
  });

  it('reads back what it has written', async () => {
    await live(1, 3);
    await show([job(2)]);
    now += 25 * MINUTE;
    await show([job(2)]);
    const ports = await readGenerationEvidence(db, hourOf, now);
    expect(ports.jobs).toHaveLength(2);
    await judge();
    const stored = (await db.get('meta', 'generation'))?.value;
    expect((await readHealth(db)).generation).toEqual(stored);
    expect(stored).toMatchObject({ stuck: [{ job: 'pika-page:job-2' }] });
  });
});
