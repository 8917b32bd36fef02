import { describe, expect, it } from 'vitest';
import { record, type HealthFacts, type Look } from '../../../lib/domain/health/record.ts';
import { ASLEEP, GRACE, inGrace, noteConnection, noteTick, type Watch } from '../../../lib/domain/health/watch.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { CHALLENGE, ERROR_503, GOOD, reading, START } from './world.ts';

const NOW = START + 9 * HOUR;
const watch = (changes: Partial<Watch> = {}): Watch => ({
  lastTickAt: NOW - 30 * SECOND,
  graceFrom: null,
  connection: 'online',
  connectionSince: START,
  ...changes,
});

describe('grace', () => {
  it('starts after a hole that is longer than ticks explain', () => {
    expect(noteTick(watch({ lastTickAt: NOW - ASLEEP }), NOW).graceFrom).toBeNull();
    expect(noteTick(watch({ lastTickAt: NOW - ASLEEP - 1 }), NOW).graceFrom).toBe(NOW);
  });

  it('starts when the clock was set back, not when two ticks overlap', () => {
    expect(noteTick(watch({ lastTickAt: NOW + 20 * SECOND }), NOW).graceFrom).toBeNull();
    expect(noteTick(watch({ lastTickAt: NOW + DAY }), NOW).graceFrom).toBe(NOW);
  });

  it('does not hold up the very first look', () => {
    expect(noteTick(null, NOW).graceFrom).toBeNull();
  });

  it('starts when the connection returns, not when it goes or a permission is given', () => {
    expect(noteConnection(watch(), 'offline', NOW).graceFrom).toBeNull();
    expect(noteConnection(watch({ connection: 'offline' }), 'online', NOW).graceFrom).toBe(NOW);
    expect(noteConnection(watch({ connection: 'no-answer' }), 'online', NOW).graceFrom).toBe(NOW);
    expect(noteConnection(watch({ connection: 'not-permitted' }), 'online', NOW).graceFrom).toBeNull();
    expect(noteConnection(watch({ graceFrom: 5 }), 'online', NOW)).toMatchObject({ graceFrom: 5, connectionSince: START });
  });

  it('lasts a minute', () => {
    expect(inGrace(watch({ graceFrom: NOW }), NOW + GRACE - 1)).toBe(true);
    expect(inGrace(watch({ graceFrom: NOW }), NOW + GRACE)).toBe(false);
    expect(inGrace(watch(), NOW)).toBe(false);
  });
});

describe('recording a look', () => {
  const facts: HealthFacts = { states: [], watch: watch() };
  const look = (changes: Partial<Look>): Look => ({ now: NOW, due: [], readings: [], barrier: null, controls: null, slept: false, ...changes });
  const failing = { due: ['pika-web'], readings: [reading('pika-web', NOW, ERROR_503)] } as const;

  it('writes a failure only when control hosts answer', () => {
    expect(record(facts, look({ ...failing, controls: true }), 0).checks).toHaveLength(1);
    const without = record(facts, look({ ...failing, controls: false }), 0);
    expect(without.checks).toEqual([]);
    expect(without.watch.connection).toBe('no-answer');
    expect(without.states[0]).toMatchObject({ lastCheckAt: null, failuresInARow: 0 });
  });

  it('does not believe failures while controls are silent, even if another part answers', () => {
    const readings = [...failing.readings, reading('pika-cdn', NOW, GOOD)];
    const written = record(facts, look({ due: ['pika-web', 'pika-cdn'], readings, controls: false }), 0);
    expect(written.checks.map((check) => check.monitor)).toEqual(['pika-cdn']);
    expect(written.watch.connection).toBe('online');
  });

  it('in grace writes good and blocked checks, and no failures', () => {
    const waking = { states: [], watch: watch({ lastTickAt: NOW - 8 * HOUR }) };
    const readings = [...failing.readings, reading('pika-cdn', NOW, GOOD), reading('pika-api', NOW, CHALLENGE)];
    const written = record(waking, look({ due: ['pika-web', 'pika-cdn', 'pika-api'], readings, controls: true }), 0);
    expect(written.checks.map((check) => check.outcome).sort()).toEqual(['blocked', 'up']);
  });

  it('believes nothing that a sleep interrupted, and gives grace after it', () => {
    const readings = [...failing.readings, reading('pika-cdn', NOW - 6 * HOUR, GOOD)];
    const written = record(facts, look({ due: ['pika-web', 'pika-cdn'], readings, controls: true, slept: true }), 0);
    expect(written.checks).toEqual([]);
    expect(written.watch.graceFrom).toBe(NOW);
    expect(written.states.map((state) => state.nextCheckAt)).toEqual([NOW, NOW]);
  });

  it('drops the second of two checks that overlapping ticks made', () => {
    const first = record(facts, look({ ...failing, controls: true }), 0);
    const again = (after: number): number => {
      const readings = [reading('pika-web', NOW + after, ERROR_503)];
      return record({ states: first.states, watch: first.watch }, look({ now: NOW + after, due: ['pika-web'], readings, controls: true }), 0).checks.length;
    };
    expect(again(3 * SECOND)).toBe(0);
    expect(again(-3 * SECOND)).toBe(0);
    expect(again(10 * SECOND)).toBe(1);
  });

  it('lets the other monitors grow old, and says so once', () => {
    const first = record(facts, look({ due: ['pika-web'], readings: [reading('pika-web', NOW, GOOD)] }), 0);
    const later = record({ states: first.states, watch: first.watch }, look({ now: NOW + 4 * MINUTE }), 0);
    expect(later.changes).toMatchObject([{ kind: 'lost-sight', since: NOW }]);
    const after = record({ states: later.states, watch: later.watch }, look({ now: NOW + 5 * MINUTE }), 0);
    expect(after).toMatchObject({ changes: [], states: [] });
  });

  it('while offline keeps what is due due, and says where we stand', () => {
    const written = record(facts, look({ due: ['pika-web'], barrier: 'offline' }), 0);
    expect(written).toMatchObject({ checks: [], watch: { connection: 'offline', connectionSince: NOW } });
    expect(written.states[0]?.nextCheckAt).toBe(NOW);
  });
});
