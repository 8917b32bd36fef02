import type { Answer, JobSource, Question } from '../../lib/domain/jobs/job-source.ts';
import { transportFailure, type SourceFailure } from '../../lib/domain/jobs/source-failure.ts';
import { closeStore, openStore, type Store } from '../../lib/store/db.ts';
import { claimPolls, markVanished, readJob, settlePoll } from '../../lib/store/polls.ts';
import { loseGone } from '../../lib/store/refresh.ts';
import { recordSightings as writeSightings } from '../../lib/store/sightings.ts';
import { type PollJobsPorts, pollJobs } from '../../lib/tasks/poll-jobs.ts';
import { recordSightings } from '../../lib/tasks/record-sightings.ts';
import { useapi } from '../../lib/sources/jobs/useapi.ts';

/** What the source does for one request; `lose` never answers within the time limit. */
export type Reply = { readonly status: number; readonly body: unknown; readonly retryAfterMs?: number } | 'lose';

/** A worker was killed here. */
export class Killed extends Error {}

/** A poller with a real store, a clock of its own, and a source that answers as a test says. */
export interface PollWorld {
  readonly db: Store;
  readonly source: JobSource;
  now: number;
  online: boolean;
  /** When and for which job each request was sent. */
  readonly sent: { readonly at: number; readonly jobId: string; readonly url: string }[];
  reply: (jobId: string) => Reply;
  /** Asked before each wait of the poller; true kills it there. */
  kill: (where: string) => boolean;
  /** One tick's polling. */
  tick(): Promise<void>;
  /** Ticks every 30 s for so many ms. */
  live(ms: number): Promise<void>;
}

export const TICK = 30_000;

export async function pollWorld(start: number, source: JobSource = useapi): Promise<PollWorld> {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  const db = await openStore();
  const world: PollWorld = { db, source, now: start, online: true, sent: [], reply: () => ({ status: 404, body: {} }), kill: () => false, tick, live };

  async function tick(): Promise<void> {
    await pollJobs(killable(portsOf(world), world)).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
  }

  async function live(ms: number): Promise<void> {
    for (const end = world.now + ms; world.now < end; world.now += TICK) await tick();
  }
  return world;
}

function portsOf(world: PollWorld): PollJobsPorts {
  const { db, source } = world;
  const access = { base: source.base, token: 'secret-token' };
  return {
    now: () => world.now,
    random: () => 0,
    online: () => world.online,
    sources: async () => [{ source, access }],
    claim: (one, now, limit) => claimPolls(db, one, now, limit),
    ask: async (question) => answerTo(question, world),
    async record(_asked, seen) {
      await recordSightings([seen], [], {
        now: () => world.now,
        allow: (url) => source.allow(url, access.base),
        clipId: async (key) => clipIdFor(key),
        deadline: (_url, at) => ({ at: at + 86_400_000, why: 'assumed' }),
        record: (jobs, at) => writeSightings(db, jobs, source.id, at, 1000),
      });
      return (await readJob(db, `${source.id}:${seen.jobId}`)) ?? { state: seen.state, movedAt: world.now };
    },
    settle: (poll, next, failure, steps) => settlePoll(db, poll, next, failure, steps - 1, world.now),
    async end(poll, failure) {
      await markVanished(db, poll.job, failure, world.now);
      await loseGone(db, poll.job, failure.status, world.now);
    },
    changed: () => {},
    log(event, details) {
      if (event === 'poll.error') throw String(details?.['error']).includes('Killed') ? new Killed() : new Error(String(details?.['error']));
    },
  };
}

/** Every wait of the poller is a place to die: before it acts, and after. */
function killable(ports: PollJobsPorts, world: PollWorld): PollJobsPorts {
  const at = async <Value>(where: string, act: () => Promise<Value>): Promise<Value> => {
    if (world.kill(`before ${where}`)) throw new Killed('Killed');
    const value = await act();
    if (world.kill(`after ${where}`)) throw new Killed('Killed');
    return value;
  };
  return {
    ...ports,
    claim: (...claimed) => at('claim', () => ports.claim(...claimed)),
    ask: (...asked) => at('ask', () => ports.ask(...asked)),
    record: (...told) => at('record', () => ports.record(...told)),
    settle: (...settled) => at('settle', () => ports.settle(...settled)),
    end: (...ended) => at('end', () => ports.end(...ended)),
  };
}

function answerTo({ jobId, url }: Question, world: PollWorld): Answer | SourceFailure {
  world.sent.push({ at: world.now, jobId, url });
  const reply = world.reply(jobId);
  if (reply === 'lose') return transportFailure('timeout', world.source.name);
  const bytes = new TextEncoder().encode(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
  return { status: reply.status, contentType: 'application/json', retryAfterMs: reply.retryAfterMs ?? null, bytes, redirect: false, tooLarge: false };
}

/** As wide as a real id, and one for each path. */
function clipIdFor(key: string): string {
  let hash = 7;
  for (const letter of key) hash = (hash * 31 + letter.charCodeAt(0)) % 2_147_483_647;
  return hash.toString(32).padStart(16, 'a').slice(-16);
}
