import { deadlineOf } from '../../lib/domain/clips/deadline.ts';
import { NO_REQUEST, NO_VARIANT, type SeenJob, type Source } from '../../lib/domain/jobs/job.ts';
import { clipIdOf } from '../../lib/network/clip-id.ts';
import { JOB_SOURCES } from '../../lib/sources/jobs/list.ts';
import { classifyMediaUrl } from '../../lib/sources/pika/media-url.ts';
import { addJobs, claimPolls, markVanished, readJob, settlePoll } from '../../lib/store/polls.ts';
import { loseGone } from '../../lib/store/refresh.ts';
import type { Store } from '../../lib/store/db.ts';
import { writeSource } from '../../lib/store/settings.ts';
import { recordSightings as writeSightings } from '../../lib/store/sightings.ts';
import { type PollJobsPorts, pollJobs } from '../../lib/tasks/poll-jobs.ts';
import { recordSightings } from '../../lib/tasks/record-sightings.ts';
import type { SavePorts } from '../../lib/tasks/saves/ports.ts';
import { API_SOURCES } from '../../lib/domain/jobs/source-settings.ts';
import { urlsOf } from '../simulator/job.ts';
import { World } from '../simulator/world.ts';
import { answerDownload, answerQuestion, copyAt } from './chaos-answers.ts';
import { type Planned, planChaos } from './chaos-plan.ts';
import { realPorts, type SaverWorld, saverWorld, settle, type Worker } from './saver-world.ts';

const DAY = 86_400_000;
/** Rounds of the saver between two ticks. */
const PUMPS = 5;

/** The store, four sources, a browser's downloads, and workers that die wherever they wait. */
export interface ChaosWorld {
  readonly world: World;
  readonly saves: SaverWorld;
  readonly plan: readonly Planned[];
  /** Questions that were asked again before their source's pace for a job was over. */
  readonly hasty: string[];
  /** When each question was asked last, by its address. */
  readonly looks: Map<string, number>;
  /** So likely is a death at each wait. */
  risk: number;
  /** One tick of one worker's life: it is asked what the sources say and which clips go on, until it dies or all is done. */
  tick(ms: number): Promise<void>;
  /** The page shows its library. */
  show(): Promise<void>;
}

export async function chaosWorld(jobs: number, random: () => number): Promise<ChaosWorld> {
  const saves = await saverWorld();
  const { db, downloads } = saves;
  downloads.now = Date.UTC(2026, 0, 10);
  const world = new World(() => downloads.now);
  const plan = planChaos(world, jobs, random);
  downloads.answer = (url) => answerDownload(world, url, random);
  downloads.copy = (url) => copyAt(world, url);
  for (const id of API_SOURCES) await writeSource(db, id, { on: true, base: null });
  await addJobs(db, plan.flatMap(({ source, jobId }) => (source === 'pika-page' ? [] : [{ source, jobId }])), downloads.now);
  let worker: Worker | null = null;
  /** Deaths so far. */
  let life = 0;
  let lastBreath = (): void => {};

  const die = (): void => {
    life += 1;
    worker?.kill();
    worker = null;
    lastBreath();
  };

  /** Every wait of this life is a place to die; what a dead worker still waits for never comes. */
  const deadly = (): Deadly => {
    const mine = life;
    return <Args extends unknown[], Value>(run: (...args: Args) => Promise<Value>) => async (...args: Args): Promise<Value> => {
      if (life !== mine || random() < chaos.risk) return perish(life === mine ? die : null);
      const value = await run(...args);
      return life !== mine || random() < chaos.risk ? perish(life === mine ? die : null) : value;
    };
  };

  async function tick(ms: number): Promise<void> {
    world.advance(ms);
    downloads.now += ms;
    const { promise: dead, resolve } = Promise.withResolvers<void>();
    lastBreath = resolve;
    if (worker === null) {
      const mine = life;
      const open = (): Promise<Store> => (life === mine ? Promise.resolve(db) : new Promise(() => {}));
      worker = saves.worker(mortal(realPorts(db, downloads, open), deadly()));
      void worker.saver.reconcile();
    }
    // A poller that dies never ends: it is left where it stands.
    await Promise.race([pollJobs(mortal(pollPorts(chaos), deadly())), dead]);
    void worker?.saver.tidy();
    for (let n = 0; n < PUMPS && worker !== null; n += 1) await saves.live(worker.saver, 1, 1000);
    await settle();
  }

  const chaos: ChaosWorld = { world, saves, plan, hasty: [], looks: new Map(), risk: 0, tick, show: () => showLibrary(chaos) };
  return chaos;
}

