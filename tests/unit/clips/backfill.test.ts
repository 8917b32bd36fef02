import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Backfill, backfillView, command, fileCame, parseBackfill, walked } from '../../../lib/domain/clips/backfill.ts';
import { runLine, runWords } from '../../../lib/domain/clips/backfill-words.ts';
import { SAVE_STATES, type SaveState } from '../../../lib/domain/clips/save.ts';
import { HOUR, MINUTE, SECOND } from '../../../lib/time.ts';

const T = 1_750_000_000_000;
const LOOKS = { ended: false, touched: false };

const counts = (some: Partial<Record<SaveState, number>> = {}) => ({ ...Object.fromEntries(SAVE_STATES.map((state) => [state, 0])), ...some }) as Record<SaveState, number>; // all states are in it

function started(): Backfill {
  const run = command(null, 'start', T);
  if (run === null) throw new Error('not started');
  return run;
}

const phase = (run: Backfill | null, some: Partial<Record<SaveState, number>>, now: number) => backfillView(run, counts(some), now)?.phase ?? null;

describe('saving the whole library', () => {
  it('is away until a page walks, and again when that page falls silent', () => {
    const run = started();
    expect(phase(run, {}, T)).toBe('away');
    const on = walked(run, 7, LOOKS, T + SECOND);
    expect([on.walks, phase(on.run, {}, T + 2 * SECOND), phase(on.run, {}, T + MINUTE)]).toEqual([true, 'looking', 'away']);
    expect(phase(walked(run, 7, { ...LOOKS, touched: true }, T).run, {}, T)).toBe('touched');
  });

  it('lets one tab walk at a time, and another one take over from a silent one', () => {
    const { run } = walked(started(), 7, LOOKS, T);
    expect(walked(run, 8, LOOKS, T + 5 * SECOND)).toEqual({ run, walks: false });
    expect(walked(run, 8, LOOKS, T + 30 * SECOND)).toMatchObject({ walks: true, run: { walker: { tab: 8 } } });
    // A clock put back keeps nobody at work for ever.
    expect(walked(run, 8, LOOKS, T - HOUR).walks).toBe(true);
  });

  it('saves on after the end of the library, is done when nothing waits, and is old news after an hour', () => {
    const { run, walks } = walked(started(), 7, { ended: true, touched: false }, T);
    expect(walks).toBe(false);
    expect([phase(run, { wanted: 1 }, T), phase(run, { saved: 9, lost: 1 }, T), phase(run, {}, T + 2 * HOUR)]).toEqual(['saving', 'done', null]);
  });

  it('begins anew once the last one has come to the end of the library, which no page walks any more', () => {
    const ended = fileCame(walked(started(), 7, { ended: true, touched: false }, T).run, 5, T);
    expect(walked(ended, 7, LOOKS, T + SECOND)).toEqual({ run: ended, walks: false });
    expect(command(ended, 'start', T + MINUTE)).toMatchObject({ startedAt: T + MINUTE, endedAt: null, files: 0 });
  });

  it('stays news for an hour after its last file, which may come long after the end of the library', () => {
    const run = fileCame(walked(started(), 7, { ended: true, touched: false }, T).run, 5, T + 3 * HOUR);
    expect([phase(run, {}, T + 3.5 * HOUR), phase(run, {}, T + 5 * HOUR)]).toEqual(['done', null]);
  });

  it('does what is said, and nothing twice', () => {
    const run = started();
    const paused = command(run, 'pause', T);
    expect(phase(paused, {}, T)).toBe('paused');
    expect(command(paused, 'pause', T)).toBe(paused);
    expect(paused && walked(paused, 7, LOOKS, T)).toEqual({ run: paused, walks: false });
    expect(phase(command(paused, 'resume', T), {}, T)).toBe('away');
    // To start what is paused is to go on: what was counted stays.
    expect(paused && command(fileCame(paused, 5, T), 'start', T)).toMatchObject({ files: 1, paused: false });
    expect([command(run, 'cancel', T), command(null, 'pause', T), command(null, 'resume', T)]).toEqual([null, null, null]);
  });

  it('tells speed and remaining time from the last two minutes, and neither before there is enough', () => {
    let run = walked(started(), 7, LOOKS, T).run;
    expect(backfillView(run, counts({ wanted: 10 }), T)).toMatchObject({ speed: null, left: null });
    for (let n = 1; n <= 5; n += 1) run = fileCame(run, 2_000_000, T + n * 10 * SECOND);
    const view = backfillView(run, counts({ wanted: 10, saved: 5, failed: 1 }), T + 50 * SECOND);
    expect(view).toMatchObject({ found: 16, saved: 5, trouble: 1, files: 5, bytes: 10_000_000, speed: 200_000, left: 100 * SECOND });
    expect(backfillView(run, counts({ wanted: 10 }), T + HOUR)).toMatchObject({ speed: null, left: null });
    // Two files may have come at any speed.
    expect(backfillView(fileCame(fileCame(started(), 5, T + SECOND), 5, T + 2 * SECOND), counts({ wanted: 10 }), T + 3 * SECOND)).toMatchObject({ speed: null, left: null });
    expect(fileCame(run, 5, T + HOUR).marks).toEqual([{ at: T + HOUR, files: 6, bytes: 10_000_005 }]);
  });

  it('tells none of them of a pause, nor of the time before it', () => {
    let run = command(started(), 'pause', T);
    for (let n = 1; n <= 5; n += 1) run = run && fileCame(run, 2_000_000, T + n * SECOND);
    expect(backfillView(run, counts({ wanted: 10 }), T + 5 * SECOND)).toMatchObject({ phase: 'paused', speed: null, left: null });
    expect(command(run, 'resume', T + 5 * SECOND)?.marks).toEqual([]);
  });

  it('has words and something to do for every phase', () => {
    const run = walked(started(), 7, LOOKS, T).run;
    const views = [run, command(run, 'pause', T), walked(run, 7, { ended: true, touched: false }, T).run].map((one) => backfillView(one, counts({ wanted: 2 }), T));
    expect(views.map((view) => runWords(view).commands)).toEqual([['pause', 'cancel'], ['resume', 'cancel'], ['pause', 'cancel']]);
    expect(runWords(null).commands).toEqual(['start']);
    for (const view of views) expect(runWords(view).title).not.toBe('');
  });

  it('has one line for where clips are looked at, and none when nothing is under way', () => {
    let run = walked(started(), 7, LOOKS, T).run;
    for (let n = 1; n <= 5; n += 1) run = fileCame(run, 2_000_000, T + n * SECOND);
    const line = (one: Backfill | null, some: Partial<Record<SaveState, number>>) => runLine(backfillView(one, counts(some), T + 5 * SECOND));
    expect(line(run, { saved: 1000, wanted: 999, lost: 1 })).toEqual({ title: 'Saving your whole library', words: '1,000 of 2,000 found are saved, 1 needs a look, 2\u00a0MB a second, about 16\u00a0min left', fraction: 0.5, waits: false, commands: ['pause', 'cancel'] });
    expect(line(command(run, 'pause', T), { wanted: 3 })).toMatchObject({ title: 'Saving your whole library is paused', words: '0 of 3 found are saved', waits: true, commands: ['resume', 'cancel'] });
    expect(line(started(), {})).toMatchObject({ words: '0 of 0 found are saved', fraction: 0, waits: true });
    expect(line(walked(run, 7, { ended: true, touched: false }, T).run, { saved: 5 })).toBeNull();
    expect(runLine(null)).toBeNull();
  });

  it('reads back what it has stored, and takes nothing else for a run', () => {
    let run = walked(started(), 7, { ended: false, touched: true }, T).run;
    for (let n = 0; n < 100; n += 1) run = fileCame(run, n, T + n);
    expect(parseBackfill(JSON.parse(JSON.stringify(run)))).toEqual(run);
    fc.assert(fc.property(fc.anything(), (raw) => void backfillView(parseBackfill(raw), counts({ wanted: 1 }), T)));
    for (const raw of [null, 1, [], {}, { ...run, files: -1 }, { ...run, startedAt: 'x' }]) expect(parseBackfill(raw)).toBeNull();
    expect(parseBackfill({ ...run, walker: { tab: 'x' }, marks: [null, { at: 1 }], endedAt: Number.NaN })).toMatchObject({ walker: null, marks: [], endedAt: null });
    expect(parseBackfill({ ...run, walker: { tab: 1, at: 2, touched: 'yes' } })?.walker).toEqual({ tab: 1, at: 2, touched: false });
  });
});
