/** Answers as the poller would hand them over. */
import type { Answer, JobSource, Question, SourceAccess, SourceReading } from '../../../../lib/domain/jobs/job-source.ts';

export const NOW = Date.UTC(2026, 10, 21, 12);
export const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e';

export function accessOf(source: JobSource): SourceAccess {
  return { base: source.base, token: 'user:1-secret-token' };
}

export function answer(status: number, body: unknown, more: Partial<Answer> = {}): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, contentType: 'application/json; charset=utf-8', retryAfterMs: null, bytes: new TextEncoder().encode(text), redirect: false, tooLarge: false, ...more };
}

export function page(status: number): Answer {
  return answer(status, '<!doctype html><html><body>Not here</body></html>', { contentType: 'text/html' });
}

/** One reading of an answer to the first question about a job. */
export function readOne(source: JobSource, jobId: string, given: Answer, question: Question = source.ask(jobId, accessOf(source))): SourceReading {
  return source.read(question, given, accessOf(source), NOW);
}

export function jobOf(reading: SourceReading): Extract<SourceReading, { kind: 'job' }> {
  if (reading.kind !== 'job') throw new Error(`no job: ${JSON.stringify(reading)}`);
  return reading;
}

export function failureOf(reading: SourceReading): Extract<SourceReading, { kind: 'failure' }>['failure'] {
  if (reading.kind !== 'failure') throw new Error(`no failure: ${JSON.stringify(reading)}`);
  return reading.failure;
}
