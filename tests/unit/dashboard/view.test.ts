import { describe, expect, it } from 'vitest';
import { GENERATION, PIKA_MONITORS } from '../../../lib/domain/health/monitor.ts';
import { FOREVER } from '../../../lib/domain/health/pauses.ts';
import { DAY, HOUR, MINUTE } from '../../../lib/time.ts';
import { aState, dashboardOf, NOW } from '../../support/dashboard-data.ts';

describe('the Health tab', () => {
  it('shows every monitor on the first day, with 90 grey bars and no percentage', () => {
    const { monitors } = dashboardOf({ since: NOW });
    expect(monitors.map(({ monitor }) => monitor)).toEqual([...PIKA_MONITORS, GENERATION]);
    for (const { history, word } of monitors) {
      expect(word).toBe('Not known');
      expect(history.bars).toHaveLength(90);
      expect(history.bars.every(({ status }) => status === 'unknown')).toBe(true);
      expect(history.windows.every(({ uptime, coverage }) => uptime === null && coverage === 0)).toBe(true);
    }
  });

  it('has 88 grey bars on the second day', () => {
    const bars = dashboardOf({ since: NOW - 26 * HOUR }).monitors[0]?.history.bars ?? [];
    expect(bars.filter(({ status }) => status === 'unknown')).toHaveLength(88);
    expect(bars.slice(-2).map(({ status }) => status)).toEqual(['up', 'up']);
  });

  it('tells each monitor from the others: down, working, paused, and a tool by its name', () => {
    const { monitors } = dashboardOf({
      since: NOW - 3 * DAY,
      choice: { on: ['runway'], own: [{ id: 'own-abcd', name: 'Farm', url: 'https://status.example.com/', dialect: 'auto' }] },
      states: PIKA_MONITORS.map((monitor) => aState(monitor, monitor === 'pika-web' ? { status: 'down', outageSince: NOW - HOUR, failingSince: NOW - HOUR, since: NOW - HOUR } : {})),
      pauses: [{ from: NOW - MINUTE, to: FOREVER, monitors: ['pika-cdn'], why: 'manual' }],
    });
    expect(monitors.map(({ name, word, group }) => [name, word, group])).toEqual([
      ['Site (pika.art)', 'Down', 'pika'],
      ['API (api.pika.art)', 'Works', 'pika'],
      ['Video server (cdn.pika.art)', 'Paused', 'pika'],
      ['Sign-in (login.pika.art)', 'Works', 'pika'],
      ['Your own generations', 'Not known', 'pika'],
      ['Runway', 'Not known', 'tools'],
      ['Farm', 'Not known', 'tools'],
    ]);
  });

  it('has bars and percentage of the same data', () => {
    const from = NOW - 3 * HOUR;
    const web = dashboardOf({ since: NOW - 10 * DAY, outages: [{ monitor: 'pika-web', from, to: from + HOUR }] }).monitors[0];
    const down = web?.history.bars.reduce((sum, bar) => sum + bar.shares.down, 0);
    expect(down).toBeGreaterThan(55 * MINUTE);
    expect(web?.history.windows.find(({ days }) => days === 90)?.shares.down).toBe(down);
  });
});
