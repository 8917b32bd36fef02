/** The verdict over time: since when, and as a monitor among the others. */
import { HOUR, MINUTE, SECOND } from '../../../time.ts';
import { NO_LATENCY } from '../latency.ts';
import { type Check, GENERATION, type MonitorState } from '../monitor.ts';
import { NO_RUNS } from '../settle.ts';
import type { GenerationFact } from './evidence.ts';
import { type GenerationHealth, MAX_FACTS } from './health.ts';
import type { Judgement } from './judge.ts';
import { NOT_WATCHED_SENTENCE } from './sentences.ts';

/** A verdict is made anew each minute while there is anything to judge; an older one is from a worker that has died or slept. */
const STALE = 5 * MINUTE;

/**
 * The verdict, dated by the one before it: a status that stays keeps its beginning, one that is better begins with what
 * proves it and no earlier than the last that was seen of the worse, and facts once found are kept.
 */
export function foldGeneration(before: GenerationHealth | null, { news, ...judged }: GenerationHealth & Partial<Judgement>): GenerationHealth {
  if (before === null) return judged;
  const facts = mergeFacts(before.facts, judged.facts);
  const seenAt = judged.seenAt ?? before.seenAt;
  return { ...judged, facts, seenAt, checkedAt: before.checkedAt, since: sinceAfter(before, judged, news?.provenAt ?? 0) };
}

function sinceAfter(before: GenerationHealth, judged: GenerationHealth, provenAt: number): number {
  if (before.status === judged.status) return Math.min(before.since, judged.since);
  const isBetter = judged.status === 'up' || (judged.status === 'degraded' && before.status === 'down');
  return isBetter ? Math.min(judged.judgedAt, Math.max(judged.since, before.seenAt ?? 0, before.status === 'unknown' ? 0 : provenAt)) : judged.since;
}

/** Each fact once: of a job, its first sighting; of none, one an hour. The newest are kept. */
function mergeFacts(known: readonly GenerationFact[], found: readonly GenerationFact[]): readonly GenerationFact[] {
  const isKnown = (fact: GenerationFact): boolean =>
    known.some(({ kind, job, at }) => kind === fact.kind && job === fact.job && (job !== null || Math.abs(fact.at - at) < HOUR));
  const fresh = found.filter((fact) => !isKnown(fact));
  return fresh.length === 0 ? known : [...known, ...fresh].toSorted((a, b) => a.at - b.at).slice(-MAX_FACTS);
}

/** What a stored verdict means at `now`. */
export function settleGeneration(health: GenerationHealth | null, now: number): GenerationHealth | null {
  if (health === null || Math.abs(now - health.judgedAt) <= STALE) return health;
  return { ...health, status: 'unknown', reason: null, since: health.judgedAt, sentence: NOT_WATCHED_SENTENCE, stuck: [], jobs: [] };
}

/** The verdict as the row of its monitor; what only probes have stays empty. */
export function generationMonitor(health: GenerationHealth, before: MonitorState | null): MonitorState {
  const { status, since, seenAt, judgedAt } = health;
  return {
    monitor: GENERATION,
    status,
    since,
    ...NO_RUNS,
    lastCheckAt: seenAt ?? before?.lastCheckAt ?? null,
    lastOkAt: status === 'up' ? seenAt : (before?.lastOkAt ?? null),
    outageSince: status === 'down' ? since : null,
    lastFailure: null,
    lastBlock: null,
    latencyMs: null, // how long a video takes is no latency; see `ModelHealth`
    latency: NO_LATENCY,
    nextCheckAt: judgedAt,
    heldUntil: null,
  };
}

/** Moments nearer than this are one check, unless it says the contrary of the last. A job under way shows itself every 45 s. */
const SPACING = 40 * SECOND;

/**
 * What the verdict rests on as checks of its monitor's history: each moment once, however often it is judged. Slow is
 * not down.
 * @param known the verdict before, which tells what has become a check already
 */
export function generationChecks({ status, judgedAt, news }: Judgement, known: GenerationHealth | null, before: MonitorState | null): readonly Check[] {
  const outcome = status === 'down' ? 'failed' : 'up';
  const turns = known !== null && (known.status === 'down') !== (status === 'down');
  const last = known?.checkedAt ?? before?.lastCheckAt ?? 0;
  // The clock was set back: only what is fresh counts as new.
  const told = last > judgedAt ? judgedAt - 2 * SPACING : last;
  const fresh = news.moments.filter((at) => at > told && (turns || at - told >= SPACING));
  const spaced = fresh.filter((at, index) => index === 0 || at - (fresh[index - 1] ?? 0) >= SPACING);
  return spaced.map((at) => ({ monitor: GENERATION, at, outcome, latencyMs: null, httpStatus: null, edge: null, kind: null }));
}
