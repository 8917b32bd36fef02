import type { Check, MonitorId } from '../../lib/domain/health/monitor.ts';
import { DAY, MINUTE } from '../../lib/time.ts';

/** Ten: Pika's own and some tools, all at a minute's pace, which is more than the product asks of tools. */
export const MADE_MONITORS: readonly MonitorId[] = ['pika-web', 'pika-api', 'pika-cdn', 'pika-login', 'tool:runway', 'tool:luma', 'tool:kling', 'tool:openai', 'tool:fal', 'tool:heygen'];

const FAILED = { outcome: 'failed', kind: 'http', httpStatus: 503 } as const;
const GOOD = { outcome: 'up', kind: null, httpStatus: 200 } as const;

/** A monitor's UTC day up to `until` as life makes it: ticks some ms late, latency that wanders, two edges, and now and then an outage. The same in every run. */
export function checksOf(monitor: MonitorId, day: number, until: number): Check[] {
  const chance = seeded(MADE_MONITORS.indexOf(monitor) * 100_000 + day / DAY);
  const outage = chance() < 0.1 ? Math.floor(chance() * 1300) : Infinity;
  const usual = 80 + 200 * chance();
  const checks: Check[] = [];
  for (let minute = 0; minute < 1440; minute += 1) {
    const at = day + minute * MINUTE + Math.floor(chance() * 300);
    if (at >= until) break;
    const latencyMs = Math.round(usual * (0.8 + 0.4 * chance()) * (chance() < 0.03 ? 4 : 1));
    checks.push({ monitor, at, latencyMs, edge: chance() < 0.02 ? 'AMS' : 'FRA', ...(minute >= outage && minute < outage + 20 ? FAILED : GOOD) });
  }
  return checks;
}

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
