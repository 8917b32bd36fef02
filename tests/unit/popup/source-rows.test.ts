import { describe, expect, it } from 'vitest';
import { NO_MORE } from '../../../lib/domain/jobs/job.ts';
import { jobWords } from '../../../lib/domain/jobs/words.ts';
import { sourceNotices } from '../../../lib/domain/popup/source-notices.ts';
import { rowGroups } from '../../../lib/domain/popup/rows.ts';
import { HOUR, MINUTE } from '../../../lib/time.ts';
import { jobEntryOf } from '../../../lib/domain/jobs/view/entry.ts';
import { jobLine } from '../../../lib/domain/jobs/view/line.ts';
import { mergeJob } from '../../../lib/domain/jobs/merge.ts';
import { aSeenJob } from '../../support/builders.ts';
import { alone, data, makeClip, makeJob, makeSave, NOW } from '../../support/popup-data.ts';

const NBSP = '\u00a0';
const HISTORY = { waits: [], hourOf: () => 0 };
const falJob = (fields: Parameters<typeof makeJob>[1]) => makeJob(1, { id: 'fal:a1', jobId: 'a1', source: 'fal', ...fields });

describe('a job of another source', () => {
  it('names its source, its place in the queue and what is usual', () => {
    const queued = falJob({ state: 'queued', more: { ...NO_MORE, queuePosition: 4 } });
    const [group] = rowGroups(data({ jobs: [alone(queued)] }), NOW);
    expect(group?.rows[0]).toMatchObject({ usual: `usually 2–5${NBSP}min (assumed)`, state: { label: 'Waiting in fal’s queue', sentence: '4 jobs come before it.' } });
    expect(group?.rows[0]?.facts).toContain('fal');
    expect(jobWords({ ...queued, more: { ...NO_MORE, queuePosition: 1 } }, NOW).sentence).toBe('1 job comes before it.');
    expect(jobWords({ ...queued, more: { ...NO_MORE, queuePosition: 0 } }, NOW).sentence).toBe('It is the next one.');
    expect(jobWords(falJob({ state: 'running', more: { ...NO_MORE, queuePosition: 4 } }), NOW).sentence).toBeNull();
  });

  it('of pika.art names none: that goes without saying', () => {
    const [group] = rowGroups(data({ jobs: [alone(makeJob(1, { state: 'queued' }))] }), NOW);
    expect(group?.rows[0]?.facts).not.toContain('pika.art');
  });

  it('shows what is usual for its model where that is known', () => {
    const models = [{ name: '2.5', usual: { medianMs: 4 * MINUTE, madMs: MINUTE, p95Ms: 9 * MINUTE, count: 20, basis: 'model' } }] as const;
    const [group] = rowGroups({ ...data({ jobs: [alone(makeJob(1, { state: 'running' }))] }), models }, NOW);
    expect(group?.rows[0]?.usual).toBe(`usually 4${NBSP}min`);
  });

  it('says why the last look told nothing of it, and nothing of an open pika.art tab', () => {
    const running = falJob({ state: 'running', lastSeenAt: NOW - 3 * HOUR, movedAt: NOW });
    expect(jobWords(running, NOW)).toMatchObject({ label: 'Generating', openLibrary: false });
    expect(jobWords(running, NOW, 'fal did not answer.')).toMatchObject({ label: 'Generating when last heard of', tone: 'warn', sentence: 'fal did not answer.', openLibrary: false });
    const [group] = rowGroups({ ...data({ jobs: [alone(falJob({ state: 'running' }))] }), troubles: new Map([['fal:a1', 'fal asks for a break.']]) }, NOW);
    expect(group?.rows[0]?.state).toMatchObject({ tone: 'warn', sentence: 'fal asks for a break.' });
  });

  it('that was just added is not heard of yet, and was added, not ended', () => {
    const added = falJob({ state: 'unknown', rawStatus: '' });
    expect(jobWords(added, NOW)).toMatchObject({ label: 'Not heard of yet', tone: 'wait', sentence: 'fal is asked for it.' });
    const [group] = rowGroups(data({ jobs: [alone(added)] }), NOW);
    expect(group?.rows[0]?.when.word).toBe('added');
  });

  it('that its source does not know says so, and not that Pika said nothing', () => {
    expect(jobWords(falJob({ state: 'unknown', rawStatus: '', error: 'fal does not know this job (any more).' }), NOW)).toMatchObject({ label: 'State not known', sentence: 'fal does not know this job (any more).' });
    expect(jobWords(falJob({ state: 'failed', error: null }), NOW)).toMatchObject({ label: 'Failed on fal', sentence: 'fal gave no reason.' });
  });

  it('that finished without a file sends nobody to the library on pika.art', () => {
    const [group] = rowGroups(data({ jobs: [alone(falJob({ state: 'finished' }))] }), NOW);
    expect(group?.rows[0]?.state).toMatchObject({ label: 'Finished without a video', openLibrary: false, sentence: 'fal named no file for it. Look where you started the video.' });
  });
});

