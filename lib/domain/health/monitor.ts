/** Monitors, their checks, and the status folded from them. */

/** Pika's hosts, which we ask ourselves. */
export const PIKA_MONITORS = ['pika-web', 'pika-api', 'pika-cdn', 'pika-login'] as const;
export type PikaMonitor = (typeof PIKA_MONITORS)[number];

/** Judged from the user's own jobs; no request is made for it. */
export const GENERATION = 'pika-generation';

/** Another tool: `tool:` and its id, from the catalogue or added by the user. */
export type ToolMonitor = `tool:${string}`;

/** An aggregator's word on Pika: no service of its own, so that it has no incidents and is noted in Pika's. */
export const OPINION: ToolMonitor = 'tool:opinion';

export type MonitorId = PikaMonitor | typeof GENERATION | ToolMonitor;

const TOOL = /^tool:[\w.-]{1,80}$/;

/** Whether a stored or sent value names a monitor; a tool's id is letters, digits, dots, hyphens and underscores. */
export function isMonitorId(value: unknown): value is MonitorId {
  if (typeof value !== 'string') return false;
  return value === GENERATION || PIKA_MONITORS.some((id) => id === value) || TOOL.test(value);
}

export function isToolMonitor(monitor: MonitorId): monitor is ToolMonitor {
  return monitor.startsWith('tool:');
}

export const STATUSES = ['up', 'degraded', 'down', 'blocked', 'unknown', 'paused'] as const;
export type Status = (typeof STATUSES)[number];

/** Why a probe did not come back good. */
export const CHECK_FAILURES = [
  'timeout',
  'unreachable', // DNS, refused, reset, TLS: the browser tells no more
  'http', // 5xx
  'challenge', // a bot challenge of the edge
  'refused', // 401, 403, 429, 451 or 511 without a challenge
  'redirected', // ended on another host, as captive portals and single sign-ons do
  'wrong-page', // 200, but not Pika's page: maintenance text, portal, placeholder
  'reported', // the vendor's own status page says so; nothing was probed
] as const;
export type CheckFailureKind = (typeof CHECK_FAILURES)[number];

/** `failed` counts towards down; `blocked` never does. */
export const CHECK_OUTCOMES = ['up', 'failed', 'blocked'] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

export interface Check {
  readonly monitor: MonitorId;
  readonly at: number;
  readonly outcome: CheckOutcome;
  /** Milliseconds from request to headers; null when there were none. */
  readonly latencyMs: number | null;
  readonly httpStatus: number | null;
  /** Edge location that served the user, such as "DFW"; never Pika's own region. */
  readonly edge: string | null;
  readonly kind: CheckFailureKind | null;
  /** Of an answer that failed, for its incident's evidence: `tellingHeaders` in one line. History does not keep them. */
  readonly headers?: string;
}

/** A good check's latency history: enough to say what is usual for this user, and no more. */
export interface LatencyHistory {
  /** Milliseconds to headers, oldest first; at most `MAX_SAMPLES` of `latency.ts`. */
  readonly samples: readonly number[];
  /** When the newest sample was taken; null while there is none. */
  readonly sampledAt: number | null;
}

/** What went wrong at a check: its kind, and the HTTP status if there was an answer. */
export interface CheckFailure {
  readonly kind: CheckFailureKind;
  readonly httpStatus: number | null;
}

/** A monitor's folded state: all that the next check needs, and all that a screen shows. */
export interface MonitorState {
  readonly monitor: MonitorId;
  readonly status: Status;
  /** When the present status began; for `down` the first failed check. */
  readonly since: number;
  readonly lastCheckAt: number | null;
  readonly lastOkAt: number | null;
  /** First failure of the run of failures that is being confirmed or has been; null when the last check was good. */
  readonly failingSince: number | null;
  readonly failuresInARow: number;
  /** First good check of the present run of good ones; null when the last check was not good. */
  readonly goodSince: number | null;
  readonly goodInARow: number;
  /** First check of the present run of blocked checks; null when the last check was not blocked. */
  readonly blockedSince: number | null;
  readonly blockedInARow: number;
  /** First check of the present run of slow ones; null when the last good check was not slow. */
  readonly slowSince: number | null;
  readonly slowInARow: number;
  readonly briskInARow: number;
  /**
   * First failure of an outage that was said and is not yet proven over; it survives `unknown` and `blocked`, so that
   * an outage with a gap in the middle is one outage and its end is told.
   */
  readonly outageSince: number | null;
  /** The last failure that counted towards down, for the sentence. */
  readonly lastFailure: CheckFailure | null;
  /** Why the last blocked check was blocked, for the sentence. */
  readonly lastBlock: CheckFailure | null;
  readonly latencyMs: number | null;
  readonly latency: LatencyHistory;
  readonly nextCheckAt: number;
  /** Pika asked us to stay away until then (`Retry-After`); null when it did not. */
  readonly heldUntil: number | null;
}
