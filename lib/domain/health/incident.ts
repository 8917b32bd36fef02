import { type CheckFailureKind, isToolMonitor, type MonitorId } from './monitor.ts';

/** One failed or slow check, or one that somebody called bad, as evidence: never a token, a prompt or a media URL. */
export interface IncidentEvidence {
  readonly monitor: MonitorId;
  readonly at: number;
  readonly kind: CheckFailureKind | 'slow' | 'generation';
  readonly httpStatus: number | null;
  readonly latencyMs: number | null;
  readonly edge: string | null;
  /** "cf-ray: …; server: …"; missing where no answer came or none of them was in it, and in rows of earlier versions. */
  readonly headers?: string;
}

/**
 * Why a monitor was called what it was: our sentence about own jobs, or the words of a tool's own status page. One line of
 * plain text, at most `LONGEST_REASON` characters, that is escaped wherever it is shown; never a prompt or a token.
 */
export interface IncidentReason {
  readonly monitor: MonitorId;
  readonly at: number;
  readonly text: string;
}

/** When somebody else first said so: the vendor's own status page, or an aggregator. */
export interface FirstNotice {
  readonly from: string;
  readonly at: number;
}

/** One monitor's time in an incident. A monitor that was slow before it went down, or twice down, has several. */
export interface IncidentPart {
  readonly monitor: MonitorId;
  readonly severity: 'down' | 'degraded';
  /** Back-dated, like the incident's. */
  readonly start: number;
  /** The first of the checks that prove the end; null while it goes on. */
  readonly end: number | null;
  /** It ended with the last that was seen of it: whether it got better, nobody knows. */
  readonly unseen?: true;
}

/** One outage or degradation of one service, merged across its monitors. */
export interface Incident {
  readonly id: string;
  /** `pika`, or a tool's monitor id: see `serviceOf`. */
  readonly service: string;
  /** The worst of its parts; it never gets better again. */
  readonly severity: 'down' | 'degraded';
  /** Back-dated: the first failed check. */
  readonly start: number;
  /** When it was confirmed and said. */
  readonly confirmedAt: number;
  /** Null while it goes on. */
  readonly end: number | null;
  readonly open: 0 | 1;
  /** In the order in which they joined. */
  readonly monitors: readonly MonitorId[];
  readonly parts: readonly IncidentPart[];
  /** Models of `jobs`, and of submits that were refused in it. */
  readonly models: readonly string[];
  /** `Job.id` of own jobs that were under way or failed; at most 200. */
  readonly jobs: readonly string[];
  /** At most 100: the first ones, and the last. */
  readonly evidence: readonly IncidentEvidence[];
  readonly notices: readonly FirstNotice[];
  /** In the order in which they were said; missing where nobody said any, as in rows of earlier versions. */
  readonly reasons?: readonly IncidentReason[];
}

export const LONGEST_REASON = 200;
export const MAX_EVIDENCE = 100;
export const MAX_JOBS = 200;

/** All of Pika's monitors are one service; each tool is its own. */
export function serviceOf(monitor: MonitorId): string {
  return isToolMonitor(monitor) ? monitor : 'pika';
}
