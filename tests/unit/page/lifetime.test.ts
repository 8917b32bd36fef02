import { describe, expect, it } from 'vitest';
import { createLifetime } from '../../../entrypoints/helper.content/lifetime.ts';

describe('a helper’s life', () => {
  it('ends once, in order, when the extension is gone, whatever one end throws', () => {
    const log: string[] = [];
    let alive = true;
    const life = createLifetime(() => alive);
    life.atEnd(() => log.push('relay'));
    life.atEnd(() => {
      throw new Error('Extension context invalidated.');
    });
    life.atEnd(() => log.push('badge'));
    expect([life.goesOn(), log]).toEqual([true, []]);
    alive = false;
    expect([life.goesOn(), life.goesOn(), log]).toEqual([false, false, ['relay', 'badge']]);
  });

  it('does not come back, and asks nobody any more', () => {
    let asked = 0;
    const life = createLifetime(() => (asked += 1) > 1);
    expect([life.goesOn(), life.goesOn(), asked]).toEqual([false, false, 1]);
    let ended = false;
    life.atEnd(() => (ended = true));
    expect(ended).toBe(true);
  });
});
