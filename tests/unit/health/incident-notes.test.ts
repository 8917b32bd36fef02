import { describe, expect, it } from 'vitest';
import { downFor, lagOf, type Opinion, withJobs, withNotice } from '../../../lib/domain/health/incident-notes.ts';
import type { PauseSpan } from '../../../lib/domain/health/pauses.ts';
import { DAY, HOUR, MINUTE } from '../../../lib/time.ts';
import { INCIDENT, START } from './export/sample.ts';

const fresh = { ...INCIDENT, notices: [] };
const says = (firstNoticeAt: number | null, word: Opinion['says'] = 'trouble'): Opinion => ({ from: 'status.pika.example', says: word, firstNoticeAt });

describe('the vendor’s first word', () => {
  it('is kept with how late it was', () => {
    const noted = withNotice(fresh, says(START + 20 * MINUTE), START + HOUR);
    expect(noted.notices).toEqual([{ from: 'status.pika.example', at: START + 20 * MINUTE }]);
    expect(noted.notices.map((notice) => lagOf(noted, notice))).toEqual([20 * MINUTE]);
  });

  it('counts from when we read it where it gives no time, and never lies in the future', () => {
    expect(withNotice(fresh, says(null), START + 5 * MINUTE).notices[0]?.at).toBe(START + 5 * MINUTE);
    expect(withNotice(fresh, says(START + DAY), START + 5 * MINUTE).notices[0]?.at).toBe(START + 5 * MINUTE);
  });

  it('is the first: a later one of the same page changes nothing, one of another joins', () => {
    const noted = withNotice(fresh, says(START), START);
    expect(withNotice(noted, says(START + MINUTE), START + MINUTE)).toBe(noted);
    expect(withNotice(noted, { ...says(START), from: 'other.example' }, START).notices).toHaveLength(2);
  });

  it('is not one that speaks of no trouble, or of another trouble', () => {
    expect(withNotice(fresh, says(START, 'fine'), START)).toBe(fresh);
    expect(withNotice(fresh, says(START, 'unknown'), START)).toBe(fresh);
    expect(withNotice(fresh, says(START - HOUR - 1), START)).toBe(fresh);
    expect(withNotice(fresh, says(null), START + HOUR + DAY + 1)).toBe(fresh);
  });
});

describe('own jobs', () => {
  it('join once, with their models, within bounds', () => {
    const met = withJobs(INCIDENT, [{ id: 'a', model: 'Pika 2.2' }, { id: 'a', model: 'Turbo' }, { id: 'b', model: null }]);
    expect([met.jobs, met.models]).toEqual([['pika-page:1', 'a', 'b'], ['Pika 2.2', 'Turbo']]);
    expect(withJobs(met, [{ id: 'b', model: 'Turbo' }])).toBe(met);
    expect(withJobs(INCIDENT, Array.from({ length: 999 }, (_, i) => ({ id: `j${i}`, model: null }))).jobs).toHaveLength(200);
  });
});

describe('the time in which something was down', () => {
  it('counts an overlap once and slowness not at all', () => {
    const parts = [
      { monitor: 'pika-web', severity: 'down', start: START, end: START + 40 * MINUTE },
      { monitor: 'pika-api', severity: 'down', start: START + 10 * MINUTE, end: START + 20 * MINUTE },
      { monitor: 'pika-cdn', severity: 'down', start: START + 50 * MINUTE, end: null },
      { monitor: 'pika-login', severity: 'degraded', start: START, end: START + DAY },
    ] as const;
    expect(downFor({ ...INCIDENT, parts }, START + HOUR, [])).toBe(50 * MINUTE);
  });

  it('counts no hours in which the checks of what was down were paused', () => {
    const parts = [
      { monitor: 'pika-web', severity: 'down', start: START, end: START + 4 * HOUR },
      { monitor: 'pika-api', severity: 'down', start: START + 90 * MINUTE, end: START + 100 * MINUTE },
    ] as const;
    const down = (...spans: readonly [from: number, to: number, monitors: PauseSpan['monitors']][]): number =>
      downFor({ ...INCIDENT, parts }, START + DAY, spans.map(([from, to, monitors]) => ({ from: START + from * HOUR, to: START + to * HOUR, monitors, why: 'manual' })));
    expect(down([1, 3, null])).toBe(2 * HOUR);
    expect(down([1, 3, ['pika-web']])).toBe(2 * HOUR + 10 * MINUTE);
    expect(down([-1, 1, null], [0.5, 2, null], [3, 9, ['pika-web']])).toBe(HOUR);
    expect(down([0, 24, null], [5, 6, null])).toBe(0);
  });
});
