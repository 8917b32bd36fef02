/** How Pika fares with the user's own generations, in words: what the dashboard says below that monitor's name. */
import type { FactKind, GenerationFact } from '../health/generation/evidence.ts';
import { settleGeneration } from '../health/generation/fold.ts';
import type { GenerationHealth, ModelHealth, PartHealth } from '../health/generation/health.ts';
import type { StuckJob } from '../health/generation/stuck.ts';
import type { Usual } from '../health/generation/waits.ts';
import { featureWords } from '../jobs/words.ts';
import { spanWords, type Tone } from '../words.ts';

/** One model, or one feature. Null stands for "nothing to tell". */
export interface PartRow {
  readonly key: string;
  readonly name: string;
  readonly word: string;
  readonly tone: Tone;
  /** "5 of 8": made, of the newest watched. */
  readonly made: string | null;
  /** Median wait of the last hour. */
  readonly wait: string | null;
  /** What is usual, and how long it seldom exceeds. */
  readonly usual: string | null;
  /** From what "usual" is known. */
  readonly basis: string | null;
  /** From submit to running: of the last day, and usually. */
  readonly start: string | null;
}

export interface OwnWorkView {
  readonly sentence: string;
  readonly judgedAt: number;
  readonly models: readonly PartRow[];
  readonly features: readonly PartRow[];
  readonly stuck: readonly { readonly key: string; readonly what: string }[];
  /** Newest first. */
  readonly facts: readonly { readonly key: string; readonly at: number; readonly what: string }[];
}

/** @param health as stored; null when no job was ever judged */
export function ownWorkView(health: GenerationHealth | null, now: number): OwnWorkView | null {
  const settled = settleGeneration(health, now);
  if (settled === null) return null;
  const { sentence, judgedAt, perModel, perFeature, stuck, facts } = settled;
  return {
    sentence,
    judgedAt,
    models: perModel.map(modelRow),
    features: perFeature.map((part) => partRow(part, featureName(part.name))),
    stuck: stuck.map((job) => ({ key: job.job, what: stuckWords(job, now) })),
    facts: facts.toReversed().map((fact) => ({ key: `${fact.kind} ${fact.job ?? ''} ${fact.at}`, at: fact.at, what: factWords(fact) })),
  };
}

const WORDS: Readonly<Record<PartHealth['status'], readonly [word: string, tone: Tone]>> = {
  works: ['Works', 'good'],
  slow: ['Slower than usual', 'warn'],
  unavailable: ['Unavailable: others work', 'bad'],
  failing: ['Fails', 'bad'],
  unknown: ['Not known', 'quiet'],
};

const BASES: Readonly<Record<Usual['basis'], string>> = {
  hour: 'this hour of the week',
  model: 'this model, any hour',
  all: 'all models',
  assumed: 'assumed: too few yet',
};

function partRow({ name, status, made, failed, waitMs }: PartHealth, title: string): PartRow {
  const [word, tone] = WORDS[status];
  const all = made + failed;
  return { key: name ?? '', name: title, word, tone, made: all === 0 ? null : `${made} of ${all}`, wait: spanOrNull(waitMs), usual: null, basis: null, start: null };
}

function modelRow(model: ModelHealth): PartRow {
  const { name, usual, usualStart, startMs } = model;
  const known = usual.basis === 'assumed' ? '2 to 5\u00a0min' : `${spanWords(usual.medianMs)}, seldom over ${spanWords(usual.p95Ms)}`;
  const start = startMs === null ? null : `${spanWords(startMs)}${usualStart.basis === 'assumed' ? '' : `, usually ${spanWords(usualStart.medianMs)}`}`;
  return { ...partRow(model, name === null ? 'Model not named' : `Model ${name}`), usual: known, basis: BASES[usual.basis], start };
}

function featureName(name: string | null): string {
  return name === null ? 'Feature not named' : (featureWords(name) ?? name);
}

function stuckWords({ job, model, since, progress }: StuckJob, now: number): string {
  const what = model === null ? 'A video' : `A video of model ${model}`;
  const where = progress === null ? '' : ` at ${Math.floor(progress)}\u00a0%`;
  return `${what} has not moved for ${spanWords(now - since)}${where} (${jobName(job)}).`;
}

const FACTS: Readonly<Record<FactKind, string>> = {
  'charged-without-output': 'Credits were charged, and no video came',
  'not-charged': 'A video was made, and no credits were charged',
  'insufficient-with-balance': 'Pika said that there were too few credits, with enough on the balance',
  'balance-not-shown': 'pika.art worked, and showed no credit balance',
  'signed-out': 'pika.art showed you as signed out',
  'export-broken': 'A finished video could not be had',
  'other-size': 'A video came in another size',
};

/** What is wrong with the file, and at whose door that lies. */
const EXPORTS: Readonly<Record<string, string>> = {
  'link-dead': 'Pika’s video server does not have it',
  'not-a-video': 'the file is no video: Pika’s export failed',
  truncated: 'the file is cut off: Pika’s export failed',
};

/** "Credits were charged, and no video came: balance 80 → 68, cost 12 (job 0b6f6e6a)." */
export function factWords({ kind, job, detail }: GenerationFact): string {
  const more = kind === 'export-broken' ? (EXPORTS[detail] ?? '') : detail;
  return `${FACTS[kind]}${more === '' ? '' : `: ${more}`}${job === null ? '' : ` (${jobName(job)})`}.`;
}

/** Enough of a job's id to find it in Pika's library. */
function jobName(id: string): string {
  return `job ${id.slice(id.indexOf(':') + 1).slice(0, 8)}`;
}

function spanOrNull(ms: number | null): string | null {
  return ms === null ? null : spanWords(ms);
}
