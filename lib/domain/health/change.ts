import type { MonitorId, MonitorState, Status } from './monitor.ts';

export const CHANGE_KINDS = ['went-down', 'down-again', 'recovered', 'slowed', 'blocked', 'lost-sight', 'works'] as const;

/** A status that became another. */
export interface Change {
  readonly monitor: MonitorId;
  readonly at: number;
  readonly from: Status;
  readonly to: Status;
  /** `down-again` is an outage already told, seen again after a gap or a block; `works` is good news that ends no outage. */
  readonly kind: (typeof CHANGE_KINDS)[number];
  /** When the new status began; back-dated to the first check of its run. */
  readonly since: number;
  /** For `recovered` and `down-again`: first failure of the outage. */
  readonly outageSince: number | null;
}

/** What changed for the user between two states of a monitor; null when the status is the same. */
export function changeBetween(before: MonitorState, after: MonitorState, at: number): Change | null {
  if (before.status === after.status) return null;
  const ended = before.outageSince !== null && after.outageSince === null;
  const change = { monitor: after.monitor, at, from: before.status, to: after.status, since: after.since };
  return { ...change, kind: changeKind(before, after, ended), outageSince: ended || after.status === 'down' ? before.outageSince : null };
}

function changeKind(before: MonitorState, after: MonitorState, ended: boolean): Change['kind'] {
  if (after.status === 'down') return before.outageSince === null ? 'went-down' : 'down-again';
  if (ended && after.status !== 'unknown') return 'recovered';
  if (after.status === 'degraded') return 'slowed';
  if (after.status === 'blocked') return 'blocked';
  return after.status === 'up' ? 'works' : 'lost-sight';
}
