import { describe, expect, it } from 'vitest';
import { judgeTest, parseToken } from '../../../../lib/domain/jobs/job-source.ts';
import { FAILURE_RULES, LEAST_WAIT, MOST_WAIT, SOURCE_FAILURES, transportFailure } from '../../../../lib/domain/jobs/source-failure.ts';
import { HOUR, MINUTE, SECOND } from '../../../../lib/time.ts';
import { JOB_SOURCES } from '../../../../lib/sources/jobs/list.ts';
import { accessOf, answer, failureOf, NOW, page, readOne, UUID } from './answers.ts';

const SOURCES = Object.values(JOB_SOURCES);
const BODIES = { useapi: { error: 'No\nway', code: 1 }, fal: { detail: 'No\nway' }, 'pika-api': { message: 'No\nway' } } as const;

describe.each(SOURCES)('$id', (source) => {
  it.each([
    [401, 'token-refused', 'pause'],
    [402, 'no-credit', 'pause'],
    [404, 'gone', 'confirm'],
    [410, 'gone', 'confirm'],
    [429, 'busy', 'wait'],
    [500, 'server', 'retry'],
    [502, 'server', 'retry'],
    [503, 'server', 'retry'],
    [408, 'server', 'retry'],
    [418, 'not-understood', 'retry'],
    [301, 'not-understood', 'retry'],
  ])('%d is %s and leads to %s', (status, kind, next) => {
    const failure = failureOf(readOne(source, UUID, answer(status, BODIES[source.id])));
    expect([failure.kind, failure.next, failure.status]).toEqual([kind, next, status]);
  });

  it('keeps what it said, on one line', () => {
    expect(failureOf(readOne(source, UUID, answer(404, BODIES[source.id]))).said).toBe('No way');
  });

  it('platform fault 17: never takes a web page for the end of a job: the address may be wrong, or a network asks to sign in', () => {
    for (const status of [200, 400, 403, 404, 410, 418, 422]) {
      const failure = failureOf(readOne(source, UUID, page(status)));
      expect([failure.kind, failure.next]).toEqual(['not-understood', 'retry']);
      expect(failure.message).toContain('web page');
    }
    expect(failureOf(readOne(source, UUID, answer(404, 'nothing here', { contentType: 'text/plain' }))).kind).toBe('not-understood');
  });

  it('does not follow a redirect with the token', () => {
    const failure = failureOf(readOne(source, UUID, answer(0, '', { redirect: true })));
    expect([failure.kind, failure.message.includes('address')]).toEqual(['not-understood', true]);
  });

  it.each([
    [0, LEAST_WAIT],
    [5 * SECOND, LEAST_WAIT],
    [10 * MINUTE, 10 * MINUTE],
    [1e15, MOST_WAIT],
  ])('platform fault 18: Retry-After of %d ms waits %d ms', (retryAfterMs, waitMs) => {
    for (const status of [429, 503]) {
      expect(failureOf(readOne(source, UUID, answer(status, BODIES[source.id], { retryAfterMs }))).waitMs).toBe(waitMs);
    }
  });

  it('is tested with a job that is not there: 404 accepts the token, 401 does not', () => {
    const question = source.test(accessOf(source));
    const judge = (status: number): string => judgeTest(source.read(question, answer(status, BODIES[source.id]), accessOf(source), NOW));
    expect([404, 400, 401, 402, 429, 500].map(judge)).toEqual(['accepted', 'accepted', 'refused', 'no-credit', 'not-known', 'not-known']);
    expect(judgeTest(source.read(question, page(404), accessOf(source), NOW))).toBe('not-known');
  });

  it('asks for no more than an answer about one job needs, and puts the token into headers alone', () => {
    const question = source.ask(UUID, accessOf(source));
    expect(question.limit).toBeLessThanOrEqual(1024 * 1024);
    expect(question.url).not.toContain('secret-token');
    expect(Object.values(question.headers).join()).toContain('secret-token');
  });
});

describe('sentences', () => {
  it('exist for every failure, differ, name the source and hold no jargon', () => {
    const all = SOURCE_FAILURES.map((kind) => FAILURE_RULES[kind].sentence('Acme'));
    expect(new Set(all).size).toBe(SOURCE_FAILURES.length);
    for (const sentence of all) {
      expect(sentence).toMatch(/Acme.*\.$/);
      expect(sentence).not.toMatch(/HTTP|JSON|\d{3}|null|undefined/);
    }
  });

  it('a time-out says nothing about the job', () => {
    expect(transportFailure('timeout', 'Acme')).toMatchObject({ kind: 'timeout', next: 'retry', status: null });
    expect(transportFailure('too-large', 'Acme').kind).toBe('not-understood');
    expect(transportFailure('unreachable', 'Acme').kind).toBe('unreachable');
  });

  it('useapi’s overflow rests the whole source for three minutes', () => {
    const failure = failureOf(readOne(JOB_SOURCES.useapi, 'x1', answer(504, { error: 'Query is full', code: 504 })));
    expect([failure.kind, failure.next, failure.waitMs]).toEqual(['server', 'wait', 3 * MINUTE]);
    expect(MOST_WAIT).toBe(HOUR);
  });
});

describe('a token', () => {
  it.each([
    ['  Bearer user:1-abc ', 'user:1-abc'],
    ['Key id:secret', 'id:secret'],
    ['Authorization: Bearer x1y2', 'x1y2'],
    ['X-API-KEY: abcd', 'abcd'],
    ['abcd', 'abcd'],
  ])('%s is taken without the words around it', (raw, token) => {
    expect(parseToken(raw)).toBe(token);
  });

  it.each(['', '   ', 'a b c d', 'abc\r\nEvil: 1', 'töken', 'abc', 7, null, 'x'.repeat(3000)])('%j is none', (raw) => {
    expect(parseToken(raw)).toBeNull();
  });
});
