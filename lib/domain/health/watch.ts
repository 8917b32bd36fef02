import { MINUTE } from '../../time.ts';

/** How our own connection stood when we last looked: without it, a failed probe says nothing about Pika. */
export const CONNECTIONS = [
  'online',
  'offline', // the browser says so
  'no-answer', // the browser says online, but unrelated hosts do not answer either: captive portal, dead Wi-Fi
  'not-permitted', // the user has taken back the permission for pika.art
] as const;
export type Connection = (typeof CONNECTIONS)[number];

/** What is remembered of the watching itself, over the worker's deaths. */
export interface Watch {
  readonly lastTickAt: number;
  /** Start of the running or last grace period; null when there was none. */
  readonly graceFrom: number | null;
  readonly connection: Connection;
  readonly connectionSince: number;
}

/** Ticks come every 30 s; a longer hole than this means that the machine slept or the browser was closed. */
export const ASLEEP = 2.5 * MINUTE;
/** After waking or reconnecting, the network needs this long before its failures mean anything. */
export const GRACE = MINUTE;

/** Notes a tick at `now`; a hole before it, or a clock that was set back, starts a grace period. */
export function noteTick(watch: Watch | null, now: number): Watch {
  if (watch === null) return { lastTickAt: now, graceFrom: null, connection: 'online', connectionSince: now };
  const hole = now - watch.lastTickAt;
  const woke = hole > ASLEEP || hole < -MINUTE;
  return { ...watch, lastTickAt: now, graceFrom: woke ? now : watch.graceFrom, connectionSince: Math.min(watch.connectionSince, now) };
}

/** Notes how the connection stands; coming back starts a grace period. */
export function noteConnection(watch: Watch, connection: Connection, now: number): Watch {
  if (watch.connection === connection) return watch;
  const returned = connection === 'online' && watch.connection !== 'not-permitted';
  return { ...watch, connection, connectionSince: now, graceFrom: returned ? now : watch.graceFrom };
}

/** True when a failure of a check made at `at` means nothing. */
export function inGrace(watch: Watch, at: number): boolean {
  return watch.graceFrom !== null && Math.abs(at - watch.graceFrom) < GRACE;
}
