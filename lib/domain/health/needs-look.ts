import { HEARTBEAT } from '../schedule.ts';
import { GENERATION, isToolMonitor, type MonitorState, PIKA_MONITORS } from './monitor.ts';
import { isDue } from './pace.ts';
import { isPaused, type PauseSpan } from './pauses.ts';
import type { HealthFacts } from './record.ts';
import { settle } from './settle.ts';

/** What a tick knows besides what is stored of health. */
export interface Surroundings {
  /** What the browser says. */
  readonly online: boolean;
  /** How many tools are switched on. */
  readonly tools: number;
}

/**
 * Whether a look at `now` would ask anybody, or have anything to note: a check is due, time alone has changed a state, a
 * pause begins or ends, the connection is not as it was or keeps us from asking, or the last sign of life is old. False only where a look would leave
 * all as it is.
 */
export function needsLook({ states, watch, pauses = [] }: HealthFacts, { online, tools }: Surroundings, now: number): boolean {
  if (watch === null || Math.abs(now - watch.lastTickAt) >= HEARTBEAT) return true;
  if (watch.connection !== (online ? 'online' : 'offline')) return true;
  const ours = new Set(states.map(({ monitor }) => monitor));
  if (PIKA_MONITORS.some((monitor) => !ours.has(monitor))) return true;
  const ofTools = states.filter(({ monitor }) => isToolMonitor(monitor));
  return ofTools.length < tools || states.some((state) => isRipe(state, pauses, tools > 0, now));
}

function isRipe(state: MonitorState, pauses: readonly PauseSpan[], asksTools: boolean, now: number): boolean {
  const { monitor, nextCheckAt, status } = state;
  const paused = isPaused(pauses, monitor, now);
  if (paused || status === 'paused') return paused !== (status === 'paused');
  const settled = settle(state, now);
  if (settled.status !== status || settled.nextCheckAt !== nextCheckAt) return true;
  const isAsked = isToolMonitor(monitor) ? asksTools : monitor !== GENERATION;
  return isAsked && isDue(settled, now);
}
