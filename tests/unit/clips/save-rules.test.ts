import { describe, expect, it } from 'vitest';
import { wantAgain } from '../../../lib/domain/clips/again.ts';
import { STALLED_AFTER, beginAttempt, isSameDownload, observeDownload } from '../../../lib/domain/clips/attempt.ts';
import { afterQuit } from '../../../lib/domain/clips/cancel.ts';
import type { DownloadView } from '../../../lib/domain/clips/download.ts';
import { type ServerCopy, judgeFile } from '../../../lib/domain/clips/proof.ts';
import { afterProblem } from '../../../lib/domain/clips/retry.ts';
import { SAVE_PROBLEMS, SAVE_STATES, type Save, type SaveProblemKind } from '../../../lib/domain/clips/save.ts';
import { judgeStray } from '../../../lib/domain/clips/stray.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { NOW, aClip, aDownload, aSave } from '../../support/builders.ts';

const problem = (kind: SaveProblemKind) => ({ kind, at: NOW, httpStatus: null });
const running = (over: Partial<Save> = {}) => ({ ...beginAttempt(aSave(), 'Pika/fox.mp4', NOW), downloadId: 7, startTime: new Date(NOW).toISOString(), ...over });

describe('after a problem', () => {
  it.each(SAVE_PROBLEMS)('%s leaves no row without a next step or a word to the user', (kind) => {
    const after = afterProblem(running(), problem(kind), NOW, 0);
    // What the browser holds back stays known, since the user may keep it there.
    expect(after).toMatchObject({ downloadId: kind === 'browser-blocked' ? 7 : null, intentAt: null, finalName: null, problem: { kind } });
    if (after.state === 'wanted') expect(after.nextAttemptAt).toBeGreaterThanOrEqual(NOW);
    else expect(['failed', 'lost']).toContain(after.state);
  });

  it('waits longer each time, and no longer than the fault deserves', () => {
    const pauses = [1, 2, 3, 9, 30].map((attempts) => afterProblem(running({ attempts }), problem('network'), NOW, 0).nextAttemptAt - NOW);
    expect(pauses).toEqual([2 * SECOND, 5 * SECOND, 15 * SECOND, 30 * MINUTE, 30 * MINUTE]);
    expect(afterProblem(running(), problem('network'), NOW, 1).nextAttemptAt - NOW).toBe(2.5 * SECOND);
  });

  it('gives a dead link up only after its deadline', () => {
    const tried = running({ attempts: 20, deadlineAt: NOW + DAY, problem: problem('link-dead') });
    expect(afterProblem(tried, problem('link-dead'), NOW, 0).state).toBe('wanted');
    expect(afterProblem(tried, problem('link-dead'), NOW + DAY, 0).state).toBe('lost');
    expect(afterProblem(running({ attempts: 3 }), problem('link-dead'), NOW + DAY, 0).state).toBe('wanted');
  });

  it('does not hold other faults against a link that has just died: its source is asked first', () => {
    for (const attempts of [8, 20, 29]) expect(afterProblem(running({ attempts, deadlineAt: NOW - DAY, problem: problem('truncated') }), problem('link-dead'), NOW, 0).state).toBe('wanted');
    expect(afterProblem(running({ attempts: 24, deadlineAt: NOW + DAY, problem: problem('link-dead') }), problem('link-dead'), NOW, 0).state).toBe('lost');
  });

  it('does not let the death of a browser be the reason in the end for what a file was at fault', () => {
    const closed = afterProblem(running({ attempts: 30, problem: problem('not-a-video') }), problem('browser-closed'), NOW, 0);
    expect(closed.state).toBe('wanted');
    expect(afterProblem({ ...running(), ...closed, attempts: 31 }, problem('not-a-video'), NOW, 0)).toMatchObject({ state: 'failed', problem: { kind: 'not-a-video' } });
  });

  it('takes for left behind what the browser may have begun, under the name that it gave', () => {
    const left = (over: Partial<Save>, kind: SaveProblemKind = 'browser-closed', begun = true) => afterProblem(running(over), problem(kind), NOW, 0, begun).left;
    expect(left({})).toEqual({ name: 'Pika/fox.mp4', given: false });
    expect(left({ finalName: 'C:\\Users\\ann\\Downloads\\Pika\\fox.mp4' })).toEqual({ name: 'Pika/fox.mp4', given: true });
    expect(left({ finalName: '/d/Pika/fox (2).mp4' })).toEqual({ name: 'Pika/fox (2).mp4', given: true });
    expect(left({ finalName: '/d/Pika/fox(1).mp4' })).toEqual({ name: 'Pika/fox(1).mp4', given: true });
    expect(left({ finalName: '/elsewhere/mine.mp4' })).toBeUndefined();
    expect(left({ finalName: '/d/4750fa56.mp4', lostName: true })).toEqual({ name: '4750fa56.mp4', given: true });
    expect(left({ finalName: 'C:\\d\\4750fa56.mp4', lostName: true })).toEqual({ name: '4750fa56.mp4', given: true });
    expect(left({ finalName: '/d/Pika/fox.htm' })).toBeUndefined();
    expect(left({ finalName: '/d/Pika/fox.mp4' }, 'network')).toBeUndefined();
    expect(left({ finalName: '/d/Pika/fox.mp4', state: 'verifying' }, 'truncated')).toEqual({ name: 'Pika/fox.mp4', given: true });
    expect(left({}, 'browser-closed', false)).toEqual({ name: 'Pika/fox.mp4', given: false, here: true });
    const known = { name: 'Pika/fox.mp4', given: false };
    expect(left({ left: known, finalName: '/d/Pika/fox.mp4' })).toEqual(known);
    expect(left({ left: known }, 'network')).toEqual(known);
    expect(left({ left: known }, 'browser-closed', false)).toEqual(known);
    expect(left({ left: { ...known, here: true }, finalName: '/d/Pika/fox.mp4', state: 'verifying' }, 'truncated')).toEqual({ ...known, given: true });
    expect(left({ left: known }, 'name-refused')).toBeUndefined();
  });

  it('tells the user in the end when nothing else helps', () => {
    expect(afterProblem(running({ attempts: 60 }), problem('server'), NOW, 0).state).toBe('failed');
    expect(afterProblem(running(), problem('browser-blocked'), NOW, 0).state).toBe('failed');
  });
});

