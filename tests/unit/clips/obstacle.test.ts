import { describe, expect, it } from 'vitest';
import { beginProbe, isPassed, mayProbe, meetObstacle, OBSTACLES, parseObstacle, probeSoon } from '../../../lib/domain/clips/obstacle.ts';
import { browserOf, obstacleWords } from '../../../lib/domain/clips/obstacle-words.ts';
import { HOUR, MINUTE } from '../../../lib/time.ts';
import { NOW } from '../../support/builders.ts';

const full = meetObstacle(null, 'disk-full', 'a', NOW);

describe('an obstacle', () => {
  it('is met once by those that had begun together, and again only by the one that tries', () => {
    expect(meetObstacle(full, 'disk-full', 'b', NOW + 1)).toBe(full);
    expect(meetObstacle(full, 'disk-full', 'a', NOW + 1)).toBe(full);
    const again = meetObstacle(beginProbe(full, 'b', NOW + MINUTE), 'disk-full', 'b', NOW + MINUTE);
    expect(again).toMatchObject({ met: 2, since: NOW, probeAt: NOW + 6 * MINUTE, probing: false });
  });

  it('is tried after its pause, by one at a time, or at once when told so', () => {
    expect([mayProbe(full, NOW), mayProbe(full, NOW + MINUTE)]).toEqual([false, true]);
    expect(mayProbe(beginProbe(full, 'b', NOW + MINUTE), NOW + 2 * MINUTE)).toBe(false);
    expect(mayProbe(probeSoon(full, NOW), NOW)).toBe(true);
    expect(mayProbe(full, NOW - 24 * HOUR)).toBe(true);
    expect(mayProbe(meetObstacle(null, 'asks', 'a', NOW), NOW + 24 * HOUR)).toBe(false);
  });

  it.each(OBSTACLES)('%s is gone when the one that tries gets through, and no other', (kind) => {
    const tried = beginProbe(meetObstacle(null, kind, 'a', NOW), 'b', NOW);
    expect([isPassed(tried, 'b', 'complete'), isPassed(tried, 'a', 'complete')]).toEqual([true, false]);
    expect(isPassed(tried, 'b', 'named')).toBe(kind === 'asks' || kind === 'policy');
    expect(isPassed(meetObstacle(null, kind, 'b', NOW), 'b', 'complete')).toBe(false);
  });

  it.each(OBSTACLES)('%s is gone when the user has decided about the very file, if that was asked', (kind) => {
    const met = meetObstacle(null, kind, 'b', NOW);
    expect([isPassed(met, 'b', 'decided'), isPassed(met, 'a', 'decided')]).toEqual([kind === 'browser-blocked', false]);
  });

  it('is read as it was written, and nothing else is one', () => {
    expect(parseObstacle(structuredClone(full))).toEqual(full);
    for (const raw of [null, 3, {}, { ...full, kind: 'x' }, { ...full, met: '1' }]) expect(parseObstacle(raw)).toBeNull();
  });

  it.each(OBSTACLES)('%s is told with what to do, by the words of each browser', (kind) => {
    const said = (['chrome', 'edge', 'firefox'] as const).map((browser) => obstacleWords(kind, browser));
    for (const { title, text, button } of said) expect([title, text, button].every((words) => words.length > 3)).toBe(true);
    expect(new Set(said.map(({ text }) => text)).size).toBe(kind === 'asks' ? 3 : 1);
  });

  it('knows whose settings are meant', () => {
    expect(browserOf('Mozilla/5.0 (X11) Gecko/20100101 Firefox/153.0')).toBe('firefox');
    expect(browserOf('Mozilla/5.0 Chrome/152.0 Safari/537.36 Edg/152.0')).toBe('edge');
    expect(browserOf('Mozilla/5.0 Chrome/152.0 Safari/537.36')).toBe('chrome');
  });
});
