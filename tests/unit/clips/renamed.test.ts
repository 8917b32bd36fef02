import { describe, expect, it } from 'vitest';
import { isToldStill, parseRenamed, renamedOf } from '../../../lib/domain/clips/renamed.ts';
import { noticeViews } from '../../../lib/domain/popup/notices.ts';
import { DAY } from '../../../lib/time.ts';
import { NOW } from '../../support/builders.ts';

const of = (requestedName: string | null, finalName: string | null) => renamedOf({ requestedName, finalName }, NOW);

describe('a file under another name', () => {
  it.each([
    ['/d/Downloads/sorted/4750fa56d566c0f4.mp4', '4750fa56d566c0f4.mp4'],
    ['C:\\Downloads\\fox.mp4', 'fox.mp4'],
    ['/d/Downloads/Pika/fox 2.mp4', 'fox 2.mp4'],
  ])('is told with both names: %s', (path, got) => {
    expect(of('Pika/fox.mp4', path)).toEqual({ at: NOW, asked: 'fox.mp4', got });
  });

  it.each([
    '/d/Downloads/Pika/fox.mp4',
    'C:\\Downloads\\Pika\\fox.mp4',
    '/d/Downloads/Pika/fox (1).mp4',
    '/d/Downloads/Pika/fox(12).mp4',
  ])('is not what the browser itself makes of a name: %s', (path) => {
    expect(of('Pika/fox.mp4', path)).toBeNull();
  });

  it('is not an accent that the disk writes otherwise, nor a name that nobody knows', () => {
    expect(of('Pika/é.mp4', `/d/Pika/${'é'.normalize('NFD')}.mp4`)).toBeNull();
    expect(of('Pika/fox (1).mp4', '/d/Pika/fox (1).mp4')).toBeNull();
    expect(of(null, '/d/x.mp4')).toBeNull();
    expect(of('Pika/fox.mp4', null)).toBeNull();
  });

  it('is told for a week, in one notice that says what to do', () => {
    const renamed = { at: NOW, asked: 'fox.mp4', got: 'f.mp4' };
    expect([isToldStill(renamed, NOW), isToldStill(renamed, NOW + 7 * DAY)]).toEqual([true, false]);
    const [notice] = noticeViews({ permissionMissing: false, signedOut: false, hold: null, renamed });
    expect(notice?.text).toContain('“fox.mp4” was saved as “f.mp4”');
    expect(parseRenamed(renamed)).toEqual(renamed);
    for (const raw of [null, 3, {}, { ...renamed, at: 'x' }]) expect(parseRenamed(raw)).toBeNull();
  });
});