describe('a look at a download', () => {
  it('goes on while bytes come', () => {
    expect(observeDownload(running({ bytes: 100 }), aDownload({ bytes: 500 }), NOW + SECOND)).toMatchObject({ next: 'wait', save: { bytes: 500, stalledMs: 0 } });
  });

  it('gives a standstill up after three minutes of looking, but not because the machine slept', () => {
    let save = running({ bytes: 500, observedAt: NOW });
    let now = NOW;
    for (; now < NOW + STALLED_AFTER - 30 * SECOND; ) {
      now += 30 * SECOND;
      const seen = observeDownload(save, aDownload(), now);
      if (seen.next !== 'wait') throw new Error(`gave up after ${now - NOW} ms`);
      save = seen.save;
    }
    expect(observeDownload(save, aDownload(), now + 30 * SECOND)).toEqual({ next: 'give-up', problem: 'network' });
    const asleep = observeDownload(running({ bytes: 500, observedAt: NOW }), aDownload(), NOW + 8 * HOUR);
    expect(asleep.next).toBe('wait');
  });

  it('of a session that is over counts as looked at only once bytes come in this one', () => {
    const old = running({ requestedName: 'Pika/fox - aaaaaaaaaa.mp4', bytes: 500, observedAt: null });
    expect(observeDownload(old, aDownload(), NOW + SECOND)).toMatchObject({ next: 'wait', save: { observedAt: null } });
    expect(observeDownload(old, aDownload({ bytes: 501 }), NOW + SECOND)).toMatchObject({ next: 'wait', save: { observedAt: NOW + SECOND } });
    expect(observeDownload({ ...old, bytes: null }, aDownload(), NOW + SECOND)).toMatchObject({ next: 'wait', save: { bytes: 500, observedAt: null } });
    expect(observeDownload(running({ bytes: 500 }), aDownload(), NOW + SECOND)).toMatchObject({ save: { observedAt: NOW + SECOND } });
    expect(observeDownload({ ...old, stalledMs: STALLED_AFTER - SECOND }, aDownload(), NOW + SECOND)).toMatchObject({ next: 'give-up' });
  });

  it('waits for a person without end: a pause, or a question about the name', () => {
    const still = running({ bytes: 500, observedAt: NOW, stalledMs: STALLED_AFTER - 1 });
    expect(observeDownload(still, aDownload({ paused: true }), NOW + HOUR).next).toBe('wait');
    expect(observeDownload(still, aDownload({ filename: '' }), NOW + HOUR).next).toBe('wait');
  });

  it.each([
    ['an empty file', { bytes: 0, totalBytes: null }, 'not-a-video'],
    ['a web page', { bytes: 1000, mime: 'text/html; charset=utf-8' }, 'not-a-video'],
    ['JSON', { bytes: 1000, mime: 'application/json' }, 'not-a-video'],
    ['fewer bytes than announced', { bytes: 900 }, 'truncated'],
    ['a file that is gone', { bytes: 1000, exists: false }, 'file-missing'],
  ] as const)('does not take %s for complete', (_name, over, kind) => {
    expect(observeDownload(running(), aDownload({ state: 'complete', ...over }), NOW)).toEqual({ next: 'give-up', problem: kind });
  });

  it('hands a complete file to be proven, under the name that the browser really gave', () => {
    const item = aDownload({ state: 'complete', bytes: 1000, filename: '/d/Pika/fox (1).mp4' });
    expect(observeDownload(running(), item, NOW)).toMatchObject({ next: 'verify', save: { state: 'verifying', finalName: '/d/Pika/fox (1).mp4', bytes: 1000 } });
  });

  it('resumes a large download that broke, begins a small one anew', () => {
    const broke = { state: 'interrupted', reason: 'network', canResume: true } as const;
    expect(observeDownload(running(), aDownload({ ...broke, bytes: 50_000_000 }), NOW)).toMatchObject({ next: 'resume', save: { attempts: 2 } });
    expect(observeDownload(running(), aDownload({ ...broke, bytes: 500 }), NOW)).toEqual({ next: 'give-up', problem: 'network' });
    expect(observeDownload(running(), aDownload({ ...broke, bytes: 50_000_000, canResume: false }), NOW).next).toBe('give-up');
  });

  it('leaves a dangerous verdict to the user', () => {
    expect(observeDownload(running(), aDownload({ dangerous: true }), NOW)).toEqual({ next: 'give-up', problem: 'browser-blocked' });
  });

  it('does not trust an id alone', () => {
    expect(isSameDownload(running(), aDownload(), aClip().url)).toBe(true);
    expect(isSameDownload(running(), aDownload({ startTime: new Date(NOW + 1).toISOString() }), aClip().url)).toBe(false);
    expect(isSameDownload(running({ startTime: null }), aDownload({ url: 'https://cdn.pika.art/other.mp4' }), aClip().url)).toBe(false);
  });
});

