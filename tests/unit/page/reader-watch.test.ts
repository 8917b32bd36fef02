import { describe, expect, it } from 'vitest';
import { createPageWatch } from '../../../entrypoints/helper.content/page-watch.ts';
import type { PageAnswer } from '../../../entrypoints/helper.content/reader.ts';
import { createReaderWatch, fittingShapes, isShape, MAX_SHAPE_TEXT, readerReport } from '../../../lib/domain/reader-watch.ts';
import { NOW } from '../../support/builders.ts';

const puzzle = { jobs: 0, puzzling: true };
const plain = { jobs: 0, puzzling: false };
const jobs = { jobs: 3, puzzling: false };

describe('the drift alarm', () => {
  it('rings after three puzzling answers over 20 s, once', () => {
    const watch = createReaderWatch(true);
    expect([watch.answered(puzzle, NOW), watch.answered(puzzle, NOW + 10_000), watch.beat(NOW + 30_000)]).toEqual([null, null, null]);
    expect(watch.answered(puzzle, NOW + 30_000)).toBe('not-understood');
    expect(watch.answered(puzzle, NOW + 90_000)).toBeNull();
  });

  it('rings after one, where the page shows finished videos', () => {
    const watch = createReaderWatch(true);
    expect([watch.shown(false, NOW), watch.answered(puzzle, NOW), watch.beat(NOW + 19_999)]).toEqual([null, null, null]);
    expect(watch.beat(NOW + 20_000)).toBe('not-understood');
  });

  it('does not ring for what it is not', () => {
    const watch = createReaderWatch(true);
    watch.shown(false, NOW);
    for (let turn = 0; turn < 50; turn += 1) expect(watch.answered(plain, NOW + turn * 10_000)).toBeNull();
    expect(watch.beat(NOW + 900_000)).toBeNull();
  });

  it('is settled by one answer that is understood, before or after it rang', () => {
    const watch = createReaderWatch(true);
    watch.shown(false, NOW);
    watch.answered(puzzle, NOW);
    expect(watch.answered(jobs, NOW + 5000)).toBeNull();
    expect(watch.beat(NOW + 60_000)).toBeNull();
    watch.answered(puzzle, NOW + 60_000);
    expect(watch.beat(NOW + 90_000)).toBe('not-understood');
    expect(watch.answered(jobs, NOW + 95_000)).toBe('understood');
    expect(watch.answered(jobs, NOW + 96_000)).toBeNull();
  });

  it('rings where the library shows videos for two minutes, and nothing of it was ever understood', () => {
    const watch = createReaderWatch(true);
    expect([watch.shown(true, NOW), watch.answered(plain, NOW + 60_000), watch.beat(NOW + 119_999)]).toEqual([null, null, null]);
    expect(watch.beat(NOW + 120_000)).toBe('not-understood');
    expect(watch.answered(jobs, NOW + 130_000)).toBe('understood');
    expect(watch.beat(NOW + 900_000)).toBeNull();
  });

  it.each([
    ['the library came to a helper that was late', false, true, null],
    ['the videos stand elsewhere', true, false, null],
    ['one answer was understood before', true, true, jobs],
  ])('does not ring for silence where %s', (_name, whole, listed, before) => {
    const watch = createReaderWatch(whole);
    if (before !== null) watch.answered(before, NOW - 1000);
    watch.shown(listed, NOW);
    expect([watch.beat(NOW + 130_000), watch.beat(NOW + 900_000)]).toEqual([null, null]);
  });

  it('counts silence anew where the clock was put back', () => {
    const watch = createReaderWatch(true);
    watch.shown(true, NOW);
    expect([watch.beat(NOW - 3_600_000), watch.beat(NOW - 3_480_001)]).toEqual([null, null]);
    expect(watch.beat(NOW - 3_480_000)).toBe('not-understood');
  });

  it('does not ring because the clock was set', () => {
    const watch = createReaderWatch(true);
    watch.shown(false, NOW);
    watch.answered(puzzle, NOW);
    expect([watch.beat(NOW - 3_600_000), watch.beat(NOW - 3_590_000)]).toEqual([null, null]);
    expect(watch.beat(NOW - 3_580_000)).toBe('not-understood');
  });
});

