import type { SimJob } from '../simulator/job.ts';
import type { ApiJob } from '../simulator/sources/apis.ts';
import type { World } from '../simulator/world.ts';
import type { Source } from '../../lib/domain/jobs/job.ts';

/** What must have become of a job's clip in the end: its state and problem, or that there is none. */
export type Outcome = 'saved' | 'lost link-dead' | 'lost gone' | 'failed not-a-video' | 'failed truncated' | 'no clip';

/** One job of the chaos, and what it must come to. */
export interface Planned {
  readonly source: Source;
  /** The id that its source knows it by. */
  readonly jobId: string;
  readonly job: SimJob;
  readonly fate: string;
  readonly outcome: Outcome;
  /** Happens in the middle of the run, once its clip is known. */
  readonly later: (() => void) | null;
}

/** A job that is being planned. */
interface Case {
  readonly world: World;
  readonly job: SimJob;
  /** Null on pika.art itself. */
  readonly api: ApiJob | null;
  readonly random: () => number;
}

interface Fate {
  readonly name: string;
  readonly outcome: Outcome;
  readonly strike: (one: Case) => (() => void) | void;
}

const DEAD = [403, 404, 410] as const;
const dead = ({ random }: Case): number => DEAD[Math.floor(random() * DEAD.length)] ?? 404;
const fine = (name: string, strike: Fate['strike'] = () => {}): Fate => ({ name, outcome: 'saved', strike });

/** What happens to files on every media host. */
const FILES: readonly Fate[] = [
  fine('fine'),
  fine('slow', ({ world, job, random }) => void world.setFault({ kind: 'drip', clip: job.id, bytesPerSecond: 20_000 + Math.floor(random() * 100_000), times: 2 })),
  fine('late', ({ world, job, random }) => void world.setFault({ kind: 'delay', clip: job.id, delayMs: Math.floor(random() * 3_000), times: 3 })),
  fine('cut off', ({ world, job, random }) => void world.setFault({ kind: 'cut', clip: job.id, fraction: random(), times: 2 })),
  fine('out of service', ({ world, job }) => void world.setFault({ kind: 'status', clip: job.id, status: 503, times: 2 })),
  fine('a page for a while', ({ world, job }) => void world.setFault({ kind: 'html', clip: job.id, times: 2 })),
  fine('reset', ({ world, job }) => void world.setFault({ kind: 'reset', clip: job.id, times: 2 })),
  fine('too short for a while', ({ world, job }) => void world.setFault({ kind: 'short', clip: job.id, fraction: 0.6, times: 2 })),
  fine('dead until its source names a new link', (one) => {
    const id = one.world.setFault({ kind: 'status', clip: one.job.id, status: dead(one) });
    return () => {
      one.world.clearFault(id);
      // Discord's path stays; only the signature is new.
      if (one.job.family !== 'discord') one.world.relink(one.job.id);
    };
  }),
  { name: 'a page for ever', outcome: 'failed not-a-video', strike: ({ world, job }) => void world.setFault({ kind: 'html', clip: job.id }) },
  { name: 'too short for ever', outcome: 'failed truncated', strike: ({ world, job }) => void world.setFault({ kind: 'short', clip: job.id, fraction: 0.6 }) },
];

const DIES: Fate = { name: 'dead for ever', outcome: 'lost link-dead', strike: (one) => void one.world.setFault({ kind: 'status', clip: one.job.id, status: dead(one) }) };

/** What happens to looks at a job. */
const LOOKS: readonly Fate[] = [
  fine('under way', (one) => runs(one, 'finished')),
  { name: 'under way, then an error', outcome: 'no clip', strike: (one) => runs(one, 'error') },
  { name: 'stopped by the filter', outcome: 'no clip', strike: ({ job }) => void (job.state = 'moderated') },
  { name: 'cancelled', outcome: 'no clip', strike: ({ job }) => void (job.state = 'cancelled') },
  { name: 'never known', outcome: 'no clip', strike: ({ api }) => void (api && (api.forgotten = true)) },
  { name: 'finished without a file', outcome: 'no clip', strike: ({ api }) => void (api && (api.fileless = true)) },
  {
    name: 'dead, then forgotten', outcome: 'lost gone', strike: (one) => {
      one.world.setFault({ kind: 'status', clip: one.job.id, status: dead(one) });
      return () => void (one.api && (one.api.forgotten = true));
    },
  },
  fine('429', ({ world, api }) => void (api && world.apis.refuse(api, 429, { retryAfter: '30', times: 1 }))),
  fine('504', ({ world, api }) => void (api && world.apis.refuse(api, 504, { times: 1 }))),
  fine('500', ({ world, api }) => void (api && world.apis.refuse(api, 500, { times: 2 }))),
  fine('no answer', ({ world, api }) => void (api && world.apis.break(api, { kind: 'hang', times: 1 }))),
  fine('broken off', ({ world, api }) => void (api && world.apis.break(api, { kind: 'reset', times: 2 }))),
  fine('half an answer', ({ api }) => void (api && (api.cut = 2))),
  fine('a web page', ({ world, api }) => void (api && world.apis.break(api, { kind: 'html', times: 1 }))),
];

function runs({ job, random }: Case, outcome: 'finished' | 'error'): void {
  job.state = 'queued';
  job.finishedAt = null;
  job.progress = null;
  job.plan = { queuedMs: 30_000, runMs: 60_000 + Math.floor(random() * 300_000), outcome };
}

const SOURCES: readonly Source[] = ['pika-page', 'useapi', 'fal', 'pika-api'];

const FATES: Readonly<Record<Source, readonly Fate[]>> = {
  'pika-page': [...FILES, DIES, fine('under way', (one) => runs(one, 'finished'))],
  useapi: [...FILES, DIES, ...LOOKS, fine('fine')],
  fal: [...FILES, DIES, ...LOOKS, fine('fine')],
  'pika-api': [...FILES, DIES, ...LOOKS, fine('fine')],
};

/** Puts `count` jobs into the world, a quarter of each source's, each with its turn of the source's fates. */
export function planChaos(world: World, count: number, random: () => number): Planned[] {
  return Array.from({ length: count }, (_, n) => {
    const source = SOURCES[n % SOURCES.length] ?? 'pika-page';
    const fates = FATES[source];
    const fate = fates[Math.floor(n / SOURCES.length) % fates.length] ?? fine('fine');
    return plan(world, source, n, fate, random);
  });
}

function plan(world: World, source: Source, n: number, fate: Fate, random: () => number): Planned {
  const families = ['results', 'v1', 'results-second-host'] as const;
  const spec = { prompt: `chaos ${n} of ${source}`, bytes: 20_000 + Math.floor(random() * 60_000) };
  const api = source === 'pika-page' ? null : world.apis.add(source, spec);
  const job = api?.job ?? world.addJob({ ...spec, family: families[n % 3] ?? 'results' });
  const later = fate.strike({ world, job, api, random }) ?? null;
  return { source, jobId: api?.id ?? job.id, job, fate: fate.name, outcome: fate.outcome, later };
}
