import { describe, expect, it } from 'vitest';
import { DASHBOARD_DAYS, monitorViews } from '../../../lib/domain/dashboard/view.ts';
import { historyView } from '../../../lib/domain/health/history/view.ts';
import { type Check, PIKA_MONITORS } from '../../../lib/domain/health/monitor.ts';
import { overall } from '../../../lib/domain/health/overall.ts';
import type { HealthFacts } from '../../../lib/domain/health/record.ts';
import { NO_TOOLS } from '../../../lib/domain/health/tools.ts';
import { offsetAt } from '../../../lib/domain/zone.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { seeded } from '../../support/seeded.ts';
import { scatter, type Trouble, troubled } from '../../support/traces/spans.ts';
import { summaries } from './history-world.ts';
import { ERROR_503, GOOD, run, START } from './world.ts';

const inKolkata = (at: number): number => offsetAt('Asia/Kolkata', at);

/** The dashboard as it is at `now`: its header from the states, its bars from the checks up to then. */
function shownAt(now: number, facts: HealthFacts, checks: readonly Check[]) {
  const health = overall(facts, now, String);
  const known = PIKA_MONITORS.map((monitor) => [monitor, summaries(checks.filter((check) => check.monitor === monitor && check.at <= now), now)] as const);
  const history = historyView(new Map(known), { now, days: DASHBOARD_DAYS, offsetAt: inKolkata });
  const data = { health, history, incidents: [], coverage: new Map(), choice: NO_TOOLS, tools: [], pauses: [], windows: [], reader: null, generation: null };
  return { health, monitors: monitorViews(data, now, inKolkata).filter(({ monitor }) => PIKA_MONITORS.some((id) => id === monitor)) };
}

describe('peers case 9: header and today’s bar rest on the same checks', () => {
  it('so that at no moment of three days one denies the other', async () => {
    const random = seeded(31);
    const spans = scatter(random, 24, { from: START + HOUR, to: START + 3 * DAY }, [20 * SECOND, 3 * HOUR], 11 * MINUTE);
    const troubles = spans.map((span): Trouble => ({ ...span, monitor: PIKA_MONITORS[Math.floor(random() * 4)] ?? 'pika-web' }));
    const off = troubled(troubles);
    const moments: { now: number; facts: HealthFacts }[] = [];
    const { checks } = await run({ pika: (monitor, at) => (off(monitor, at) ? ERROR_503 : GOOD), lateness: () => random() * SECOND }, 3 * DAY, 0.5, (facts) => {
      if (random() < 0.04) moments.push({ now: (facts.watch?.lastTickAt ?? 0) + Math.floor(random() * 20 * SECOND), facts });
    });
    const seen = { down: 0, greenBesideRed: 0 };
    for (const { now, facts } of moments) {
      const { health, monitors } = shownAt(now, facts, checks);
      const red = monitors.filter(({ history }) => history.bars.at(-1)?.status === 'down');
      const down = monitors.filter(({ word }) => word === 'Down');
      expect(health.status === 'down').toBe(down.length > 0);
      for (const { monitor, history } of down) {
        // The day on which it began is red, and so is today as soon as a failed check of today, or the last of yesterday, reaches into it.
        const since = health.parts.find((part) => part.monitor === monitor)?.since ?? 0;
        expect(history.bars.find(({ from, to }) => since >= from && since < to)?.status).toBe('down');
        const today = history.bars.at(-1);
        if (now - (today?.from ?? 0) > MINUTE) expect(today?.status).toBe('down');
        seen.down += 1;
      }
      for (const { word, note, history } of monitors) {
        const failed = history.bars.at(-1)?.shares.down ?? 0;
        if (word === 'Works') expect(note?.includes('checks failed') ?? false).toBe(failed > 0);
      }
      if (health.status === 'up' && red.length > 0) seen.greenBesideRed += 1;
    }
    expect(seen.down).toBeGreaterThan(20);
    expect(seen.greenBesideRed).toBeGreaterThan(20);
  });
});