describe('a file on disk', () => {
  const file = running({ state: 'verifying', bytes: 1000, totalBytes: 1000 });
  const judge = (copy: ServerCopy, save: Save = file) => judgeFile(save, copy, NOW, 0);

  it('is saved when its size is that of the whole MP4 on the server', () => {
    expect(judge({ kind: 'whole', size: 1000 })).toMatchObject({ next: 'saved', save: { state: 'saved', proof: 'boxes', savedAt: NOW } });
    const measured = { width: 1280, height: 720, durationSeconds: 5 };
    expect(judge({ kind: 'whole', size: 1000, measured })).toMatchObject({ save: { measured } });
  });

  it('is saved on its announced length when the link dies before it could be proven', () => {
    expect(judge({ kind: 'link-dead', httpStatus: 404 })).toMatchObject({ next: 'saved', save: { proof: 'length' } });
    expect(judge({ kind: 'link-dead', httpStatus: 404 }, { ...file, totalBytes: null })).toMatchObject({ next: 'look-again' });
  });

  it.each([
    ['another size than the whole copy', { kind: 'whole', size: 1001 }, 'wrong-size'],
    ['the size of a broken copy', { kind: 'truncated', size: 1000 }, 'truncated'],
    ['the size of a web page', { kind: 'not-a-video', size: 1000 }, 'not-a-video'],
  ] as const)('is removed when it has %s', (_name, copy, kind) => {
    expect(judge(copy)).toEqual({ next: 'discard', problem: kind });
  });

  it.each([
    ['a login page', { kind: 'not-a-video', size: 4711 }],
    ['an error', { kind: 'unavailable', httpStatus: 503 }],
    ['half an answer', { kind: 'truncated', size: null }],
  ] as const)('stays when the server now answers with %s: it may be the only good copy', (_name, copy) => {
    expect(judge(copy)).toMatchObject({ next: 'look-again', save: { state: 'verifying', looks: 1, problem: { kind: 'unproven' } } });
  });

  it('is told to the user, not removed, when nobody can prove it', () => {
    expect(judge({ kind: 'unavailable', httpStatus: null }, { ...file, looks: 39 })).toMatchObject({ next: 'look-again', save: { state: 'failed' } });
  });
});

