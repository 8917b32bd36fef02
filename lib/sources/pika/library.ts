/**
 * What an answer that the page got says about jobs. Knows no address and no content type, as both have changed
 * before: it goes by the shape of the data alone, in Flight rows, in plain JSON, and on Pika's login page.
 */
import type { SeenJob } from '../../domain/jobs/job.ts';
import { fillRequest } from '../../domain/jobs/merge.ts';
import { fail, ok, type Failure, type Result } from '../../result.ts';
import { FORBIDDEN_KEYS, isFields, number, own, type Fields } from '../fields.ts';
import { readFlight } from './flight.ts';
import { readJson } from '../nesting.ts';
import { readBareSubmit, readJob, type Form } from './seen-job.ts';
import { LOGIN_BUTTON, MAX_TEXT, PASSWORD_FIELD, SIGNED_OUT_TEXT } from './shape.ts';
import { progressRank } from './status.ts';
import { errorOf } from './video.ts';

export interface PageReading {
  /** Each job once, in the order of the listing (newest first, as far as Pika's paging tells). At most `MAX_SEEN`. */
  readonly jobs: readonly SeenJob[];
  /** `signed-out`: the session is dead. `refused`: Pika answered, and said no. */
  readonly notice: 'signed-out' | 'refused' | null;
  /** Pika's words where it refused, at most 300 characters; null otherwise. */
  readonly refusal: string | null;
  /** False when the text has no form that we know, or is a library of which we can read no entry: our reader broke. */
  readonly understood: boolean;
  /** The server's action threw instead of answering. */
  readonly threw: boolean;
  /** Entries in the shape of a job that were of no use. */
  readonly unreadable: number;
  /** Credits left, where the answer tells them. */
  readonly balance: number | null;
}

export type PageProblem = 'too-large' | 'too-deep';

/** Jobs taken from one text. */
export const MAX_SEEN = 1000;

const EMAIL_FIELD = /name=["']?email/i;
/** Keys of an answer that is nothing but its error. */
const BARE_ERROR_KEYS: ReadonlySet<string> = new Set([
  'success', 'message', 'error', 'code', 'statusCode', 'status', 'data', 'hint', 'details',
]);

const NOTHING: PageReading = { jobs: [], notice: null, refusal: null, understood: true, threw: false, unreadable: 0, balance: null };

/**
 * @param text any response body, whole or cut off
 * @returns what it says; a text that says nothing of ours is no failure
 */
export function readPage(text: string): Result<PageReading, PageProblem> {
  if (text.length > MAX_TEXT) return fail('too-large', 'The answer is larger than anything we read.');
  const start = text.slice(0, 200).replace(/^\uFEFF/, '').trimStart();
  if (start.startsWith('<')) return ok({ ...NOTHING, ...readHtml(text) });
  if (start.startsWith('{') || start.startsWith('[')) return readPlain(text.replace(/^\uFEFF/, ''));
  const flight = readFlight(text);
  if (!flight.ok) return unreadable(flight.failure);
  const roots = flight.value.rows.map((row) => row.value);
  return ok({ ...readValues(roots, 'flight'), threw: flight.value.errors.length > 0 });
}

function unreadable(failure: Failure<PageProblem | 'not-flight'>): Result<PageReading, PageProblem> {
  const { kind, message } = failure;
  return kind === 'not-flight' ? ok({ ...NOTHING, understood: false }) : fail(kind, message);
}

/** A captive portal or a challenge is HTML as well, so only what names Pika and asks for its login counts. */
function readHtml(text: string): Pick<PageReading, 'notice' | 'understood'> {
  const asksForLogin = LOGIN_BUTTON.test(text) || (EMAIL_FIELD.test(text) && PASSWORD_FIELD.test(text));
  const isLogin = asksForLogin && /\bpika\b/i.test(text);
  return { notice: isLogin ? 'signed-out' : null, understood: isLogin };
}

function readPlain(text: string): Result<PageReading, PageProblem> {
  const json = readJson(text);
  if (json.kind === 'too-deep') return fail('too-deep', 'The answer nests deeper than we read.');
  if (json.kind === 'broken') return ok({ ...NOTHING, understood: false });
  const reading = readValues([json.value], 'json');
  const bare = reading.jobs.length === 0 ? readBareSubmit(json.value) : null;
  return ok({ ...reading, balance: balanceIn(json.value), ...(bare && { jobs: [bare] }) });
}

/** Pika reads the balance as a list of one row with `credits` in it. */
function balanceIn(value: unknown): number | null {
  const [row, ...more]: readonly unknown[] = Array.isArray(value) ? value : [];
  return isFields(row) && more.length === 0 ? number(own(row, 'credits'), 0, 1_000_000_000) : null;
}

/** @param roots what the answer consists of; they may share parts and refer to each other in circles */
function readValues(roots: readonly unknown[], form: Form): PageReading {
  const places = recordsIn(roots);
  const owned = new Set<unknown>(places.flatMap((place) => listOf(place, 'videos')));
  const jobs = new Map<string, SeenJob>();
  let unreadable = 0;
  for (const place of places) {
    if (owned.has(place)) continue;
    const reading = readJob(place, form);
    if (reading.kind === 'unreadable') unreadable += 1;
    if (reading.kind === 'job' && (jobs.size < MAX_SEEN || jobs.has(reading.job.jobId))) keep(jobs, reading.job);
  }
  const broken = jobs.size === 0 && (unreadable > 0 || roots.some(isLibraryWithEntries));
  return { jobs: [...jobs.values()], ...noticeIn(roots), understood: !broken, threw: false, unreadable, balance: null };
}

/** Every object that the roots lead to, in the order in which the text shows them. */
function recordsIn(roots: readonly unknown[]): Fields[] {
  const found: Fields[] = [];
  const seen = new Set<unknown>();
  const waiting: unknown[] = [...roots].reverse();
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isFields(value)) found.push(value);
    const parts: unknown[] = Array.isArray(value) ? value : partsOf(value);
    for (let at = parts.length - 1; at >= 0; at -= 1) waiting.push(parts[at]);
  }
  return found;
}

