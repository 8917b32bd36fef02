import { describe, expect, it } from 'vitest';
import { Chance } from '../../support/fuzz/chance.ts';
import { hunt, type Target, weigh } from '../../support/fuzz/hunt.ts';
import { TARGETS } from '../../support/fuzz/targets.ts';

const SEED = Number(process.env['PIKA_KEEPER_SEED'] ?? 20_261_121);
/** A small share of what `npm run fuzz` tries: the same inputs in every run. */
const RUNS = Number(process.env['PIKA_KEEPER_RUNS'] ?? 400);

function odd(read: Target['read'], judge?: Target['judge']): Target {
  return { name: 'odd', make: (chance) => chance.below(1000), read, ...(judge ? { judge } : {}) };
}

describe('broken inputs', () => {
  it.each(TARGETS.map((target) => ({ name: target.name, target })))('leave $name calm, bounded and clean', ({ target }) => {
    expect(hunt(target, SEED, 0, RUNS).finds).toEqual([]);
  });

  it('reach the parsers: something is made of many of them', () => {
    for (const target of TARGETS) expect([target.name, hunt(target, SEED, 0, RUNS).read > RUNS / 50]).toEqual([target.name, true]);
  });
});

describe('the hunt itself', () => {
  it('finds what throws, with the number that makes the input again', () => {
    const target = odd((input) => {
      if (Number(input) === new Chance(7, 33).below(1000)) throw new RangeError('too far');
      return null;
    });
    const [find] = hunt(target, 7, 0, 100).finds;
    expect(find?.what).toContain('too far');
    expect(hunt(target, 7, find?.number ?? -1, 1).finds).toEqual([find]);
  });

  it('finds what changes the object that all inherit from', () => {
    const target = odd((input) => Object.defineProperty(Object.prototype, 'polluted', { value: input, configurable: true }));
    try {
      expect(hunt(target, 1, 0, 10).finds).toMatchObject([{ number: 0, what: expect.stringContaining('share') }]);
    } finally {
      Reflect.deleteProperty(Object.prototype, 'polluted');
    }
  });

  it('finds what makes much out of little, and what breaks a promise', () => {
    expect(hunt(odd(() => 'x'.repeat(1_000_000)), 1, 0, 1).finds[0]?.what).toMatch(/^makes more than/);
    expect(hunt(odd(() => 1, () => 'lies'), 1, 0, 1).finds[0]?.what).toBe('lies');
  });

  it('makes the same inputs from the same seed, and others from another', () => {
    const [target] = TARGETS;
    const inputs = (seed: number): string => JSON.stringify(Array.from({ length: 20 }, (_none, number) => target?.make(new Chance(seed, number))));
    expect(inputs(1)).toBe(inputs(1));
    expect(inputs(1)).not.toBe(inputs(2));
  });

  it('weighs a cycle and a shared part once', () => {
    const shared = { text: 'abc' };
    const cycle: Record<string, unknown> = { shared, again: shared };
    cycle['self'] = cycle;
    expect(weigh(cycle, 1000)).toBeLessThan(20);
  });
});
