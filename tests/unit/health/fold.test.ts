import { describe, expect, it } from 'vitest';
import type { Change } from '../../../lib/domain/health/change.ts';
import { CONFIRMING_SPAN, fold, type Gap, newState } from '../../../lib/domain/health/fold.ts';
import type { MonitorState } from '../../../lib/domain/health/monitor.ts';
import { COVERED, HALF, INTERVAL } from '../../../lib/domain/health/pace.ts';
import { settle } from '../../../lib/domain/health/settle.ts';
import { HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { type Answer, CHALLENGE, ERROR_503, GOOD, reading, START } from './world.ts';

const gap = (at: number, kind: Gap['gap']): Gap => ({ monitor: 'pika-web', at, gap: kind });

/** Folds answers one after the other; a letter is an answer, its spacing is `step` unless the state asks for less. */
function walk(letters: string, step = HALF, from: MonitorState | null = null, start = START): { state: MonitorState; changes: Change[]; at: number } {
  const answers: Record<string, Answer> = { g: GOOD, f: ERROR_503, b: CHALLENGE };
  let state = from;
  let at = start;
  const changes: Change[] = [];
  for (const letter of letters) {
    const answer = answers[letter];
    const folded = fold(state, answer ? reading('pika-web', at, answer) : gap(at, 'no-answer'), 0.5);
    state = folded.state;
    if (folded.change) changes.push(folded.change);
    at += step;
  }
  return { state: state ?? newState('pika-web', START), changes, at };
}

describe('down', () => {
  it('needs the first failure and two more in a row', () => {
    expect(walk('gff').state.status).toBe('up');
    expect(walk('gfff').state.status).toBe('down');
  });

  it('is not said of two failures, however far apart', () => {
    expect(walk('gff', INTERVAL).state.status).toBe('up');
    expect(walk('gfff', INTERVAL).state.status).toBe('down');
  });

  it('starts at the first failure of the run', () => {
    expect(walk('gfff').state.since).toBe(START + HALF);
    expect(walk('gfff').state.outageSince).toBe(START + HALF);
  });

  it('is not said of failures that a good check parts', () => {
    expect(walk('gffgffgff').changes.map((change) => change.kind)).toEqual(['works']);
  });

  it('is not said of failures that a block or a gap parts', () => {
    expect(walk('gffbff').state.status).toBe('up');
    expect(walk('gff.ff').state.status).toBe('up');
    expect(walk('gff.fff').state.status).toBe('down');
  });

  it('is not said of an outage shorter than the confirming span, however many checks somebody asked for', () => {
    const step = 11 * SECOND;
    expect(CONFIRMING_SPAN).toBe(5 * step);
    expect(walk('gfffff', step).state.status).toBe('up');
    expect(walk('gffffff', step).state.status).toBe('down');
  });

  it('is said of a monitor that never worked, too', () => {
    const { state, changes } = walk('fff');
    expect(state.status).toBe('down');
    expect(state.since).toBe(START);
    expect(changes.map((change) => change.kind)).toEqual(['went-down']);
  });

  it('keeps why, whatever a single block says in between', () => {
    expect(walk('gfffb').state).toMatchObject({ status: 'down', lastFailure: { kind: 'http', httpStatus: 503 } });
  });
});

describe('up again', () => {
  it('needs three good checks in a row', () => {
    expect(walk('gfffgg').state.status).toBe('down');
    expect(walk('gfffggg').state.status).toBe('up');
  });

  it('is dated to the first of them', () => {
    const { state, changes } = walk('gfffggg');
    expect(state.since).toBe(START + 4 * HALF);
    expect(changes.at(-1)).toMatchObject({ kind: 'recovered', outageSince: START + HALF, since: START + 4 * HALF });
  });

  it('starts over after any failure or block', () => {
    expect(walk('gfffggfgg').state.status).toBe('down');
    expect(walk('gfffggfggg').state.status).toBe('up');
    expect(walk('gfffggbgg').state.status).toBe('down');
  });

  it('is as hard after a gap: an outage does not end unseen', () => {
    const before = walk('gfff');
    const later = before.at + 8 * HOUR;
    const one = walk('g', HALF, before.state, later);
    expect(one.state.status).toBe('unknown');
    const three = walk('ggg', HALF, before.state, later);
    expect(three.state.status).toBe('up');
    expect(three.changes.at(-1)).toMatchObject({ kind: 'recovered', outageSince: START + HALF });
  });

  it('told again after a gap, it is the same outage', () => {
    const before = walk('gfff');
    const after = walk('fff', HALF, settle(before.state, before.at + 8 * HOUR), before.at + 8 * HOUR);
    expect(after.changes.map((change) => change.kind)).toEqual(['down-again']);
    expect(after.state.since).toBe(before.at + 8 * HOUR);
    expect(after.state.outageSince).toBe(START + HALF);
  });
});

describe('blocked', () => {
  it('needs two in a row, dates from the first, and any good check clears it', () => {
    expect(walk('gb').state.status).toBe('up');
    expect(walk('gbgb').state.status).toBe('up');
    expect(walk('gbb').state).toMatchObject({ status: 'blocked', since: START + HALF });
    expect(walk('gbbg').state.status).toBe('up');
  });

  it('never becomes down, however long it lasts', () => {
    expect(walk('g' + 'b'.repeat(500)).state.status).toBe('blocked');
  });

  it('during an outage it leaves the outage open', () => {
    expect(walk('gfffb').state.status).toBe('down');
    expect(walk('gfffbb').state).toMatchObject({ status: 'blocked', outageSince: START + HALF });
    expect(walk('gfffbbg').state.status).toBe('unknown');
    expect(walk('gfffbbggg').changes.at(-1)?.kind).toBe('recovered');
  });

  it('waits as long as Pika asks, within bounds', () => {
    const held = (retryAfterMs: number): number | null =>
      fold(null, reading('pika-web', START, { ...CHALLENGE, retryAfterMs }), 0).state.heldUntil;
    expect(held(10 * MINUTE)).toBe(START + 10 * MINUTE);
    expect(held(0)).toBe(START + HALF);
    expect(held(100 * HOUR)).toBe(START + HOUR);
    const { state } = fold(null, reading('pika-web', START, { ...CHALLENGE, retryAfterMs: 10 * MINUTE }), 0);
    expect(state.nextCheckAt).toBe(START + 10 * MINUTE);
    expect(fold(state, reading('pika-web', START + 10 * MINUTE, GOOD), 0).state.heldUntil).toBeNull();
  });

  it('stays blocked while we wait as asked, and is unknown an interval after that', () => {
    const blocked = walk('gb').state;
    const { state } = fold(blocked, reading('pika-web', START + INTERVAL, { ...CHALLENGE, retryAfterMs: 10 * MINUTE }), 0);
    expect(settle(state, START + INTERVAL + 10 * MINUTE).status).toBe('blocked');
    expect(settle(state, START + 2 * INTERVAL + 10 * MINUTE + 1).status).toBe('unknown');
  });
});

describe('unknown', () => {
  it('begins when no check covered the last three intervals, and dates from the last check', () => {
    const { state } = walk('g');
    expect(settle(state, START + COVERED).status).toBe('up');
    expect(settle(state, START + COVERED + 1)).toMatchObject({ status: 'unknown', since: START });
  });

  it('parts runs: failures on two sides of a gap do not confirm each other', () => {
    const before = walk('gff');
    expect(walk('f', HALF, before.state, before.at + 8 * HOUR).state).toMatchObject({ status: 'unknown', failuresInARow: 1 });
  });

  it('ends with one good check, without a word if nobody saw it', () => {
    const before = walk('g');
    const after = fold(before.state, reading('pika-web', START + 8 * HOUR, GOOD), 0.5);
    expect(after.state).toMatchObject({ status: 'up', since: START + 8 * HOUR });
    expect(after.change).toBeNull();
  });

  it('a gap alone says nothing and is not a check', () => {
    const { state, changes } = walk('g.....');
    expect(state).toMatchObject({ status: 'up', lastCheckAt: START });
    expect(changes).toHaveLength(1);
  });
});

describe('degraded', () => {
  const usual = walk('g'.repeat(40), INTERVAL);
  const slow = (count: number, state: MonitorState, at: number, latencyMs = 3000): MonitorState => {
    let folded = state;
    for (let i = 0; i < count; i++) folded = fold(folded, reading('pika-web', at + i * INTERVAL, { ...GOOD, latencyMs }), 0.5).state;
    return folded;
  };

  it('needs three slow checks in a row and dates from the first', () => {
    expect(slow(2, usual.state, usual.at).status).toBe('up');
    expect(slow(3, usual.state, usual.at)).toMatchObject({ status: 'degraded', since: usual.at });
  });

  it('ends after three that are not', () => {
    const degraded = slow(3, usual.state, usual.at);
    const later = usual.at + 3 * INTERVAL;
    expect(slow(2, degraded, later, 120).status).toBe('degraded');
    expect(slow(3, degraded, later, 120)).toMatchObject({ status: 'up', since: later + 2 * INTERVAL });
  });

  it('says nothing before there is a history', () => {
    expect(slow(3, walk('g'.repeat(20), INTERVAL).state, START + 20 * INTERVAL).status).toBe('up');
  });
});
