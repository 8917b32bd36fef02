import { describe, expect, it } from 'vitest';
import { STATUSES } from '../../../lib/domain/health/monitor.ts';
import { overall } from '../../../lib/domain/health/overall.ts';
import { popupView } from '../../../lib/domain/popup.ts';
import { brokenWords } from '../../../lib/domain/popup/broken.ts';
import { NO_COUNTS, NO_DATA } from '../../../lib/domain/popup/data.ts';
import { headerView, type PopupHealth } from '../../../lib/domain/popup/header.ts';
import { summaryView } from '../../../lib/domain/popup/summary.ts';
import { HOUR, SECOND } from '../../../lib/time.ts';
import { alone, data, kept, makeJob, NOW } from '../../support/popup-data.ts';

const UP: PopupHealth = { status: 'up', since: NOW - HOUR, sentence: 'Pika works.', checkedAt: NOW - 20 * SECOND };
const FINE = { signedOut: false, permissionMissing: false };

describe('the header', () => {
  it.each([...STATUSES, 'offline'] as const)('has a tone and keeps the sentence for "%s"', (status) => {
    const header = headerView({ ...UP, status, sentence: 'S.' }, false, NOW);
    expect(header).toMatchObject({ status, title: 'S.', checkedAt: UP.checkedAt });
    expect(header.tone === 'good').toBe(status === 'up');
    expect(header.tone === 'bad').toBe(status === 'down');
  });

  it('tells the first run from not knowing', () => {
    const first = overall({ states: [], watch: null }, NOW, String);
    expect(headerView(first, false, NOW)).toMatchObject({ status: 'starting', title: 'Not checked yet.', since: null, checkedAt: null });
  });

  it('offers a check when the last one is old, and the page when Pika turns us away', () => {
    expect(headerView({ ...UP, status: 'unknown', checkedAt: NOW - 3 * HOUR }, false, NOW)).toMatchObject({ action: 'check-now', since: null, advice: expect.stringContaining('sleeps') });
    expect(headerView({ ...UP, status: 'blocked' }, false, NOW).action).toBe('open-pika');
  });

  it('leaves a missing permission to its notice', () => {
    expect(headerView({ ...UP, status: 'unknown', checkedAt: null }, true, NOW)).toMatchObject({ title: 'Pika is not being checked.', action: null });
  });
});

describe('the summary', () => {
  it('is on its way while the saves are counted', () => {
    const known = { ...data({ jobs: [kept(1, 'a fox', { state: 'saved' })] }), counts: null };
    expect(popupView(known, UP, FINE, NOW)).toMatchObject({ summary: 'counting', isEmpty: false });
  });

  it.each([
    [{ saved: 37, wanted: 1, downloading: 1, failed: 1 }, '37 of 40 saved|2 waiting|1 needs you', 'Try again'],
    [{ saved: 5, verifying: 1 }, '5 of 6 saved|1 waiting', null],
    [{ saved: 5, wanted: 2, skipped: 9 }, '5 of 7 saved|2 waiting', 'Save all'],
    [{ saved: 1204, skipped: 1 }, 'All 1,204 saved', null],
    [{ saved: 1 }, '1 video saved', null],
    [{ saved: 2, failed: 3, lost: 1 }, '2 of 6 saved|3 need you|1 lost', 'Try again'],
  ])('of %j reads %s', (counts, parts, button) => {
    const summary = summaryView(data({ counts }).counts);
    expect(summary).toMatchObject({ parts: parts.split('|'), button });
    expect(summary?.fraction).toBeCloseTo((summary?.saved ?? 0) / (summary?.total ?? 1));
  });

  it('is absent while nothing is meant to be on disk', () => {
    expect(summaryView(NO_COUNTS)).toBeNull();
    expect(summaryView(data({ counts: { skipped: 3 } }).counts)).toBeNull();
  });
});

describe('the popup', () => {
  it('is empty only when nothing was ever seen', () => {
    expect(popupView(NO_DATA, UP, FINE, NOW).isEmpty).toBe(true);
    expect(popupView(data({ jobs: [alone(makeJob(1, { state: 'queued' }))] }), UP, FINE, NOW).isEmpty).toBe(false);
    expect(popupView(data({ counts: { lost: 1 } }), UP, FINE, NOW).isEmpty).toBe(false);
  });

  it('puts the most urgent notice first', () => {
    const view = popupView({ ...NO_DATA, hold: 'disk-denied' }, UP, { signedOut: true, permissionMissing: true, readerBroken: true }, NOW);
    expect(view.notices.map(({ kind, action }) => [kind, action?.kind])).toEqual([
      ['permission', 'grant'],
      ['disk-denied', 'retry-all'],
      ['signed-out', 'open-library'],
      ['reader', 'copy-report'],
    ]);
  });

  it('moves as often as its words do', () => {
    const running = data({ jobs: [alone(makeJob(1, { state: 'running' }))] });
    const saved = data({ jobs: [kept(1, 'p', { state: 'saved' })] });
    expect(popupView(running, UP, FINE, NOW).tickMs).toBe(1000);
    expect(popupView(saved, UP, FINE, NOW).tickMs).toBe(5000);
    expect(popupView(saved, { ...UP, checkedAt: NOW - HOUR }, FINE, NOW).tickMs).toBe(30_000);
    expect(popupView(saved, { ...UP, checkedAt: null }, FINE, NOW).tickMs).toBe(30_000);
  });
});

it.each(['closed', 'newer', 'slow'] as const)('a store that is %s has a reason and a way out', (kind) => {
  const { what, next } = brokenWords(kind);
  expect(`${what} ${next}`).toMatch(/^\p{Lu}.+\. \p{Lu}.+\.$/u);
});
