import { SECOND } from '../../time.ts';
import { MIN_SAMPLES, SAMPLE_EVERY } from './latency.ts';
import type { Check } from './monitor.ts';
import { isPaused } from './pauses.ts';
import type { HealthFacts } from './record.ts';
import { settle } from './settle.ts';

/** What the page shows counts as a check from here on after the last one: in time to spare the request of the next. */
const PASSIVE_SPACING = 45 * SECOND;

/**
 * Whether an answer that an open pika.art tab just received may stand in for a check of the site. Only in peace: a
 * page that works must not talk a failure, a block or slowness away which our own probes see. And a probe goes out at
 * least every `SAMPLE_EVERY` all the same, because the page's answers carry no latency.
 */
export function mayStandIn({ states, watch, pauses }: HealthFacts, now: number): boolean {
  const stored = states.find(({ monitor }) => monitor === 'pika-web');
  if (stored === undefined || watch?.connection !== 'online' || isPaused(pauses ?? [], 'pika-web', now)) return false;
  const state = settle(stored, now);
  const peace = state.status === 'up' && state.outageSince === null && state.failuresInARow === 0 && state.blockedInARow === 0 && state.slowInARow === 0;
  if (!peace || state.lastCheckAt === null || now - state.lastCheckAt < PASSIVE_SPACING) return false;
  const { samples, sampledAt } = state.latency;
  return samples.length >= MIN_SAMPLES && sampledAt !== null && now - sampledAt < SAMPLE_EVERY;
}

/** The check that the page made for us: it says that the site answered, and nothing else. */
export function passiveCheck(now: number): Check {
  return { monitor: 'pika-web', at: now, outcome: 'up', latencyMs: null, httpStatus: null, edge: null, kind: null };
}
