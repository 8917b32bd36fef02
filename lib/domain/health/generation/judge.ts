/** The verdict of the user's own jobs about Pika's generator. Pure, and without memory: the same evidence says the same. */
import { DAY, MINUTE } from '../../../time.ts';
import type { Job } from '../../jobs/job.ts';
import { STANDS } from '../pace.ts';
import { type BalanceReading, creditFacts, type ExportResult, exportFacts, type GenerationFact, isExportFault, missingBalance, refusedFacts } from './evidence.ts';
import type { GenerationHealth, GenerationReason } from './health.ts';
import { MAX_FACTS } from './health.ts';
import { type Court, failedLast, latest, type News, newsOf, underWay } from './moments.ts';
import { type Outcome, outcomeOf, outcomesSince } from './outcome.ts';
import { isWatched, type Pace, paceOf } from './pace.ts';
import { featureHealth, modelHealth } from './parts.ts';
import { type Refusal, refusalOutcome } from './refusal.ts';
import { RECENT, rateOf, troubles } from './rate.ts';
import { exportsSentence, MAKES_SENTENCE, modelSentence, NOT_WATCHED_SENTENCE, nothingMadeSentence, slowGenerationSentence } from './sentences.ts';
import { stuckJobs } from './stuck.ts';
import type { HourOfWeek, Wait } from './waits.ts';

export interface GenerationEvidence {
  /** Jobs seen in the last day, complete; others are passed over. */
  readonly jobs: readonly Job[];
  /** What was usual before. */
  readonly history: readonly Wait[];
  /** Files of jobs that were watched. */
  readonly exports: readonly ExportResult[];
  /** Oldest first. */
  readonly balances: readonly BalanceReading[];
  /** Submits that were refused. */
  readonly refusals: readonly Refusal[];
  /** When the page last showed itself signed out; null when it did not, or shows jobs again. */
  readonly signedOutAt: number | null;
}

/** A verdict, and what is not kept of it. */
export interface Judgement extends GenerationHealth {
  readonly news: News;
}

interface Verdict extends Pick<GenerationHealth, 'status' | 'since' | 'sentence' | 'jobs'> {
  readonly reason: GenerationReason | null;
  /** When its newest evidence was seen; null for none. */
  readonly seenAt: number | null;
}

/** Failures, of as many prompts, over so long a time, before it is said that nothing is made at all. */
const DOWN_FAILURES = 5;
const DOWN_PROMPTS = 3;
const DOWN_SPAN = 10 * MINUTE;
const MAX_JOBS = 20;

/** @param hourOf the local hour of the week */
export function judgeGeneration(evidence: GenerationEvidence, hourOf: HourOfWeek, now: number): Judgement {
  const jobs = evidence.jobs.filter((job) => job.lastSeenAt > now - DAY);
  const outcomes = outcomesSince([...jobs.map(outcomeOf), ...evidence.refusals.map(refusalOutcome)], now - RECENT, now);
  const pace = paceOf(jobs, evidence.history, hourOf, now);
  const perModel = modelHealth({ jobs, outcomes, pace, history: evidence.history, hour: hourOf(now), hourOf });
  const court = { jobs, outcomes, now };
  // The worst that still stands; a verdict whose evidence is old says nothing of now.
  const verdicts = [nothingMade(court), unavailable(perModel, court), exportsBroken(evidence.exports, now), slowness(pace, now), makes(court)];
  const verdict = verdicts.find((one) => one !== null && (one.seenAt ?? 0) > now - STANDS) ?? notWatched(now);
  return {
    ...verdict,
    news: newsOf(verdict, court),
    judgedAt: now,
    checkedAt: null,
    perModel,
    perFeature: featureHealth(outcomes, pace),
    stuck: stuckJobs(jobs, now),
    facts: factsOf(evidence, jobs, now),
  };
}

/** Down: at least five failures of three prompts over ten minutes, and nothing made since the first of them. */
function nothingMade(court: Court): Verdict | null {
  const run = failedLast(court);
  const [first] = run;
  const last = run.at(-1);
  if (!first || !last || run.length < DOWN_FAILURES || troubles(run) < DOWN_PROMPTS || last.at - first.at < DOWN_SPAN) return null;
  return { status: 'down', reason: 'nothing-made', since: first.at, seenAt: last.at, sentence: nothingMadeSentence(run.length), jobs: idsOf(run) };
}

