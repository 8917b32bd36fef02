import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipFileName } from '../../../lib/domain/clips/filename.ts';
import { sidecarFiles } from '../../../lib/domain/clips/sidecar.ts';
import { templateOf } from '../../../lib/domain/clips/template.ts';
import { NO_MORE, NO_REQUEST } from '../../../lib/domain/jobs/job.ts';
import { aClip, aJob, aSave, NOW } from '../../support/builders.ts';

const BOTH = { sidecar: true, promptFile: true };
const SAVED = aSave({
  state: 'saved', requestedName: 'Pika/2026/fox - aaaaaaaaaa.mp4', finalName: '/home/me/Downloads/Pika/2026/fox - aaaaaaaaaa.mp4', bytes: 1000, savedAt: NOW, proof: 'boxes',
});
const JOB = aJob({ finishedAt: NOW, request: { ...NO_REQUEST, prompt: 'a red fox\n“runs”', model: '2.5', seed: '12345678901234567890', creditCost: 10 } });

describe('the files beside a video', () => {
  it('bear its name and tell what is known of it', () => {
    const [json, txt, ...more] = sidecarFiles(BOTH, SAVED, aClip(), JOB);
    expect(more).toEqual([]);
    expect(txt).toEqual({ name: 'Pika/2026/fox - aaaaaaaaaa.txt', mime: 'text/plain', text: 'a red fox\n“runs”\n' });
    expect(json?.name).toBe('Pika/2026/fox - aaaaaaaaaa.json');
    expect(JSON.parse(json?.text ?? '')).toMatchObject({
      format: 'pika-keeper-clip', version: 1, file: 'fox - aaaaaaaaaa.mp4', clip: 'aaaaaaaaaaaaaaa1', job: JOB.jobId, source: 'pika-page', prompt: 'a red fox\n“runs”',
      model: '2.5', seed: '12345678901234567890', credits: 10, size: 1000, proof: 'boxes', checksum: null, times: { saved: new Date(NOW).toISOString(), finished: new Date(NOW).toISOString(), queued: null },
    });
  });

  it('tell what its source told: when it was made and changed there, from which job and by which word', () => {
    const job = aJob({ id: 'useapi:j2', jobId: 'j2', source: 'useapi', more: { ...NO_MORE, parentJobId: 'j1', verb: 'pika-button', createdAt: NOW - 9000, updatedAt: NOW - 1000, content: 'https://x.example' } });
    const read = (one: typeof job | null): unknown => JSON.parse(sidecarFiles(BOTH, SAVED, aClip({ job: 'useapi:j2' }), one)[0]?.text ?? '');
    expect(read(job)).toMatchObject({ source: 'useapi', parent: 'j1', verb: 'pika-button', times: { created: new Date(NOW - 9000).toISOString(), updated: new Date(NOW - 1000).toISOString() } });
    expect(read(null)).toMatchObject({ parent: null, verb: null, times: { created: null, updated: null } });
  });

  it('hold no link, since a link may let others in', () => {
    const clip = aClip({ url: 'https://cdn.pika.art/v1/x/y.mp4?Signature=secret', posterUrl: 'https://cdn.pika.art/v1/x/y.jpg?Signature=secret' });
    const more = { ...NO_MORE, content: 'See https://x.example?secret', log: 'https://x.example', embeds: [{ type: 'rich', description: null, imageUrl: 'https://x.example', width: null, height: null }] };
    for (const { text } of sidecarFiles(BOTH, SAVED, clip, { ...JOB, more })) expect(text).not.toMatch(/https?:|secret/);
  });

  it('take over the number that the browser has added, and no other name', () => {
    const nameOf = (finalName: string | null) => sidecarFiles(BOTH, { ...SAVED, finalName }, aClip(), JOB)[0]?.name;
    expect(nameOf('C:\\d\\Pika\\2026\\fox - aaaaaaaaaa (1).mp4')).toBe('Pika/2026/fox - aaaaaaaaaa (1).json');
    expect(nameOf('/d/fox - aaaaaaaaaa(2).mp4')).toBe('Pika/2026/fox - aaaaaaaaaa(2).json');
    for (const other of ['/d/9f8e7d6c.mp4', '/d/fox - aaaaaaaaaa..evil.mp4', null]) expect(nameOf(other)).toBe('Pika/2026/fox - aaaaaaaaaa.json');
  });

  it('are there only where they are wanted, known and named', () => {
    expect(sidecarFiles({ sidecar: false, promptFile: false }, SAVED, aClip(), JOB)).toEqual([]);
    expect(sidecarFiles(BOTH, { ...SAVED, state: 'wanted' }, aClip(), JOB)).toEqual([]);
    expect(sidecarFiles(BOTH, { ...SAVED, requestedName: null }, aClip(), JOB)).toEqual([]);
    expect(sidecarFiles(BOTH, SAVED, aClip(), null).map(({ name }) => name)).toEqual(['Pika/2026/fox - aaaaaaaaaa.json']);
    expect(sidecarFiles({ sidecar: false, promptFile: true }, SAVED, aClip(), aJob())).toEqual([]);
  });

  it('are JSON and have a name as legal as the video’s, whatever the prompt', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string(), (prompt, template) => {
        const requestedName = clipFileName({ prompt, clipId: 'aaaaaaaaaaaaaaa1' }, templateOf(template));
        const [json] = sidecarFiles(BOTH, { ...SAVED, requestedName, finalName: `/d/${requestedName}` }, aClip(), aJob({ request: { ...NO_REQUEST, prompt } }));
        expect(json?.name).toBe(requestedName.replace(/\.mp4$/, '.json'));
        expect(JSON.parse(json?.text ?? '')).toMatchObject({ prompt: prompt.toWellFormed() === prompt ? prompt : expect.any(String) });
      }),
      { numRuns: 300 },
    );
  });
});
