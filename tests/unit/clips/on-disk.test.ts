import { describe, expect, it } from 'vitest';
import { wantAgain } from '../../../lib/domain/clips/again.ts';
import { afterForgotten, afterListed, afterLook, isOutOfReach, listedSave } from '../../../lib/domain/clips/on-disk.ts';
import { SAVE_STATES } from '../../../lib/domain/clips/save.ts';
import { aClip, aDownload, aSave, NOW } from '../../support/builders.ts';

const START = new Date(NOW).toISOString();
const SAVED = aSave({ state: 'saved', proof: 'boxes', downloadId: 7, startTime: START, attempts: 1, bytes: 1000, savedAt: NOW - 1000, finalName: '/home/me/Downloads/Pika/fox.mp4' });
const GONE = { ...SAVED, problem: { kind: 'file-missing', at: NOW, httpStatus: null } } as const;
const item = (exists: boolean) => aDownload({ state: 'complete', startTime: START, exists });

describe('a look at a saved file', () => {
  it('tells when it is gone, and keeps that it was saved', () => {
    expect(afterLook(SAVED, aClip(), item(false), NOW)).toEqual({ ...GONE, updatedAt: NOW });
  });

  it('tells when it is back', () => {
    expect(afterLook(GONE, aClip(), item(true), NOW)).toMatchObject({ state: 'saved', problem: null });
  });

  it.each([
    ['it is there', SAVED, item(true)],
    ['it is gone still', GONE, item(false)],
    ['the browser knows nothing of it', SAVED, null],
    ['the id is another download’s by now', SAVED, aDownload({ state: 'complete', startTime: new Date(NOW + 9).toISOString(), exists: false })],
    ['it is being saved again', { ...SAVED, state: 'downloading' as const }, item(false)],
  ])('changes nothing when %s', (_what, save, found) => {
    expect(afterLook(save, aClip(), found, NOW)).toBeNull();
  });
});

describe('saving again on request', () => {
  it.each([
    ['a file that is gone', GONE],
    ['one that only a list names', listedSave(aClip(), NOW - 5, NOW)],
    ['one that the browser has forgotten', afterForgotten(SAVED, NOW)],
  ])('begins anew with %s, and remembers that it was saved once', (_what, save) => {
    expect(isOutOfReach(save)).toBe(true);
    expect(wantAgain(save, NOW)).toMatchObject({ state: 'wanted', attempts: 0, downloadId: null, finalName: null, proof: null, problem: null, nextAttemptAt: NOW, savedAt: save.savedAt });
  });

  it('never fetches a file that is where it was saved', () => {
    expect(wantAgain(SAVED, NOW)).toBeNull();
  });
});

describe('a list that names a file', () => {
  it.each(SAVE_STATES)('ends the way of a clip that is %s, unless it runs or is known to be there', (state) => {
    const after = afterListed({ ...SAVED, state }, NOW - 5, NOW);
    if (state === 'saved' || state === 'downloading' || state === 'verifying') expect(after).toBeNull();
    else expect(after).toMatchObject({ state: 'saved', proof: 'listed', savedAt: NOW - 5, downloadId: null });
  });

  it('brings back a file that had gone: it was moved', () => {
    expect(afterListed(GONE, NOW, NOW)).toMatchObject({ state: 'saved', proof: 'listed', problem: null });
  });
});