function partsOf(value: object): unknown[] {
  return Object.entries(value).flatMap(([key, part]): unknown[] => (FORBIDDEN_KEYS.has(key) ? [] : [part]));
}

function listOf(place: Fields, key: string): readonly unknown[] {
  const list = own(place, key);
  return Array.isArray(list) ? list : [];
}

/** The further state wins, of equals the later; what only the other one knew about the request is kept. */
function keep(jobs: Map<string, SeenJob>, job: SeenJob): void {
  const known = jobs.get(job.jobId);
  if (known === undefined) {
    jobs.set(job.jobId, job);
    return;
  }
  const isNewer = progressRank(job.state) >= progressRank(known.state);
  const [newer, older] = isNewer ? [job, known] : [known, job];
  const videos = newer.videos.length === 0 && newer.state === older.state ? older.videos : newer.videos;
  jobs.set(job.jobId, { ...newer, videos, request: fillRequest(newer.request, older.request) });
}

/** `{success:true, data:{results:[…]}}`: the listing's own envelope, with something in it. */
function isLibraryWithEntries(root: unknown): boolean {
  if (!isFields(root) || own(root, 'success') !== true) return false;
  const data = own(root, 'data');
  return isFields(data) && listOf(data, 'results').length > 0;
}

function noticeIn(roots: readonly unknown[]): Pick<PageReading, 'notice' | 'refusal'> {
  let refusal: string | null = null;
  for (const root of roots) {
    if (!isFields(root)) continue;
    const message = own(root, 'message');
    const said = [errorOf(root), typeof message === 'string' ? message.slice(0, 300) : null].filter((part) => part !== null);
    const refused = own(root, 'success') === false && said.length > 0;
    if (said.some((part) => SIGNED_OUT_TEXT.test(part)) && isBareAnswer(root)) return { notice: 'signed-out', refusal: null };
    if (refused) refusal = said[0] ?? null;
  }
  return { notice: refusal === null ? null : 'refused', refusal };
}

/** An answer that is nothing but its error; a job that failed with such a text is not a lost session. */
function isBareAnswer(root: Fields): boolean {
  return Object.keys(root).every((key) => BARE_ERROR_KEYS.has(key));
}
