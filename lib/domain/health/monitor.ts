/** Monitors, their checks, and the status folded from them. */
export const PIKA_MONITORS = ['pika-web', 'pika-api', 'pika-cdn', 'pika-login'] as const;
export type MonitorId = (typeof PIKA_MONITORS)[number];

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
] as const;
export type CheckFailureKind = (typeof CHECK_FAILURES)[number];

/** `failed` counts towards down; `blocked` never does. */
export type CheckOutcome = 'up' | 'failed' | 'blocked';

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
  readonly goodInARow: number;
  /** The last failure's kind and HTTP status, for the sentence. */
  readonly lastFailure: { readonly kind: CheckFailureKind; readonly httpStatus: number | null } | null;
  readonly latencyMs: number | null;
  readonly nextCheckAt: number;
}