describe('a job whose source names a file that is not fetched', () => {
  const more = { ...NO_MORE, withheld: ['files.example.org'] };
  const said = 'fal names a file at files.example.org that is not fetched: that is none of its known hosts, or the file is no MP4. Save it by hand where you started the video.';

  it('says where that file is, in both screens, and not that there is none', () => {
    const job = falJob({ state: 'finished', active: 0, more });
    const [group] = rowGroups(data({ jobs: [alone(job)] }), NOW);
    expect(group?.rows[0]?.state).toMatchObject({ label: 'Finished without a video', sentence: said, openLibrary: false });
    expect(jobLine(jobEntryOf(job, []), HISTORY, NOW).words).toMatchObject({ label: 'Finished without a video', sentence: said, openLibrary: false });
  });

  it('says so beside the video that was fetched, too', () => {
    const job = falJob({ state: 'finished', active: 0, more });
    const [group] = rowGroups(data({ jobs: [{ ...alone(job), clips: [{ clip: makeClip('a', job.id), save: makeSave('a', { state: 'saved' }) }] }] }), NOW);
    expect(group?.rows[0]).toMatchObject({ showsState: true, state: { label: 'Finished', tone: 'warn', sentence: said } });
    expect(jobLine(jobEntryOf(job, [makeSave('a')]), HISTORY, NOW).words.sentence).toBe(said);
  });

  it('forgets it when a later answer names none such', () => {
    const seen = aSeenJob({ jobId: 'a1', state: 'finished', videos: [], more });
    const first = mergeJob(null, seen, 'fal', NOW, NOW);
    expect(first.more?.withheld).toEqual(['files.example.org']);
    expect(mergeJob(first, { ...seen, more: NO_MORE }, 'fal', NOW + 1, NOW).more).not.toHaveProperty('withheld');
  });
});

it('in the dashboard, too, one that finished without a file sends to its own source, and to the library only for pika.art', () => {
  const words = (job: ReturnType<typeof makeJob>, trouble: string | null = null) => jobLine(jobEntryOf(job, []), HISTORY, NOW, { trouble }).words;
  expect(words(falJob({ state: 'finished' }))).toMatchObject({ sentence: 'fal named no file for it. Look where you started the video.', openLibrary: false });
  expect(words(falJob({ state: 'finished' }), 'fal asks for a break.').sentence).toBe('fal asks for a break.');
  expect(words(makeJob(1, { state: 'finished' }))).toMatchObject({ sentence: 'Pika showed no file for it. Your library may show it.', openLibrary: true });
});

it('each source that waits for the user has one notice, with the way to Settings', () => {
  const views = sourceNotices([{ id: 'useapi', message: 'One.' }, { id: 'fal', message: 'Two.' }]);
  expect(views.map(({ kind, title, text, action }) => [kind, title, text, action?.kind])).toEqual([
    ['source:useapi', 'useapi waits for you', 'One.', 'open-settings'],
    ['source:fal', 'fal waits for you', 'Two.', 'open-settings'],
  ]);
});
