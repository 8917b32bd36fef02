/** Oddities of own jobs, kept as evidence for a later complaint: never a verdict by themselves. */
import { MINUTE } from '../../../time.ts';
import type { Job } from '../../jobs/job.ts';
import type { SaveProblemKind } from '../../clips/save.ts';
import { outcomeOf } from './outcome.ts';
import { type Refusal, saysTooFewCredits } from './refusal.ts';

export const FACT_KINDS = [
  'charged-without-output', // the job failed, and its credits are gone
  'not-charged', // the job was made, and the balance did not move
  'insufficient-with-balance', // "insufficient credits", while the page showed enough
  'balance-not-shown', // the page asked for the balance and got none
  'signed-out', // the session was lost
  'export-broken', // a finished video whose file is dead, cut off, or no video
  'other-size', // the file's size or shape is not what was asked for
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

export interface GenerationFact {
  readonly kind: FactKind;
  readonly at: number;
  /** `Job.id`; null where no job is concerned. */
  readonly job: string | null;
  /** Numbers and words of ours; never a prompt, token or address. */
  readonly detail: string;
}

/** The balance as the page got it; null where the page asked and got none. */
export interface BalanceReading {
  readonly at: number;
  readonly credits: number | null;
}

/** How the file of a watched, finished job fared. */
export interface ExportResult {
  /** `Job.id`. */
  readonly job: string;
  readonly at: number;
  /** Null while it is saved or on its way without trouble. */
  readonly problem: SaveProblemKind | null;
  readonly saved: boolean;
  /** Pixels of the file; null where it does not say. */
  readonly measured: { readonly width: number | null; readonly height: number | null } | null;
}

/** Faults of the file that Pika serves, not of the way to it. */
const EXPORT_FAULTS: ReadonlySet<SaveProblemKind> = new Set(['link-dead', 'not-a-video', 'truncated']);
/** Pixels are rounded to what encoders like; this much is no deviation. */
const SAME_SIZE = 0.06;
const SAME_AREA = 0.12;
const SAME_RATIO = 0.03;
/** Made from words alone; a given image or video brings its own shape along, whatever the form says. */
const FROM_WORDS = 't2v';
/** A charge shows at the next look at the balance; only looks this near to the job are about it. */
const NEAR = 10 * MINUTE;
/** Pika charges at the submit, and what it gives back for a failure or charges late comes a moment after the end. */
const SETTLED = 2 * MINUTE;

export function isExportFault(problem: SaveProblemKind | null): boolean {
  return problem !== null && EXPORT_FAULTS.has(problem);
}

/** One fact for each file that is broken on Pika's side, and for each that is not what was asked for. */
export function exportFacts(results: readonly ExportResult[], jobs: readonly Job[]): readonly GenerationFact[] {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  return results.flatMap((result): GenerationFact[] => {
    if (isExportFault(result.problem)) return [{ kind: 'export-broken', at: result.at, job: result.job, detail: result.problem ?? '' }];
    const job = byId.get(result.job);
    const detail = job && result.measured ? deviation(job, result.measured.width, result.measured.height) : null;
    return detail === null ? [] : [{ kind: 'other-size', at: result.at, job: result.job, detail }];
  });
}

/** "asked for 1080p, got 1280 × 720"; null when the file is as asked for, or either is not known. */
export function deviation(job: Job, width: number | null, height: number | null): string | null {
  if (width === null || height === null || width <= 0 || height <= 0) return null;
  const { resolution, aspectRatio, feature } = job.request;
  const lines = Number(/^(\d{3,4})p$/i.exec(resolution ?? '')?.[1] ?? Number.NaN);
  const got = `got ${width} × ${height}`;
  // Smaller in both senses: a wide video of as many pixels has fewer lines, and more than was asked for is no complaint.
  const isSmaller = Math.min(width, height) < lines * (1 - SAME_SIZE) && width * height < ((lines * lines * 16) / 9) * (1 - SAME_AREA);
  if (isSmaller) return `asked for ${lines}p, ${got}`;
  if (feature === FROM_WORDS && aspectRatio !== null && Math.abs(width / height / aspectRatio - 1) > SAME_RATIO) return `asked for a ratio of ${aspectRatio.toFixed(2)}, ${got}`;
  return null;
}

/** What the balance before and after a job says, where it leaves no doubt about the jobs between the two looks. */
export function creditFacts(jobs: readonly Job[], balances: readonly BalanceReading[]): readonly GenerationFact[] {
  const refused = (job: Job) => (job.state === 'failed' ? tooFewFact(job.error ?? '', job.stateSince, job.request.creditCost, job.id, balances) : null);
  return jobs.map((job) => refused(job) ?? chargeFact(job, jobs, balances)).filter((fact) => fact !== null);
}

/** Moments at which the page asked for the balance and got none, once for each run of them. */
export function missingBalance(balances: readonly BalanceReading[]): readonly GenerationFact[] {
  return balances
    .filter(({ credits }, index) => credits === null && balances[index - 1]?.credits !== null)
    .map(({ at }) => ({ kind: 'balance-not-shown', at, job: null, detail: '' }));
}

/** Submits that were refused for want of credits, while the balance had enough. */
export function refusedFacts(refusals: readonly Refusal[], balances: readonly BalanceReading[]): readonly GenerationFact[] {
  return refusals.map(({ at, request, error }) => tooFewFact(error, at, request.creditCost, null, balances)).filter((fact) => fact !== null);
}

function tooFewFact(error: string, at: number, cost: number | null, job: string | null, balances: readonly BalanceReading[]): GenerationFact | null {
  const balance = lastBefore(balances, at)?.credits ?? null;
  if (!saysTooFewCredits(error) || balance === null || cost === null || balance < cost) return null;
  return { kind: 'insufficient-with-balance', at, job, detail: `balance ${balance}, cost ${cost}` };
}

function chargeFact(job: Job, jobs: readonly Job[], balances: readonly BalanceReading[]): GenerationFact | null {
  const outcome = outcomeOf(job);
  const cost = job.request.creditCost;
  if (outcome === null || job.queuedAt === null || cost === null || cost <= 0) return null;
  const before = lastBefore(balances, job.queuedAt);
  const after = balances.find(({ at }) => at >= outcome.at + SETTLED);
  if (before?.credits == null || after?.credits == null || job.queuedAt - before.at > NEAR || after.at - outcome.at > NEAR) return null;
  const together = jobs.filter((other) => isBetween(other, before.at, after.at));
  const costs = costsOf(together, before.at, after.at);
  if (costs === null) return null;
  const charged = before.credits - after.credits;
  const detail = `balance ${before.credits} → ${after.credits}, cost ${cost}${together.length > 1 ? `, of ${together.length} jobs` : ''}`;
  // Of several that failed nobody can say which was charged, unless all were.
  if (!outcome.made && charged >= costs.made + costs.failed) return { kind: 'charged-without-output', at: outcome.at, job: job.id, detail };
  if (outcome.made && charged === 0) return { kind: 'not-charged', at: outcome.at, job: job.id, detail };
  return null;
}

function isBetween({ firstSeenAt, lastActiveAt }: Job, from: number, to: number): boolean {
  return firstSeenAt <= to && (firstSeenAt >= from || (lastActiveAt !== null && lastActiveAt >= from));
}

/** What jobs cost that came to an end, one way or the other; null where one of them did not lie between two looks as a whole, or its cost is not known. */
function costsOf(jobs: readonly Job[], from: number, to: number): Record<'made' | 'failed', number> | null {
  const sums = { made: 0, failed: 0 };
  for (const job of jobs) {
    const outcome = outcomeOf(job);
    const cost = job.request.creditCost;
    if (outcome === null || cost === null || job.queuedAt === null || job.queuedAt < from || outcome.at + SETTLED > to) return null;
    sums[outcome.made ? 'made' : 'failed'] += cost;
  }
  return sums;
}

function lastBefore(balances: readonly BalanceReading[], moment: number): BalanceReading | undefined {
  return balances.findLast(({ at }) => at <= moment);
}
