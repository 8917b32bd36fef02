import { describe, expect, it } from 'vitest';
import { nextStep, type Step, type Walk, type WalkFacts } from '../../../lib/domain/clips/library-walk.ts';
import { SECOND } from '../../../lib/time.ts';

const T = 1_750_000_000_000;
const FACTS: WalkFacts = { now: T, visible: true, touchedAt: null, atEnd: false, seen: 12, height: 4_000 };

/** Steps through these facts, one every second and a half. */
function steps(...facts: Partial<WalkFacts>[]): Step[] {
  let walk: Walk | null = null;
  return facts.map((some, n) => {
    const next = nextStep(walk, { ...FACTS, now: T + n * 1.5 * SECOND, ...some });
    walk = next.walk;
    return next.step;
  });
}

const times = <Fact>(count: number, fact: Fact): Fact[] => Array.from({ length: count }, () => fact);

describe('the walk through the library', () => {
  it('scrolls until the end, waits there for more, and ends when nothing comes', () => {
    expect(steps({}, { atEnd: true }, { atEnd: true }, {})).toEqual(['scroll', 'wait', 'wait', 'scroll']);
    expect(steps(...times(7, { atEnd: true }))).toEqual([...times<Step>(6, 'wait'), 'end']);
  });

  it('goes on waiting when anything came: a video, or a list that grew', () => {
    const grows = Array.from({ length: 12 }, (_, n) => ({ atEnd: true, seen: 12 + n }));
    const swells = Array.from({ length: 12 }, (_, n) => ({ atEnd: true, height: 4_000 + n }));
    expect([...steps(...grows), ...steps(...swells)]).not.toContain('end');
  });

  it('takes no step while the user is at the page, and goes on ten seconds later', () => {
    expect(steps({ touchedAt: T }, { touchedAt: T }, ...times(5, { touchedAt: T }), { touchedAt: T })).toEqual([...times<Step>(7, 'touched'), 'scroll']);
    // A clock put back does not make it wait for ever.
    expect(steps({ touchedAt: T + 60 * SECOND })).toEqual(['scroll']);
  });

  it('does nothing, and ends nothing, behind another tab', () => {
    expect(steps(...times(20, { visible: false, atEnd: true }), { atEnd: true })).toEqual(times<Step>(21, 'wait'));
    expect(steps({ visible: false }, { visible: false, touchedAt: T })).toEqual(['wait', 'wait']);
  });

  it('counts no time for the end in which the list stood elsewhere, or in the user’s hands', () => {
    expect(steps(...times(10, {}), ...times(3, { atEnd: true }))).toEqual([...times<Step>(10, 'scroll'), ...times<Step>(3, 'wait')]);
    const held = times(8, { atEnd: true, touchedAt: T + 8 * SECOND });
    expect(steps(...times(5, { atEnd: true }), ...held).slice(-3)).toEqual(['touched', 'touched', 'wait']);
  });
});
