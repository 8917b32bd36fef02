import { type Change, changeBetween } from '../domain/health/change.ts';
import { newState } from '../domain/health/fold.ts';
import { foldGeneration, generationChecks, generationMonitor } from '../domain/health/generation/fold.ts';
import { type GenerationEvidence, type Judgement, judgeGeneration } from '../domain/health/generation/judge.ts';
import type { HourOfWeek } from '../domain/health/generation/waits.ts';
import type { GenerationHealth } from '../domain/health/generation/health.ts';
import { type Incident, type IncidentReason, LONGEST_REASON } from '../domain/health/incident.ts';
import { withOwnJobs } from '../domain/health/met-jobs.ts';
import { GENERATION } from '../domain/health/monitor.ts';
import { isPaused } from '../domain/health/pauses.ts';
import type { HealthFacts, HealthWrite } from '../domain/health/record.ts';

export interface JudgeGenerationPorts {
  /** Wall clock, ms since 1970. */
  now(): number;
  readonly hourOf: HourOfWeek;
  evidence(now: number): Promise<GenerationEvidence>;
  /** Reads, decides and writes in one transaction. */
  updateHealth(decide: (facts: HealthFacts) => HealthWrite): Promise<HealthWrite>;
  /** Changes the incident of Pika's that goes on, if one does; the same object back writes nothing. */
  enrichOpen(change: (incident: Incident) => Incident): Promise<unknown>;
  /** Tells whoever shows health; a judgement that says what the last one said stays silent. */
  changed(): void;
}

/**
 * Judges Pika's generator by the user's own jobs, and notes them at an incident of Pika's that they meet. Safe to be run
 * late, twice or half: the verdict follows from what is stored, and an older one never replaces a newer.
 * @returns what changed for the user
 */
export async function judgeOwnJobs(ports: JudgeGenerationPorts): Promise<readonly Change[]> {
  const now = ports.now();
  const evidence = await ports.evidence(now);
  const judged = judgeGeneration(evidence, ports.hourOf, now);
  let isNews = false;
  const written = await ports.updateHealth((facts) => {
    const write = writeOf(facts, judged, now);
    isNews = write.generation !== undefined && !sameVerdict(facts.generation, write.generation);
    return write;
  });
  // Each time, news or not: the incident may be another monitor's, and a worker that died here is made up for.
  await ports.enrichOpen((incident) => withOwnJobs(incident, { ...evidence, blamed: judged.jobs }));
  if (isNews) ports.changed();
  return written.changes;
}

function writeOf(facts: HealthFacts, judged: Judgement, now: number): HealthWrite {
  const watch = facts.watch ?? { lastTickAt: now, graceFrom: null, connection: 'online', connectionSince: now };
  const known = facts.generation ?? null;
  const isOlder = known !== null && known.judgedAt > now && known.judgedAt - now < 60_000;
  if (isOlder || isPaused(facts.pauses ?? [], GENERATION, now)) return { checks: [], states: [], watch, changes: [] };
  const before = facts.states.find(({ monitor }) => monitor === GENERATION) ?? null;
  const checks = generationChecks(judged, known, before);
  const folded = foldGeneration(known, judged);
  const generation = { ...folded, checkedAt: checks.at(-1)?.at ?? folded.checkedAt ?? before?.lastCheckAt ?? 0 };
  const state = generationMonitor(generation, before);
  const change = changeBetween(before ?? newState(GENERATION, now), state, now);
  return { checks, states: [state], watch, generation, reasons: reasonsOf(generation), changes: change === null ? [] : [change] };
}

function reasonsOf({ status, judgedAt, sentence }: GenerationHealth): readonly IncidentReason[] {
  const isBad = status === 'down' || status === 'degraded';
  return isBad ? [{ monitor: GENERATION, at: judgedAt, text: sentence.slice(0, LONGEST_REASON) }] : [];
}

/** Taken for different, where in doubt: then a screen reads once more than it had to. */
function sameVerdict(a: GenerationHealth | undefined, b: GenerationHealth): boolean {
  return a !== undefined && printOf(a) === printOf(b);
}

function printOf({ status, reason, since, sentence, perModel, perFeature, stuck, facts, jobs }: GenerationHealth): string {
  return JSON.stringify([status, reason, since, sentence, perModel, perFeature, stuck, facts, jobs]);
}
