import { DAY, HOUR } from '../../time.ts';
import { type FirstNotice, type Incident, MAX_JOBS } from './incident.ts';
import type { MonitorId } from './monitor.ts';
import { type PauseSpan, pausesOf } from './pauses.ts';

/** What somebody else's status page or an aggregator said of a service. */
export interface Opinion {
  /** The page's host, such as `status.runwayml.com`. */
  readonly from: string;
  readonly says: 'trouble' | 'fine' | 'unknown';
  /** When they first published it, as they say; null when they don't. */
  readonly firstNoticeAt: number | null;
}

/** A notice of other troubles is not one of this incident. */
const EARLY = HOUR;
const LATE = DAY;
const MAX_NOTICES = 10;

/**
 * An incident with the first word of each that speaks of trouble; the same object when that is nothing new. One that
 * gives no time of its own counts from when we read it.
 */
export function withNotice(incident: Incident, opinion: Opinion, now: number): Incident {
  const at = Math.min(opinion.firstNoticeAt ?? now, now);
  const known = incident.notices.some(({ from }) => from === opinion.from);
  const fits = at >= incident.start - EARLY && at <= (incident.end ?? now) + LATE;
  if (opinion.says !== 'trouble' || known || !fits || incident.notices.length >= MAX_NOTICES) return incident;
  return { ...incident, notices: [...incident.notices, { from: opinion.from, at }] };
}

/** An incident with the user's own jobs that met it (id null: a submit that was refused); the same object when none is new. */
export function withJobs(incident: Incident, jobs: readonly { readonly id: string | null; readonly model: string | null }[]): Incident {
  const ids = [...new Set([...incident.jobs, ...jobs.flatMap(({ id }) => id ?? [])])].slice(0, MAX_JOBS);
  const models = [...new Set([...incident.models, ...jobs.flatMap(({ model }) => model ?? [])])].slice(0, MAX_JOBS);
  if (ids.length === incident.jobs.length && models.length === incident.models.length) return incident;
  return { ...incident, jobs: ids, models };
}

/** Milliseconds from the first failed check to the notice; negative when they said it first. */
export function lagOf(incident: Incident, notice: FirstNotice): number {
  return notice.at - incident.start;
}

/** Whether the last that was seen of it is taken for its end, since nothing could be seen any more. */
export function endsUnseen({ parts, end }: Incident): boolean {
  return end !== null && parts.some((part) => part.unseen === true && part.end === end);
}

/**
 * Milliseconds in which at least one monitor was down and not paused, until `now` if it goes on; parts that overlap count
 * once. A pause is on neither side of any percentage, so it is no time of an outage either.
 */
export function downFor(incident: Incident, now: number, pauses: readonly PauseSpan[]): number {
  const spans = incident.parts
    .filter(({ severity }) => severity === 'down')
    .flatMap(({ monitor, start, end }) => unpaused(pauses, monitor, start, end ?? Math.max(start, now)))
    .toSorted((a, b) => a.from - b.from);
  let total = 0;
  let reached = -Infinity;
  for (const { from, to } of spans) {
    total += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return total;
}

/** What the pauses of a monitor leave of [from, to). */
function unpaused(pauses: readonly PauseSpan[], monitor: MonitorId, from: number, to: number): readonly { readonly from: number; readonly to: number }[] {
  const paused = pausesOf(pauses, monitor, from, to);
  return [from, ...paused.map((pause) => pause.to)].map((resumed, index) => ({ from: resumed, to: paused[index]?.from ?? to }));
}
