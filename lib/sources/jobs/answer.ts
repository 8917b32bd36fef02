/** What every source does first with an answer: is it one, is it data, does it refuse? */
import type { Answer, SourceReading } from '../../domain/jobs/job-source.ts';
import { sourceFailure, type FailureDetails, type SourceFailureKind } from '../../domain/jobs/source-failure.ts';
import { FORBIDDEN_KEYS, isFields, own, text, type Fields } from '../fields.ts';
import { readJson } from '../nesting.ts';

/** Bytes of an answer about one job that are read. */
export const MAX_ANSWER = 256 * 1024;

/** An answer's body as data: `fields` is empty where there is none, and `isData` then false. */
export interface Document {
  readonly isData: boolean;
  /** It is a web page: somebody else answered, or the address is wrong. */
  readonly isPage: boolean;
  readonly fields: Fields;
}

/** Decodes a body; never throws, and never hands out what is nested as a trap. */
export function openAnswer(answer: Answer): Document {
  const body = new TextDecoder().decode(answer.bytes.subarray(0, MAX_ANSWER * 8));
  const isPage = /\bhtml\b/i.test(answer.contentType ?? '') || /^\s*<(?:!doctype|html|head|body|\?xml)/i.test(body.slice(0, 500));
  const json = isPage || answer.tooLarge ? null : readJson(body);
  const fields = json?.kind === 'value' && isFields(json.value) && !hasForbidden(json.value) ? json.value : null;
  return { isData: fields !== null, isPage, fields: fields ?? {} };
}

/** A document that names a prototype at its top was written to harm, not to inform. */
function hasForbidden(fields: Fields): boolean {
  return [...FORBIDDEN_KEYS].some((key) => Object.hasOwn(fields, key));
}

/** What a source does other than by the rules. */
export type Exceptions = Partial<Record<number, FailureDetails & { readonly kind?: SourceFailureKind }>>;

/**
 * The failure that an answer's status stands for; null for a good one. Only data can end a job: a 404 with a web page
 * says that the address is wrong, not that the job is gone.
 *
 * @param status the HTTP status, or the one that the body gives in its place
 */
export function refusalOf(answer: Answer, document: Document, name: string, said: string | null, exceptions: Exceptions = {}, status = answer.status): SourceReading | null {
  if (answer.redirect || (status >= 300 && status < 400)) {
    return failure('not-understood', name, { status: answer.status, message: `${name} sends us on to another address, where the token must not go. Check the address in Settings; it is asked again later.` });
  }
  if (status >= 200 && status < 300) return null;
  const { kind = kindOf(status, document), ...details } = exceptions[status] ?? {};
  if (kind === 'not-understood') return notUnderstood(name, document, status);
  return failure(kind, name, { ...details, status, said, retryAfterMs: answer.retryAfterMs });
}

function kindOf(status: number, document: Document): SourceFailureKind {
  if (status === 401) return 'token-refused';
  if (status === 402) return 'no-credit';
  if (status === 429) return 'busy';
  if (status === 408 || status === 409 || status === 425 || status >= 500) return status === 511 ? 'unreachable' : 'server';
  if (!document.isData) return 'not-understood';
  if (status === 403) return 'forbidden';
  if (status === 400 || status === 422) return 'bad-id';
  return status === 404 || status === 410 ? 'gone' : 'not-understood';
}

/** An answer that says nothing about the job. */
export function notUnderstood(name: string, document: Document, status: number): SourceReading {
  if (!document.isPage) return failure('not-understood', name, { status });
  const message = `${name} answered with a web page in place of data. If your network asks you to sign in, do that first; else check the address in Settings. It is asked again later.`;
  return failure('not-understood', name, { status, message });
}

export function failure(kind: SourceFailureKind, name: string, details: FailureDetails = {}): SourceReading {
  return { kind: 'failure', failure: sourceFailure(kind, name, details) };
}

/** One line of at most 200 characters out of the first of `values` that is a text. */
export function saidIn(...values: readonly unknown[]): string | null {
  for (const value of values) {
    const line = text(value, 200)?.replace(/\s+/g, ' ') ?? null;
    if (line !== null) return line;
  }
  return null;
}

/** Moments before this are no moments of a job: Pika did not exist. */
const EARLIEST = Date.UTC(2023, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** An ISO 8601 moment in ms since 1970, with any number of digits of a second; null for anything else. */
export function momentOf(value: unknown): number | null {
  if (typeof value !== 'string' || value.length > 40) return null;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/.test(value)) return null;
  const at = Date.parse(value);
  return at >= EARLIEST && at < LATEST ? at : null;
}

/** An own list's first `limit` objects. */
export function rowsIn(fields: Fields, key: string, limit: number): Fields[] {
  const list = own(fields, key);
  return Array.isArray(list) ? list.slice(0, limit).filter(isFields) : [];
}
