import { describe, expect, it } from 'vitest';
import { JOB_SOURCES } from '../../../../lib/sources/jobs/list.ts';
import { answer, failureOf, jobOf, readOne, UUID } from './answers.ts';

const SOURCES = Object.values(JOB_SOURCES);
const GOOD = { useapi: 'progress', fal: 'IN_PROGRESS', 'pika-api': 'started' } as const;

describe.each(SOURCES)('platform fault 20: $id', (source) => {
  it('nested ten thousand deep is refused before it is built', () => {
    const deep = `{"status":"${GOOD[source.id]}","embeds":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
    expect(failureOf(readOne(source, UUID, answer(200, deep))).kind).toBe('not-understood');
  });

  it('with keys that could reach a prototype changes none, and is not believed', () => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const body = `{"status":"${GOOD[source.id]}","${key}":{"polluted":true,"prototype":{"polluted":true}}}`;
      expect(failureOf(readOne(source, UUID, answer(200, body))).kind).toBe('not-understood');
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    const inside = `{"status":"${GOOD[source.id]}","image":{"__proto__":{"url":"x"}},"video":{"__proto__":{"url":"x"}},"attachments":[{"__proto__":{"url":"x"}}]}`;
    expect(jobOf(readOne(source, UUID, answer(200, inside))).job.videos).toEqual([]);
  });

  it('with huge lists is bounded', () => {
    const many = Array.from({ length: 5000 }, (_none, at) => ({ content_type: 'video/mp4', url: `https://cdn.discordapp.com/attachments/1/${at}/a.mp4`, message: 'x'.repeat(20), description: 'y' }));
    const status = { useapi: 'completed', fal: 'IN_PROGRESS', 'pika-api': 'finished' }[source.id];
    const { job } = jobOf(readOne(source, UUID, answer(200, { status, attachments: many.slice(0, 1000), embeds: many.slice(0, 1000), buttons: many.slice(0, 500), logs: many.slice(0, 1000) })));
    expect(job.videos.length).toBeLessThanOrEqual(16);
    expect(job.more?.embeds.length).toBeLessThanOrEqual(10);
  });

  it('with the wrong types, huge numbers and impossible dates keeps what fits', () => {
    const odd = { status: GOOD[source.id], progress: 1e300, queue_position: -1, created: '2023-99-99T99:99:99Z', updated: {}, timestamp: 'NaN', prompt: ['x'], content: 7, attachments: { length: 1e9 }, embeds: 'x', buttons: { 0: 'retry' }, logs: [{ timestamp: '9999999-01-01T00:00:00Z', message: {} }], error: [], url: { href: 'x' }, id: 7, jobid: {}, request_id: [] };
    const { job, linksDieAt, forgottenAt } = jobOf(readOne(source, UUID, answer(200, odd)));
    expect(job).toMatchObject({ jobId: UUID, state: 'running', progress: null, error: null, videos: [] });
    expect([linksDieAt, forgottenAt, job.more?.createdAt, job.more?.updatedAt, job.more?.queuePosition]).toEqual([null, null, null, null, null]);
  });

  it('cut anywhere is not understood', () => {
    const whole = JSON.stringify({ status: GOOD[source.id], prompt: 'ünïcode 🦊' });
    const bytes = new TextEncoder().encode(whole);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(failureOf(readOne(source, UUID, answer(200, '', { bytes: bytes.slice(0, length) }))).kind).toBe('not-understood');
    }
    expect(jobOf(readOne(source, UUID, answer(200, '', { bytes }))).job.state).toBe('running');
  });

  it('longer than it may be is not read', () => {
    const reading = readOne(source, UUID, answer(200, { status: GOOD[source.id] }, { tooLarge: true }));
    expect(reading.kind === 'failure' ? reading.failure.kind : reading.kind).toBe(source.id === 'fal' ? 'ask' : 'not-understood');
  });
});
