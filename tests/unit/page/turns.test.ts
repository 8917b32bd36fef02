import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../lib/domain/jobs/turns.ts';

describe('turns', () => {
  it('gives a burst, then so many a second, and says how long to wait', () => {
    const turns = createTurns(10, 2);
    expect([turns.take(0), turns.take(0), turns.take(0), turns.take(50), turns.take(100)]).toEqual([0, 0, 100, 50, 0]);
    expect([turns.take(10_000), turns.take(10_000), turns.take(10_000)]).toEqual([0, 0, 100]);
  });

  it('goes on when the clock is put back', () => {
    const turns = createTurns(1, 1);
    expect(turns.take(1e12)).toBe(0);
    expect(turns.take(0)).toBe(1000);
    expect(turns.take(1000)).toBe(0);
  });

  it('never gives more than the burst and the rate allow', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }), (steps) => {
        const turns = createTurns(5, 3);
        let now = 0;
        let given = 0;
        for (const step of steps) {
          now += step;
          if (turns.take(now) === 0) given += 1;
        }
        expect(given).toBeLessThanOrEqual(3 + (now / 1000) * 5 + 1e-6);
      }),
    );
  });
});
