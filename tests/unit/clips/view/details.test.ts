import { describe, expect, it } from 'vitest';
import { actionsFor, bulkOf, promptsOf, titleOf } from '../../../../lib/domain/clips/view/bulk.ts';
import { clipDetails, mayPlay, pikaPage } from '../../../../lib/domain/clips/view/details.ts';
import { entryOf } from '../../../../lib/domain/clips/view/entry.ts';
import { NO_MORE } from '../../../../lib/domain/jobs/job.ts';
import { SAVE_STATES } from '../../../../lib/domain/clips/save.ts';
import { HOUR, MINUTE } from '../../../../lib/time.ts';
import { makeClip, makeJob, makeSave, NOW, problem } from '../../../support/popup-data.ts';

const UUID = '0a1b2c3d-8a1e-4c55-9d0a-2b8f0e1c7a44';
const when = (at: number): string => new Date(at).toISOString().slice(11, 16);

function sample(save = makeSave('one', { state: 'saved', measured: { width: 848, height: 480, durationSeconds: 5.04 }, attempts: 3 })) {
  const request = { prompt: 'A fox', negativePrompt: 'blur', seed: '123456789012345678901', creditCost: 1500, feature: 'pikaframes' };
  const job = makeJob(1, { jobId: UUID, request, queuedAt: NOW - 9 * MINUTE, lastActiveAt: NOW - 5 * MINUTE, finishedAt: NOW - 5 * MINUTE, anomalies: [{ at: NOW, kind: 'url-changed', detail: '/v1/x.mp4' }] });
  return entryOf(makeClip('one', job.id, { videoId: UUID }), job, save);
}

const rows = (entry: ReturnType<typeof sample>): Readonly<Record<string, string>> =>
  Object.fromEntries(clipDetails(entry, when).flatMap((group) => group.rows.map(({ name, value }) => [name, value])));

describe('all that is known of a clip', () => {
  it('is told, what was asked for beside what was measured', () => {
    expect(rows(sample())).toMatchObject({
      Model: 'Pika 2.5',
      'Made as': 'Pikaframes',
      Shape: '16:9',
      'Resolution asked for': '720p',
      'Resolution measured': '848 × 480: smaller than asked for',
      'Length measured': '5\u00a0s',
      Seed: '123456789012345678901',
      Credits: '1,500',
      Submitted: '12:56',
      Took: '4\u00a0min',
      Saved: '13:01',
      Size: '4.2\u00a0MB',
      Tries: '3',
      Source: 'pika.art',
      Job: UUID,
      'File moved': '/v1/x.mp4',
    });
  });

  it('is what its source said, too, as text and cut where it is endless', () => {
    const { clip, save } = sample();
    const embed = { type: 'rich', description: 'Made with Pika', imageUrl: 'https://x.example/a.png', width: 1, height: 1 };
    const more = { ...NO_MORE, parentJobId: 'j1', verb: 'pika-button', buttons: ['🔁', 'Edit'], embeds: [embed], content: `Prompt: ${'fox '.repeat(900)}`, log: 'Step 40', createdAt: NOW - 9 * MINUTE, updatedAt: NOW - MINUTE, withheld: ['files.example.org'] };
    const told = rows(entryOf(clip, makeJob(1, { source: 'useapi', more }), save));
    expect(told).toMatchObject({ 'Made from job': 'j1', Command: 'pika-button', Offers: '🔁, Edit', 'Beside it': 'Made with Pika', Log: 'Step 40', 'File not fetched': 'files.example.org', 'Created at its source': when(NOW - 9 * MINUTE), 'Changed at its source': when(NOW - MINUTE) });
    expect(told['Message']?.length).toBe(600);
    expect(clipDetails(sample(), when).map(({ title }) => title)).not.toContain('What its source said');
  });

  it('names the end of the link and why, only while it matters', () => {
    expect(rows(sample())).not.toHaveProperty('Link ends');
    expect(rows(sample(makeSave('one')))['Link ends']).toBe('13:05 (assumed: nobody says, and most links live 24 hours)');
  });

  it('claims no size before the file is whole, and prints no broken value in any state', () => {
    expect(rows(sample(makeSave('one', { state: 'downloading', bytes: 700 })))).not.toHaveProperty('Size');
    for (const state of SAVE_STATES) {
      for (const value of Object.values(rows(sample(makeSave('one', { state, ...problem('network') }))))) expect(value).not.toMatch(/null|undefined|NaN|Invalid|^$/u);
    }
  });
});

describe('the way to a clip', () => {
  it('leads to Pika by the id that Pika gave it', () => {
    expect(pikaPage(sample())).toBe(`https://pika.art/library?v=${UUID}`);
    const { clip, job, save } = sample();
    expect(pikaPage(entryOf({ ...clip, videoId: 'x"><script>' }, job, save))).toBeNull();
    expect(pikaPage(entryOf(clip, job && { ...job, source: 'fal' }, save))).toBeNull();
  });

  it('plays while its link may live', () => {
    const { clip, job, save } = sample();
    const ends = (at: number, why: 'url' | 'assumed') => entryOf({ ...clip, deadline: { at, why } }, job, save);
    expect(mayPlay(ends(NOW + HOUR, 'url'), NOW)).toBe(true);
    expect(mayPlay(ends(NOW - HOUR, 'url'), NOW)).toBe(false);
    expect(mayPlay(ends(NOW - HOUR, 'assumed'), NOW)).toBe(true);
    expect(mayPlay(sample(makeSave('one', { state: 'lost', ...problem('link-dead', 404) })), NOW)).toBe(false);
  });

  it('has a name even where no job is known', () => {
    const clip = makeClip('abcdefghijkl', 'gone');
    expect(titleOf(entryOf(clip, null, null)).text).toBe('Video · abcdefgh');
    expect(titleOf(entryOf(clip, null, makeSave('abcdefghijkl', { finalName: '/x/y/fox.mp4' }))).text).toBe('fox.mp4');
  });
});

describe('bulk actions', () => {
  it('are for the clips that they would change', () => {
    const entries = SAVE_STATES.map((state) => entryOf(makeClip(state, 'j'), null, makeSave(state, { state })));
    entries.push(entryOf(makeClip('later', 'j'), null, makeSave('later', problem('server', 503))));
    expect(bulkOf(entries)).toEqual({ save: ['lost', 'skipped'], retry: ['failed', 'later'], again: ['saved'], skip: ['wanted', 'failed', 'lost', 'later'] });
    expect(actionsFor(null)).toEqual([]);
  });

  it('copy each prompt once', () => {
    const clip = (id: string, prompt: string | null) => entryOf(makeClip(id, id), makeJob(1, { request: { prompt } }), null);
    expect(promptsOf([clip('a', 'fox'), clip('b', ' fox '), clip('c', null), clip('d', 'koi\nin two lines')])).toBe('fox\n\nkoi\nin two lines');
  });
});
