import { describe, expect, it } from 'vitest';
import { beginAttempt, observeDownload } from '../../../lib/domain/clips/attempt.ts';
import { leftBy, metAnother, nameAgain } from '../../../lib/domain/clips/left-behind.ts';
import { isWorthItsName, withName } from '../../../lib/domain/clips/lost-name.ts';
import { renamedOf } from '../../../lib/domain/clips/renamed.ts';
import type { Save } from '../../../lib/domain/clips/save.ts';
import { noticeViews } from '../../../lib/domain/popup/notices.ts';
import { DAY, HOUR } from '../../../lib/time.ts';
import { NOW, aDownload, aSave } from '../../support/builders.ts';

const OURS = '/d/Pika/fox.mp4';
const SERVERS = '/d/4750fa56.mp4';
const running = (over: Partial<Save> = {}): Save => ({ ...beginAttempt(aSave({ deadlineAt: NOW + DAY }), 'Pika/fox.mp4', NOW), finalName: OURS, ...over });

describe('a name', () => {
  it('is lost when the browser had given ours, and has another now', () => {
    expect(withName(running(), { filename: SERVERS })).toMatchObject({ finalName: SERVERS, lostName: true });
    expect(withName(withName(running(), { filename: SERVERS }), { filename: SERVERS })).toMatchObject({ lostName: true });
  });

  it.each([
    ['that the browser gives at once: another extension has renamed it', running({ finalName: null }), SERVERS],
    ['that has got a number', running(), '/d/Pika/fox (1).mp4'],
    ['that is not told yet', running(), ''],
    ['that is the same', running(), OURS],
  ])('is not, where it is one %s', (_what, save, filename) => {
    expect(withName(save, { filename })).not.toHaveProperty('lostName');
  });

  it('is lost, too, where a killed browser gives another one back and nobody has heard the first', () => {
    const old = running({ finalName: null, observedAt: null });
    expect(withName(old, { filename: SERVERS })).toMatchObject({ finalName: SERVERS, lostName: true });
    expect(leftBy(withName(old, { filename: SERVERS }))).toEqual({ name: '4750fa56.mp4', given: true });
    expect(withName(old, { filename: OURS })).not.toHaveProperty('lostName');
  });

  it('is forgotten with its attempt', () => {
    expect(beginAttempt(withName(running(), { filename: SERVERS }), 'Pika/fox.mp4', NOW)).not.toHaveProperty('lostName');
  });

  it.each([
    ['is fetched again from its beginning', {}, {}, 'give-up'],
    ['is left to come, large as it is', {}, { totalBytes: 800_000_000 }, 'wait'],
    ['is left to come, with so much of it here', {}, { bytes: 60_000_000, totalBytes: null }, 'wait'],
    ['is left to come at the third time', { attempts: 3 }, {}, 'wait'],
    ['is left to come with a link that dies soon', { deadlineAt: NOW + HOUR }, {}, 'wait'],
    ['is kept, whole as it is', {}, { state: 'complete', bytes: 1000 }, 'verify'],
  ] as const)('once lost, its file %s', (_what, save, item, next) => {
    expect(observeDownload(running(save), aDownload({ filename: SERVERS, ...item }), NOW).next).toBe(next);
  });

  it('is worth fetching again what is not large, a few times, while the link lives', () => {
    expect(isWorthItsName(running(), 20_000_000, NOW)).toBe(true);
    const broke = aDownload({ state: 'interrupted', reason: 'network', canResume: true, filename: OURS, bytes: 20_000_000, totalBytes: null });
    expect(observeDownload(running(), broke, NOW)).toEqual({ next: 'give-up', problem: 'network' });
    expect(observeDownload(running({ attempts: 3 }), broke, NOW).next).toBe('resume');
    expect(observeDownload(running({ deadlineAt: NOW + HOUR }), broke, NOW).next).toBe('resume');
  });

  it('that is lost is told as what it is, and not as another extension’s doing', () => {
    const saved = withName(running(), { filename: SERVERS });
    const [notice] = noticeViews({ permissionMissing: false, signedOut: false, hold: null, renamed: renamedOf(saved, NOW) });
    expect(notice).toMatchObject({ title: 'A video has its server’s name' });
    expect(notice?.text).toContain('“4750fa56.mp4”');
    expect(notice?.text).not.toContain('extension');
  });
});

describe('a number in a name', () => {
  it('tells of strangers’ files only where no earlier attempt of the clip can have left one', () => {
    const numbered = running({ finalName: '/d/Pika/fox (1).mp4' });
    expect(metAnother(numbered)).toBe(true);
    expect(metAnother({ ...numbered, attempts: 2 })).toBe(false);
    expect(metAnother(running())).toBe(false);
  });
});

describe('a file that may still come', () => {
  it('is not written over while the browser that was asked lives', () => {
    const left = { name: 'Pika/fox.mp4', given: false } as const;
    expect(nameAgain(aSave({ left }), false)).toEqual({ name: 'Pika/fox.mp4', over: true });
    expect(nameAgain(aSave({ left: { ...left, here: true } }), false)).toBeNull();
  });
});