function unavailable(models: GenerationHealth['perModel'], { outcomes }: Court): Verdict | null {
  const failing = models.filter(({ status }) => status === 'unavailable' || status === 'failing');
  if (failing.length === 0) return null;
  const working = models.filter(({ status, made }) => status === 'works' && made > 0);
  const names = new Set(failing.map(({ name }) => name));
  const failed = outcomes.filter(({ made, request }) => !made && names.has(request.model));
  const since = failed[0]?.at ?? 0;
  const seenAt = failed.at(-1)?.at ?? null;
  return { status: 'degraded', reason: 'model-unavailable', since, seenAt, sentence: modelSentence(failing, working), jobs: idsOf(failed) };
}

/** The same rule as for models, over the files of jobs that finished while we watched. */
function exportsBroken(all: readonly ExportResult[], now: number): Verdict | null {
  const judged = all
    .filter(({ at, saved, problem }) => at >= now - RECENT && at <= now && (saved || isExportFault(problem)))
    .toSorted((a, b) => a.at - b.at);
  const broken = judged.filter(({ problem }) => isExportFault(problem));
  const [first] = broken;
  // Each file is a trouble of its own, whatever its prompt was.
  const trials = judged.map(({ job, at, problem }) => ({ at, made: !isExportFault(problem), about: job }));
  if (!first || !rateOf(trials).failing) return null;
  const dead = broken.filter(({ problem }) => problem === 'link-dead').length;
  const sentence = exportsSentence(dead, broken.length, judged.length);
  const seenAt = broken.at(-1)?.at ?? first.at;
  return { status: 'degraded', reason: 'exports-broken', since: first.at, seenAt, sentence, jobs: broken.slice(-MAX_JOBS).map(({ job }) => job) };
}

function slowness(pace: Pace, now: number): Verdict | null {
  if (!pace.isSlow || pace.since === null) return null;
  const jobs = pace.slow.slice(0, MAX_JOBS).map(({ job }) => job.id);
  const seenAt = latest(...pace.slow.map(({ job, ended, submittedAt, ms }) => Math.min(ended ? submittedAt + ms : job.lastSeenAt, now)));
  return { status: 'degraded', reason: 'slow', since: pace.since, seenAt, sentence: slowGenerationSentence(pace), jobs };
}

/** Up as long as what was made stands, and not known otherwise: a job under way proves nothing unless it moves, and nothing after a failure. */
function makes(court: Court): Verdict | null {
  const { jobs, outcomes, now } = court;
  const made = outcomes.filter((outcome) => outcome.made && outcome.at > now - STANDS);
  const hasFailed = failedLast(court).length > 0;
  const moves = jobs.some((job) => job.active === 1 && isWatched(job, now) && job.movedAt > job.firstSeenAt && now - job.movedAt < 5 * MINUTE);
  const [first] = made;
  if (!first && (hasFailed || !moves)) return null;
  const seenAt = latest(made.at(-1)?.at ?? null, hasFailed ? null : underWay(court));
  return { status: 'up', reason: null, since: first?.at ?? now, seenAt, sentence: MAKES_SENTENCE, jobs: [] };
}

function notWatched(now: number): Verdict {
  return { status: 'unknown', reason: null, since: now, seenAt: null, sentence: NOT_WATCHED_SENTENCE, jobs: [] };
}

function factsOf(evidence: GenerationEvidence, jobs: readonly Job[], now: number): readonly GenerationFact[] {
  const { signedOutAt } = evidence;
  const facts: GenerationFact[] = [
    ...creditFacts(jobs, evidence.balances),
    ...refusedFacts(evidence.refusals, evidence.balances),
    ...missingBalance(evidence.balances),
    ...exportFacts(evidence.exports, jobs),
    ...(signedOutAt === null ? [] : [{ kind: 'signed-out', at: signedOutAt, job: null, detail: '' } as const]),
  ];
  return facts.filter(({ at }) => at <= now && at > now - DAY).toSorted((a, b) => a.at - b.at).slice(-MAX_FACTS);
}

function idsOf(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.map(({ job }) => job).filter((id) => id !== null).slice(-MAX_JOBS);
}