describe('a report', () => {
  it('holds shapes and nothing else', () => {
    expect(isShape('{"ok":"boolean","entries":[{"*":"result file|text"}]}')).toBe(true);
    for (const other of ['https://pika.art/x', 'a fox; a dog', '<b>', 'é', `${'a'.repeat(MAX_SHAPE_TEXT)}a`]) expect(isShape(other)).toBe(false);
  });

  it('keeps the newest five that fit into 20 kB', () => {
    expect(fittingShapes(['a', 'b', '<', 'c', 'd', 'e', 'f'])).toEqual(['b', 'c', 'd', 'e', 'f']);
    const long = 'x'.repeat(9000);
    expect(fittingShapes([long, long, long])).toHaveLength(2);
  });

  it('says what it is and since when', () => {
    const text = readerReport({ since: NOW, shapes: ['"text"', '["uuid"]'] }, '1.2.3');
    expect(text).toBe(
      'Pika Keeper 1.2.3 does not understand pika.art since 2026-11-21T12:00:00.000Z.\nBelow are names of fields and types only: no prompt, no address, no id.\n\nAnswer 1:\n"text"\n\nAnswer 2:\n["uuid"]',
    );
    expect(readerReport({ since: NOW, shapes: [] }, '1.2.3')).toMatch(/12:00:00.000Z\.\nIt shows videos, and no answer/);
  });
});

describe('one view of the page', () => {
  function view(path = '/library') {
    const log: unknown[] = [];
    const clock = { now: NOW, heard: true };
    const watch = createPageWatch({
      now: () => clock.now,
      path: () => path,
      whole: true,
      async reader(state, shapes) {
        log.push([state, ...shapes]);
        return clock.heard;
      },
      balance: (credits) => log.push(credits),
    });
    const answer = (over: Partial<PageAnswer>) => watch.answered({ text: '{"a":1}', jobs: 0, puzzling: false, balance: null, ...over });
    return { log, clock, watch, answer };
  }

  it('reports the shapes of what it did not understand, each once', () => {
    const { log, clock, watch, answer } = view();
    for (const text of ['{"a":1}', '{"a":2}', '[true]']) answer({ text, puzzling: true });
    clock.now += 20_000;
    watch.beat();
    answer({ jobs: 1 });
    expect(log).toEqual([['not-understood', '{"a":"number"}', '["boolean"]'], ['understood']]);
  });

  it('says again at the next beat what nobody heard, and never what is out of date', async () => {
    const { log, clock, watch, answer } = view();
    const beat = async () => {
      watch.beat();
      await Promise.resolve();
      await Promise.resolve();
    };
    clock.heard = false;
    watch.shown();
    answer({ puzzling: true });
    clock.now += 20_000;
    await beat();
    await beat();
    clock.heard = true;
    await beat();
    await beat();
    expect(log.map((said) => Array.isArray(said) && said[0])).toEqual(['not-understood', 'not-understood', 'not-understood']);
    clock.heard = false;
    answer({ jobs: 1 });
    await beat();
    clock.heard = true;
    await beat();
    expect(log.slice(3)).toEqual([['understood'], ['understood']]);
  });

  it('puzzles over nothing where other people’s work, or none, is shown', () => {
    for (const path of ['/', '/explore', '/pricing', '/@someone']) {
      const { log, clock, watch, answer } = view(path);
      for (let turn = 0; turn < 5; turn += 1, clock.now += 20_000) answer({ puzzling: true });
      watch.shown();
      expect(log).toEqual([]);
    }
  });

  it('alarms over a library that shows videos and tells nothing, in any language', () => {
    for (const [path, rings] of [['/library', true], ['/de/my-library', true], ['/create', false]] as const) {
      const { log, clock, watch } = view(path);
      watch.shown();
      clock.now += 120_000;
      watch.beat();
      expect(log).toEqual(rings ? [['not-understood']] : []);
    }
  });

  it('passes the balance on when it moves, and once a minute', () => {
    const { log, clock, answer } = view();
    for (const [ms, balance] of [[0, 80], [10_000, 80], [10_000, 68], [59_999, 68], [1, 68]] as const) {
      clock.now += ms;
      answer({ balance });
    }
    expect(log).toEqual([80, 68, 68]);
  });

  it('says that a working page shows no balance, after two minutes, once a minute at most', () => {
    const { log, clock, watch, answer } = view();
    watch.beat();
    answer({ jobs: 1 });
    clock.now += 119_999;
    watch.beat();
    expect(log).toEqual([]);
    clock.now += 1;
    watch.beat();
    watch.beat();
    expect(log).toEqual([null]);
  });
});
