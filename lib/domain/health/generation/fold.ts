/** The verdict over time: since when, and as a monitor among the others. */
import { HOUR, MINUTE, SECOND } from '../../../time.ts';
import { NO_LATENCY } from '../latency.ts';
import { type Check, GENERATION, type MonitorState } from '../monitor.ts';
import { NO_RUNS } from '../settle.ts';
import type { GenerationFact } from './evidence.ts';
import { type GenerationHealth, MAX_FACTS } from './health.ts';
import { NOT_WATCHED_SENTENCE } from './sentences.ts';

/** A verdict is made anew each minute while there is anything to judge; an older one is from a worker that has died or slept. */
const STALE = 5 * MINUTE;

/** The verdict, dated by the one before it: a status that stays keeps its beginning, and facts once found are kept. */
export function foldGeneration(before: GenerationHealth | null, judged: GenerationHealth): GenerationHealth {
  if (before === null) return judged;
  const facts = mergeFacts(before.facts, judged.facts);
  return before.status === judged.status ? { ...judged, facts, since: Math.min(before.since, judged.since) } : { ...judged, facts };
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
  const { status, since, judgedAt } = health;
  return {
    monitor: GENERATION,
    status,
    since,
    ...NO_RUNS,
    lastCheckAt: generationCheck(health, before)?.at ?? before?.lastCheckAt ?? null,
    lastOkAt: status === 'up' ? judgedAt : (before?.lastOkAt ?? null),
    outageSince: status === 'down' ? since : status === 'unknown' ? (before?.outageSince ?? null) : null,
    lastFailure: null,
    lastBlock: null,
    latencyMs: null, // how long a video takes is no latency; see `ModelHealth`
    latency: NO_LATENCY,
    nextCheckAt: judgedAt,
    heldUntil: null,
  };
}

/** Two verdicts nearer than this are one check. */
const SPACING = 50 * SECOND;

/** The verdict as a check of its monitor's history, once a minute; null while nothing is known. Slow is not down. */
export function generationCheck({ status, judgedAt }: GenerationHealth, before: MonitorState | null): Check | null {
  const last = before?.lastCheckAt ?? null;
  if (status === 'unknown' || (last !== null && Math.abs(judgedAt - last) < SPACING)) return null;
  return { monitor: GENERATION, at: judgedAt, outcome: status === 'down' ? 'failed' : 'up', latencyMs: null, httpStatus: null, edge: null, kind: null };
}