function perish(die: (() => void) | null): Promise<never> {
  die?.();
  return new Promise(() => {});
}

type Deadly = <Args extends unknown[], Value>(run: (...args: Args) => Promise<Value>) => (...args: Args) => Promise<Value>;

/** The ports with a death at each of their waits; those that answer at once stay as they are. */
function mortal<Ports extends SavePorts | PollJobsPorts>(ports: Ports, deadly: Deadly): Ports {
  const atOnce = new Set(['now', 'random', 'online', 'later', 'changed', 'log']);
  // Each entry keeps its own type: only its waiting changes.
  return Object.fromEntries(Object.entries(ports).map(([name, run]) => [name, atOnce.has(name) ? run : deadly(run as () => Promise<unknown>)])) as unknown as Ports;
}

function pollPorts({ hasty, looks, saves: { db, downloads }, world }: ChaosWorld): PollJobsPorts {
  const now = (): number => downloads.now;
  return {
    now,
    random: () => 0,
    online: () => true,
    sources: async () => API_SOURCES.map((id) => ({ source: JOB_SOURCES[id], access: { base: JOB_SOURCES[id].base, token: 'token' } })),
    claim: (source, at, limit) => claimPolls(db, source, at, limit),
    async ask(question, source) {
      if (now() - (looks.get(question.url) ?? -Infinity) < source.pace.perJobMs) hasty.push(`${question.url} at ${now()}`);
      looks.set(question.url, now());
      return answerQuestion(world, source.id, question);
    },
    async record({ source, access }, seen) {
      await take(db, source.id, [seen], now(), (url) => source.allow(url, access.base));
      return (await readJob(db, `${source.id}:${seen.jobId}`)) ?? { state: seen.state, movedAt: now() };
    },
    settle: (poll, next, failure, steps) => settlePoll(db, poll, next, failure, steps - 1, now()),
    async end(poll, failure) {
      await markVanished(db, poll.job, failure, now());
      await loseGone(db, poll.job, failure.status, now());
    },
    changed: () => {},
    log: () => {},
  };
}

async function showLibrary({ saves: { db, downloads }, world }: ChaosWorld): Promise<void> {
  const seen = world.listed().map((job): SeenJob => {
    const isFinished = job.state === 'finished';
    const video = { videoId: job.id, url: urlsOf(job).result, posterUrl: null, durationSeconds: 5 };
    return { jobId: job.id, state: isFinished ? 'finished' : 'running', rawStatus: job.state, progress: job.progress, error: null, request: NO_REQUEST, variant: NO_VARIANT, videos: isFinished ? [video] : [] };
  });
  await take(db, 'pika-page', seen, downloads.now, (url) => {
    const media = classifyMediaUrl(url);
    return media.kind === 'result' ? media : null;
  });
}

type Allow = Parameters<typeof recordSightings>[2]['allow'];

function take(db: SaverWorld['db'], source: Source, seen: readonly SeenJob[], now: number, allow: Allow): Promise<unknown> {
  return recordSightings(seen, [], {
    now: () => now,
    allow,
    clipId: clipIdOf,
    deadline: (url, at) => deadlineOf(url, at, DAY, source),
    record: (jobs, at) => writeSightings(db, jobs, source, at, 10_000),
  });
}

/** Half a minute, as between two ticks. */
export const TICK = 30_000;
