import { describe, expect, it } from 'vitest';
import { SAMPLE_EVERY } from '../../../lib/domain/health/latency.ts';
import { INTERVAL } from '../../../lib/domain/health/pace.ts';
import { pause } from '../../../lib/domain/health/pauses.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { type Answer, between, clock, ERROR_503, GOOD, run, type Script, type Story } from './world.ts';

const open: Script = { page: () => true };

/** Checks of the site that the page made for us, and those that cost a request. */
function counted(story: Story): { passive: number; asked: number; longest: number } {
  const checks = story.checks.filter(({ monitor }) => monitor === 'pika-web');
  const passive = checks.filter(({ latencyMs, outcome }) => latencyMs === null && outcome === 'up').length;
  const longest = Math.max(...checks.map(({ at }, i) => at - (checks[i - 1]?.at ?? at)));
  return { passive, asked: checks.length - passive, longest };
}

describe('an open pika.art tab', () => {
  it('spares most requests for the site, and delays the next check by no more than a quarter of a minute', async () => {
    const { passive, asked, longest } = counted(await run(open, 8 * HOUR));
    expect(asked).toBeLessThan((8 * HOUR) / INTERVAL / 3);
    expect(passive).toBeGreaterThan(asked);
    expect(longest).toBeLessThanOrEqual(INTERVAL + 15 * SECOND);
  });

  it('spares none while the page is closed', async () => {
    const { passive, asked } = counted(await run({}, 8 * HOUR));
    expect([passive, asked]).toEqual([0, 480]);
  });

  const outage = (monitor: string, at: number): Answer => (monitor === 'pika-web' && between(at, '05:00', '06:00') ? ERROR_503 : GOOD);

  it('delays no outage', async () => {
    const { downs, incidents } = await run({ page: (at) => !between(at, '05:00', '06:00'), pika: outage }, 8 * HOUR);
    expect(downs).toHaveLength(1);
    expect(downs[0]?.since).toBeLessThanOrEqual(clock('05:01:15'));
    expect(incidents[0]?.end).toBeLessThanOrEqual(clock('06:01'));
  });

  it('that shows old jobs for ever delays an outage until the next probe of our own, and never ends one', async () => {
    const { downs, incidents } = await run({ ...open, pika: outage }, 8 * HOUR);
    expect(downs).toHaveLength(1);
    expect(downs[0]?.since).toBeLessThanOrEqual(clock('05:01') + SAMPLE_EVERY);
    expect(incidents[0]?.end).toBeGreaterThanOrEqual(clock('06:00'));
  });

  it('hides no slow hour', async () => {
    const { changes } = await run({ ...open, pika: (_, at) => ({ ...GOOD, latencyMs: between(at, '05:00', '06:00') ? 4000 : 120 }) }, 8 * HOUR);
    const slowed = changes.find(({ monitor, kind }) => monitor === 'pika-web' && kind === 'slowed');
    expect(slowed?.since).toBeLessThanOrEqual(clock('05:00') + 7 * MINUTE);
  });

  it('says nothing while the site is paused, or while the connection is doubtful', async () => {
    const paused = await run({ ...open, pauses: pause([], ['pika-web'], clock('04:00'), clock('20:00')) }, DAY);
    expect(paused.checks.filter(({ monitor, at }) => monitor === 'pika-web' && between(at, '04:00', '20:00'))).toEqual([]);
    const offline = await run({ ...open, online: (at) => !between(at, '04:00', '20:00') }, DAY);
    expect(offline.checks.filter(({ at }) => between(at, '04:01', '20:00'))).toEqual([]);
  });
});
