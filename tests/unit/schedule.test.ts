import { describe, expect, it } from 'vitest';
import { claim, finish } from '../../lib/domain/schedule.ts';
import { DAY, HOUR, MINUTE } from '../../lib/time.ts';
import { NOW } from '../support/builders.ts';

const take = (row: Parameters<typeof claim>[0], now = NOW) => claim(row, 'prune', HOUR, MINUTE, 'me', now);
const row = (dueAt: number, expiresAt?: number) => ({ task: 'prune', dueAt, lease: expiresAt === undefined ? null : { owner: 'other', expiresAt } });

describe('a task', () => {
  it.each([
    ['never run before', null, true],
    ['due', row(NOW), true],
    ['not due yet', row(NOW + 1), false],
    ['due, but leased', row(NOW, NOW + 1), false],
    ['due, its lease run out: the worker that had it is dead', row(NOW, NOW), true],
    ['due a day ahead: the clock was turned back', row(NOW + DAY), true],
    ['leased for longer than anyone may: the clock was turned back', row(NOW, NOW + DAY), true],
  ])('%s', (_name, stored, runs) => {
    expect(take(stored) !== null).toBe(runs);
  });

  it('is leased while it runs and due again a period later, however it went', () => {
    const leased = take(row(NOW));
    if (!leased) throw new Error('not claimed');
    expect(leased.lease).toEqual({ owner: 'me', expiresAt: NOW + MINUTE });
    expect(take(leased)).toBeNull();
    expect(finish(leased, HOUR, NOW + 5)).toEqual({ task: 'prune', dueAt: NOW + 5 + HOUR, lease: null });
  });
});
