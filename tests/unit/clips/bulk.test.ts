import { describe, expect, it } from 'vitest';
import { askFor } from '../../../lib/domain/clips/again.ts';
import { askFromPage, calledOff } from '../../../lib/domain/clips/bulk.ts';
import { isHeld } from '../../../lib/domain/clips/gate.ts';
import type { Save, SaveState } from '../../../lib/domain/clips/save.ts';
import { SAVE_STATES } from '../../../lib/domain/clips/save.ts';
import { isExpress } from '../../../lib/domain/clips/turn.ts';
import { save } from './page-saves.ts';

const NOW = 1_000_000;
const LEFT_OUT = 'only-asked';
const skipped: Save = { ...save('skipped'), skip: LEFT_OUT };

describe('asking for clips on the page', () => {
  it('never fetches a saved clip again, nor disturbs one on its way', () => {
    for (const state of ['saved', 'downloading', 'verifying'] satisfies SaveState[]) {
      for (const ask of ['one', 'seen', 'library'] as const) expect(askFromPage(save(state), ask, null, NOW)).toBeNull();
    }
  });

  it('brings back what the settings leave out, one at the front and many in their turn', () => {
    const one = askFromPage(skipped, 'one', LEFT_OUT, NOW);
    const many = askFromPage(skipped, 'seen', LEFT_OUT, NOW);
    expect(one).toMatchObject({ state: 'wanted', asked: true, nextAttemptAt: NOW });
    expect(many).toMatchObject({ state: 'wanted', asked: true, bulk: 'seen' });
    expect(one && [isExpress(one), isHeld(one, 'daily-count')]).toEqual([true, false]);
    expect(many && [isExpress(many), isHeld(many, 'daily-count')]).toEqual([false, true]);
    expect(many).not.toHaveProperty('skip');
  });

  it('leaves alone, among many, what the user has skipped or cancelled by hand; one press still gets it', () => {
    const cancelled: Save = { ...save('wanted'), problem: { kind: 'cancelled', at: 1, httpStatus: null }, attempts: 1, nextAttemptAt: NOW + 9e9 };
    for (const row of [save('skipped'), cancelled]) {
      expect(askFromPage(row, 'seen', null, NOW)).toBeNull();
      expect(askFromPage(row, 'library', LEFT_OUT, NOW)).toBeNull();
      expect(askFromPage(row, 'one', null, NOW)).toMatchObject({ state: 'wanted', asked: true });
    }
  });

  it('writes nothing for what is saved anyway, and one press takes a clip out of the many', () => {
    expect(askFromPage(save('wanted'), 'library', null, NOW)).toBeNull();
    const many = askFromPage(save('wanted'), 'library', LEFT_OUT, NOW);
    expect(many).toMatchObject({ asked: true, bulk: 'library' });
    expect(many && askFromPage(many, 'library', LEFT_OUT, NOW)).toBeNull();
    expect(many && askFor(many, NOW)).not.toHaveProperty('bulk');
  });

  it('called off, lets go only of what waits for the library alone and is left out by the settings', () => {
    const library: Save = { ...save('wanted'), asked: true, bulk: 'library' };
    expect(calledOff(library, LEFT_OUT, NOW)).toMatchObject({ state: 'skipped', skip: LEFT_OUT });
    expect(calledOff(library, LEFT_OUT, NOW)).not.toHaveProperty('asked');
    expect(calledOff(library, null, NOW)).toBeNull();
    expect(calledOff({ ...library, bulk: 'seen' }, LEFT_OUT, NOW)).toBeNull();
    for (const state of SAVE_STATES.filter((one) => one !== 'wanted')) expect(calledOff({ ...library, state }, LEFT_OUT, NOW)).toBeNull();
  });
});
