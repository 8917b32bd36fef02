import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { settingsFile } from '../../lib/domain/settings-file.ts';
import { API_SOURCES } from '../../lib/domain/jobs/source-settings.ts';
import type { Job } from '../../lib/domain/jobs/job.ts';
import { memoryLog } from '../../lib/log.ts';
import { askSource } from '../../lib/network/ask-source.ts';
import { JOB_SOURCES } from '../../lib/sources/jobs/list.ts';
import { readArchive } from '../../lib/store/archive.ts';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { addJobs, claimPolls, enterToken, markVanished, readJob, settlePoll } from '../../lib/store/polls.ts';
import { changeSourceState, pausedSources, readSourceStates } from '../../lib/store/source-states.ts';
import { forgetToken, readToken, sourcesWithToken } from '../../lib/store/secrets.ts';
import { readSettings, writeSource } from '../../lib/store/settings.ts';
import { pollJobs } from '../../lib/tasks/poll-jobs.ts';
import { afterSourceFailure } from '../../lib/domain/jobs/source-state.ts';
import { sourceFailure } from '../../lib/domain/jobs/source-failure.ts';

const TOKEN = 'very-secret-token-0815';
const NOW = Date.UTC(2026, 2, 14, 13, 5);
const REFUSED = sourceFailure('token-refused', 'fal');

let db: Store;

beforeEach(async () => {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  db = await openStore();
  for (const id of API_SOURCES) {
    await writeSource(db, id, { on: true, base: null });
    await enterToken(db, id, TOKEN, NOW);
  }
});

/** Everything that a store holds, as text. */
async function textOf(names: readonly (typeof db.objectStoreNames)[number][]): Promise<string> {
  return JSON.stringify(await Promise.all(names.map((name) => db.getAll(name))));
}

/** One round of all sources, each answered by `reply`; the log of it. */
async function pollOnce(reply: () => Promise<Response>): Promise<{ lines: string[]; sent: Request[] }> {
  const log = memoryLog(1000, () => NOW);
  const sent: Request[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    sent.push(new Request(url, init));
    return reply();
  };
  await pollJobs({
    now: () => NOW,
    random: () => 0,
    online: () => true,
    sources: async () => Promise.all(API_SOURCES.map(async (id) => ({ source: JOB_SOURCES[id], access: { base: JOB_SOURCES[id].base, token: (await readToken(db, id)) ?? '' } }))),
    claim: (source, now, limit) => claimPolls(db, source, now, limit),
    ask: (question, source) => askSource(question, source.name, () => NOW, { fetch, monotonic: () => 0 }),
    record: async (asked, seen): Promise<Pick<Job, 'state' | 'movedAt'>> => (await readJob(db, `${asked.source.id}:${seen.jobId}`)) ?? { state: seen.state, movedAt: NOW },
    settle: (poll, next, failure, steps) => settlePoll(db, poll, next, failure, steps - 1, NOW),
    end: (poll, failure) => markVanished(db, poll.job, failure, NOW),
    changed: () => {},
    log,
  });
  return { lines: log.lines(), sent };
}

describe('a token', () => {
  it('is told to screens as there or not there, and forgotten on demand', async () => {
    expect(await sourcesWithToken(db)).toEqual(new Set(API_SOURCES));
    await forgetToken(db, 'fal');
    expect(await readToken(db, 'fal')).toBeNull();
    expect(await sourcesWithToken(db)).toEqual(new Set(['useapi', 'pika-api']));
  });

  it.each([200, 302, 400, 401, 402, 403, 404, 429, 500, 504, 0])('stands in no log and no other store when its source answers %s', async (status) => {
    await addJobs(db, API_SOURCES.map((source) => ({ source, jobId: '7a2bccdd-a70b-4574-a81b-48399d26691a' })), NOW);
    const reply = async (): Promise<Response> => {
      if (status === 0) throw new TypeError(`Failed to fetch with ${TOKEN}`);
      // Some services repeat the token that they refuse.
      return new Response(JSON.stringify({ error: `no: ${TOKEN}`, detail: TOKEN, message: TOKEN }), { status, headers: { 'content-type': 'application/json' } });
    };
    const { lines, sent } = await pollOnce(reply);
    expect(sent.length).toBeGreaterThanOrEqual(3);
    expect(sent.every(({ headers }) => JSON.stringify([...headers]).includes(TOKEN))).toBe(true);
    expect(sent.some(({ url }) => url.includes(TOKEN))).toBe(false);
    if (status !== 200) expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('\n')).not.toContain(TOKEN);
    const others = [...db.objectStoreNames].filter((name) => name !== 'secrets');
    expect(await textOf(others)).not.toContain(TOKEN);
    expect(await textOf(['secrets'])).toContain(TOKEN);
  });

  it('stands in no export that the user did not tick it for', async () => {
    await addJobs(db, [{ source: 'fal', jobId: '7a2bccdd-a70b-4574-a81b-48399d26691a' }], NOW);
    const parts: unknown[] = [];
    for await (const part of readArchive(db, { withPaths: true })) parts.push(part);
    expect(parts).toHaveLength(1);
    expect(JSON.stringify(parts)).not.toContain(TOKEN);
    expect(settingsFile(await readSettings(db))).not.toContain(TOKEN);
  });

  it('ends the pause that the old one brought about, in one step with being stored', async () => {
    await changeSourceState(db, 'fal', (state) => afterSourceFailure(state, REFUSED, NOW));
    expect(await pausedSources(db)).toEqual([{ id: 'fal', message: REFUSED.message }]);
    await enterToken(db, 'fal', 'another-token', NOW + 1);
    expect(await pausedSources(db)).toEqual([]);
    expect(await readToken(db, 'fal')).toBe('another-token');
  });

  it('is not paused by a late answer to its forerunner', async () => {
    await addJobs(db, [{ source: 'fal', jobId: 'a1b2c3d4' }], NOW);
    const [asked] = await claimPolls(db, JOB_SOURCES.fal, NOW, 1);
    if (!asked) throw new Error('the job is due');
    await enterToken(db, 'fal', 'another-token', NOW + 1);
    await settlePoll(db, asked, { ...asked, nextAt: NOW }, REFUSED, 0, NOW + 2);
    expect((await readSourceStates(db)).fal?.paused).toBeNull();
    // An answer to a question that was sent with it does.
    await settlePoll(db, { ...asked, askedAt: NOW + 5 }, { ...asked, nextAt: NOW }, REFUSED, 0, NOW + 6);
    expect((await readSourceStates(db)).fal?.paused?.kind).toBe('token-refused');
  });

  it('leaves a source that is off without a sign, whatever it waited for', async () => {
    await changeSourceState(db, 'fal', (state) => afterSourceFailure(state, REFUSED, NOW));
    await writeSource(db, 'fal', { on: false, base: null });
    expect(await pausedSources(db)).toEqual([]);
  });
});
