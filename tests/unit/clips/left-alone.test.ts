import { describe, expect, it } from 'vitest';
import { askFor, leaveAlone, saveOnceMore } from '../../../lib/domain/clips/again.ts';
import { SAVE_STATES, type SaveState } from '../../../lib/domain/clips/save.ts';
import { makeSave, NOW, problem } from '../../support/popup-data.ts';

const changed = (change: typeof leaveAlone): readonly SaveState[] => SAVE_STATES.filter((state) => change(makeSave('a', { state }), NOW) !== null);

describe('a clip that the user does not want', () => {
  it('is left alone, unless it is on disk or on its way there', () => {
    expect(changed(leaveAlone)).toEqual(['wanted', 'failed', 'lost']);
    expect(leaveAlone(makeSave('a', { asked: true, ...problem('network') }), NOW)).toMatchObject({ state: 'skipped', problem: null, updatedAt: NOW });
  });

  it('can be had after all', () => {
    const left = leaveAlone(makeSave('a', { state: 'failed' }), NOW);
    expect(left && askFor(left, NOW)).toMatchObject({ state: 'wanted', attempts: 0, nextAttemptAt: NOW });
  });
});

describe('a saved clip whose file the user misses', () => {
  it('is saved as if it had never been, and any other is not', () => {
    expect(changed(saveOnceMore)).toEqual(['saved']);
    const again = saveOnceMore(makeSave('a', { state: 'saved', measured: { width: 1, height: 1, durationSeconds: 1 } }), NOW);
    expect(again).toMatchObject({ state: 'wanted', asked: true, finalName: null, proof: null, savedAt: null, bytes: null, nextAttemptAt: NOW });
    expect(again).not.toHaveProperty('measured');
  });
});
