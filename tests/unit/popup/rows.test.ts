import { describe, expect, it } from 'vitest';
import { NO_VARIANT } from '../../../lib/domain/jobs/job.ts';
import { madeUpJobId } from '../../../lib/domain/clips/match.ts';
import { rowGroups } from '../../../lib/domain/popup/rows.ts';
import { MINUTE } from '../../../lib/time.ts';
import { alone, data, kept, makeClip, makeJob, makeSave, NOW, problem } from '../../support/popup-data.ts';

const shape = (groups: ReturnType<typeof rowGroups>) => groups.map((group) => [group.kind, group.rows.map((row) => row.title.text)]);

describe('groups', () => {
  const failed = kept(3, 'failed', { state: 'failed', ...problem('browser-blocked') });

  it('put what runs first, then what needs the user, then the rest, then what was lost', () => {
    const groups = rowGroups(
      data({
        jobs: [alone(makeJob(1, { state: 'running', request: { prompt: 'runs' } })), kept(2, 'saved', { state: 'saved' })],
        failed: [failed],
        lost: [kept(4, 'lost', { state: 'lost' })],
        counts: { failed: 1, lost: 1 },
      }),
      NOW,
    );
    expect(shape(groups)).toEqual([['active', ['runs']], ['attention', ['failed']], ['recent', ['saved']], ['lost', ['lost']]]);
  });

  it('show a job once, wherever it was read', () => {
    const lost = kept(4, 'lost', { state: 'lost' });
    const groups = rowGroups(data({ jobs: [failed, lost], failed: [failed], lost: [lost], counts: { failed: 1, lost: 1 } }), NOW);
    expect(shape(groups)).toEqual([['attention', ['failed']], ['recent', ['lost']]]);
  });

  it('bring the clips of one job together and say how many are not shown', () => {
    const job = makeJob(1, { request: { prompt: 'two' } });
    const row = (id: string) => ({ job, clips: [{ clip: makeClip(id, job.id), save: makeSave(id, { state: 'failed' }) }], moreClips: false });
    const [group] = rowGroups(data({ failed: [row('a'), row('b')], counts: { failed: 1002 } }), NOW);
    expect(group?.rows.map((one) => one.clips.map((clip) => clip.id))).toEqual([['a', 'b']]);
    expect(group?.rest).toBe('and 1,000 more clips');
  });

  it('have distinct keys for clips that no job is known of', () => {
    const loose = (id: string) => ({ job: null, clips: [{ clip: makeClip(id, 'gone', { videoId: null }), save: makeSave(id, { state: 'failed' }) }], moreClips: false });
    const [group] = rowGroups(data({ failed: [loose('aaaaaaaaaa'), loose('bbbbbbbbbb')] }), NOW);
    expect(group?.rows.map((row) => row.title.text)).toEqual(['Video without a prompt · aaaaaaaa', 'Video without a prompt · bbbbbbbb']);
    expect(group?.rows.every((row) => !row.showsState)).toBe(true);
  });

  it('call a video that named no job by its clip, and drop its made-up job when it has found the real one', () => {
    const jobId = madeUpJobId('clip00000001');
    const job = makeJob(1, { id: `pika-page:${jobId}`, jobId, request: { model: null, aspectRatio: null, resolution: null } });
    const found = { job, clips: [{ clip: makeClip('clip00000001', job.id), save: null }], moreClips: false };
    const [group] = rowGroups(data({ jobs: [found] }), NOW);
    expect(group?.rows[0]).toMatchObject({ title: { text: 'Video without a prompt · clip0000' }, showsState: false });
    expect(rowGroups(data({ jobs: [alone(job)] }), NOW)).toEqual([]);
  });
});

describe('a row', () => {
  const rowOf = (row: ReturnType<typeof kept>) => rowGroups(data({ jobs: [row] }), NOW)[0]?.rows[0];

  it('shows the state of a finished job only where its clips do not speak for it', () => {
    expect(rowOf(kept(1, 'p', { state: 'saved' }))?.showsState).toBe(false);
    expect(rowOf(alone(makeJob(1)))).toMatchObject({ showsState: true, state: { label: 'Finished without a video', openLibrary: true } });
    expect(rowOf(alone(makeJob(1, { state: 'moderated' })))?.showsState).toBe(true);
  });

  it('claims a time of finishing only for a job that was seen before it finished', () => {
    expect(rowOf(alone(makeJob(1)))?.when).toEqual({ word: 'finished', at: NOW - 5 * MINUTE });
    expect(rowOf(alone(makeJob(1, { finishedAt: NOW - 10 * MINUTE })))?.when).toEqual({ word: 'found', at: NOW - 10 * MINUTE });
    expect(rowOf(alone(makeJob(1, { state: 'failed' })))?.when.word).toBe('ended');
  });

  it('has a deadline exactly while the file is not on disk and can still be had', () => {
    const states = ['wanted', 'downloading', 'verifying', 'failed', 'saved', 'lost', 'skipped'] as const;
    const told = states.map((state) => rowOf(kept(1, 'p', { state }))?.clips[0]?.deadline !== null);
    expect(told).toEqual([true, true, true, true, false, false, false]);
  });

  it('names the file and its size, from any system’s path', () => {
    const file = (finalName: string | null, bytes: number | null) => rowOf(kept(1, 'p', { state: 'saved', finalName, bytes }))?.clips[0]?.file;
    expect(file('C:\\Users\\me\\Pika\\boat.mp4', 4_215_000)).toBe('boat.mp4 · 4.2\u00a0MB');
    expect(file('/home/me/Pika/boat.mp4', null)).toBe('boat.mp4');
    expect(file(null, null)).toBeNull();
  });

  it('tells siblings apart', () => {
    const job = makeJob(1);
    const clips = [makeClip('a', job.id), makeClip('b', job.id, { variant: { ...NO_VARIANT, sfx: true } })].map((clip) => ({ clip, save: null }));
    expect(rowOf({ job, clips, moreClips: false })?.clips.map((clip) => clip.name)).toEqual(['Clip 1', 'with sound']);
    expect(rowOf({ job, clips: clips.slice(0, 1), moreClips: false })?.clips[0]?.name).toBeNull();
  });
});
