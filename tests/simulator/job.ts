import { seedDigits, uuid } from './random.ts';
import { mediaUrls, type Family, type MediaUrls } from './media/urls.ts';

/** `status` of a video as Pika's listing spells it; other words may be set by hand. */
export type WireStatus = 'queued' | 'pending' | 'finished' | 'error' | (string & {});

/** How a job moves on by itself when the world's clock advances; both in milliseconds of world time. */
export interface Plan {
  readonly queuedMs: number;
  readonly runMs: number;
  readonly outcome: 'finished' | 'error';
  /** Progress at which it stops for ever, for example 99. */
  readonly stallAt?: number;
}

export interface JobSpec {
  readonly id?: string;
  readonly prompt?: string;
  readonly negativePrompt?: string;
  readonly model?: string;
  readonly contentType?: string;
  readonly resolution?: string;
  /** Seconds, as an integer. */
  readonly duration?: number;
  readonly aspectRatio?: number;
  readonly family?: Family;
  readonly state?: WireStatus;
  readonly progress?: number | null;
  readonly error?: string;
  readonly plan?: Plan;
  /** Size in bytes aimed at for the file; small when left out. */
  readonly bytes?: number;
  readonly creditCost?: number;
  /** Laid over the job's entry in the listing, for fields and lies that this type does not know. */
  readonly raw?: Readonly<Record<string, unknown>>;
  /** Laid over the entry's video. */
  readonly rawVideo?: Readonly<Record<string, unknown>>;
}

/** One generation: the truth that the listing, the page and the media hosts are answered from. */
export interface SimJob {
  readonly id: string;
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly model: string;
  readonly contentType: string;
  readonly resolution: string;
  readonly duration: number;
  readonly aspectRatio: number;
  readonly seed: string;
  readonly creditCost: number;
  readonly bytes: number | null;
  /** Place in the order of creation, from 0. */
  readonly number: number;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly rawVideo: Readonly<Record<string, unknown>>;
  family: Family;
  state: WireStatus;
  /** Null: the field is missing, as Pika sometimes leaves it out. */
  progress: number | null;
  error: string;
  hidden: boolean;
  /** Counts the addresses that its file has had. */
  revision: number;
  hasSfx: boolean;
  upscaled: boolean;
  extended: number;
  plan: Plan | null;
  /** World milliseconds since its plan began. */
  age: number;
  /** Wall clock at which its state became `finished`. */
  finishedAt: number | null;
}

const DEFAULTS = {
  prompt: 'A red fox runs through fresh snow at dawn, slow motion',
  model: '2.5',
  contentType: 't2v',
  resolution: '720p',
  duration: 5,
  aspectRatio: 16 / 9,
  creditCost: 12,
} as const;

/** A job out of a partial description; everything left out is filled in the same way each time. */
export function makeJob(spec: JobSpec, number: number, now: number): SimJob {
  const id = spec.id ?? uuid(`job:${number}`);
  const family = spec.family ?? 'results';
  const state = spec.state ?? (spec.plan ? 'queued' : 'finished');
  return {
    ...DEFAULTS,
    negativePrompt: '',
    ...definedOnly(spec),
    id,
    number,
    seed: seedDigits(id),
    bytes: spec.bytes ?? null,
    raw: spec.raw ?? {},
    rawVideo: spec.rawVideo ?? {},
    family,
    state,
    progress: spec.progress === undefined ? startProgress(state) : spec.progress,
    error: spec.error ?? (state === 'error' ? 'Something went wrong' : ''),
    hidden: false,
    revision: 0,
    hasSfx: family === 'v1-sfx',
    upscaled: family === 'v1-upscaled',
    extended: family === 'v1-extended' ? 1 : 0,
    plan: spec.plan ?? null,
    age: startAge(spec),
    finishedAt: state === 'finished' ? now : null,
  };
}

export function urlsOf(job: SimJob): MediaUrls {
  return mediaUrls(job);
}

export function isOpen(job: SimJob): boolean {
  return job.state !== 'finished' && job.state !== 'error' && job.state !== 'failed' && job.state !== 'cancelled';
}

/** Moves a job along its plan by some world time. True when something that the listing shows has changed. */
export function age(job: SimJob, ms: number, now: number): boolean {
  const plan = job.plan;
  if (!plan || !isOpen(job)) return false;
  job.age += ms;
  if (job.age < plan.queuedMs) return false;
  const before = `${job.state} ${job.progress}`;
  const share = plan.runMs > 0 ? (job.age - plan.queuedMs) / plan.runMs : 1;
  const ceiling = plan.stallAt ?? 99;
  if (share < 1 || plan.stallAt !== undefined) {
    job.state = 'pending';
    job.progress = Math.min(ceiling, Math.floor(share * 100));
  } else if (plan.outcome === 'finished') {
    finish(job, now);
  } else {
    fail(job, 'Something went wrong');
  }
  return before !== `${job.state} ${job.progress}`;
}

export function finish(job: SimJob, now: number): void {
  job.state = 'finished';
  job.progress = 100;
  job.error = '';
  job.finishedAt = now;
}

export function fail(job: SimJob, error: string): void {
  job.state = 'error';
  job.error = error;
}

function startProgress(state: WireStatus): number | null {
  if (state === 'finished') return 100;
  return state === 'queued' ? null : 13;
}

/** A plan goes on from where the job is said to be, so that its progress never starts by going back. */
function startAge({ plan, state, progress }: JobSpec): number {
  if (!plan || state !== 'pending') return 0;
  return plan.queuedMs + (plan.runMs * (progress ?? 13)) / 100;
}

function definedOnly(spec: JobSpec): Partial<JobSpec> {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
}