describe('a download that no row points to', () => {
  const row = (over: Partial<Save>) => ({ save: aSave({ attempts: 1, ...over }), clip: aClip() });
  it.each([
    ['adopt', 'its row waits for another try', { state: 'wanted' }],
    ['adopt', 'its row does not know its id yet', { state: 'downloading' }],
    ['discard', 'its row has another download', { state: 'downloading', downloadId: 8 }],
    ['discard', 'its row is saved', { state: 'saved', downloadId: 8 }],
    ['leave', 'its row has not asked for anything yet', { state: 'wanted', attempts: 0 }],
  ] as const)('%s it when %s', (verdict, _when, over) => {
    expect(judgeStray(row(over), aDownload())).toBe(verdict);
  });

  it('is not taken up when its server has refused it already, though the list does not say so yet', () => {
    const refused = row({ state: 'lost', problem: problem('link-dead') });
    expect(judgeStray(refused, aDownload())).toBe('discard');
    expect(judgeStray(refused, aDownload({ state: 'complete' }))).toBe('adopt');
    expect(judgeStray(refused, aDownload({ startTime: new Date(NOW + 1).toISOString() }))).toBe('adopt');
    expect(judgeStray(row({ problem: problem('browser-closed') }), aDownload())).toBe('adopt');
  });

  it('replaces the file that it has written over, unless that was written later, or is of the same size', () => {
    const name = '/d/Pika/fox.mp4';
    const over = (change: Partial<DownloadView> = {}) => aDownload({ id: 8, state: 'complete', filename: name, bytes: 600, endedAt: NOW + 2, ...change });
    const own = aDownload({ id: 9, state: 'complete', filename: name, bytes: 1000, endedAt: NOW + 1 });
    const kept = row({ state: 'saved', downloadId: 9, finalName: name, bytes: 1000, savedAt: NOW + 1 });
    expect(judgeStray(kept, over(), own)).toBe('replace');
    expect(judgeStray(kept, over())).toBe('replace');
    expect(judgeStray(row({ ...kept.save, state: 'verifying' }), over(), own)).toBe('replace');
    expect(judgeStray(kept, over({ endedAt: NOW }), own)).toBe('discard');
    expect(judgeStray(kept, over({ endedAt: NOW }))).toBe('discard');
    expect(judgeStray(kept, over({ endedAt: null }), own)).toBe('discard');
    expect(judgeStray(kept, over({ bytes: 1000 }), own)).toBe('discard');
    expect(judgeStray(kept, over({ filename: '/d/Pika/fox (1).mp4' }), own)).toBe('discard');
  });

  it('is left alone when it is older than our knowledge of the clip: it belongs to an earlier installation', () => {
    expect(judgeStray(row({ state: 'saved' }), aDownload({ startTime: new Date(NOW - 1).toISOString() }))).toBe('leave');
  });
});

describe('what the user asks for again', () => {
  it.each(SAVE_STATES)('a row that is %s', (state) => {
    const after = wantAgain(aSave({ state, downloadId: 7, nextAttemptAt: NOW + HOUR, attempts: 9 }), NOW);
    if (['downloading', 'verifying', 'saved'].includes(state)) expect(after).toBeNull();
    else expect(after).toMatchObject({ state: 'wanted', nextAttemptAt: NOW });
  });

  it('looks again at a file that was only unproven', () => {
    expect(wantAgain(aSave({ state: 'failed', problem: problem('unproven'), downloadId: 7 }), NOW)).toMatchObject({ state: 'verifying', downloadId: 7, looks: 0 });
  });

  it('forgets a cancel', () => {
    expect(wantAgain(aSave({ problem: problem('cancelled'), nextAttemptAt: NOW + 1 }), NOW)?.problem).toBeNull();
    expect(afterQuit(aSave({ problem: problem('cancelled') }), NOW)).toMatchObject({ problem: { kind: 'browser-closed' }, nextAttemptAt: NOW });
    expect(afterQuit(aSave({ problem: problem('network') }), NOW)).toBeNull();
    const left = { name: 'Pika/fox.mp4', given: false } as const;
    expect(afterQuit(aSave({ left }), NOW)).toBeNull();
    expect(afterQuit(aSave({ left: { ...left, here: true } }), NOW)?.left).toEqual(left);
    expect(afterQuit(aSave({ state: 'downloading', observedAt: NOW }), NOW)).toMatchObject({ state: 'downloading', observedAt: null });
  });
});
