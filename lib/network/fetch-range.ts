import { type Failure, fail, ok, type Result } from '../result.ts';
import { saysChallenge } from '../sources/pika/answers.ts';
import { SECOND } from '../time.ts';
import { discard, readUpTo } from './read-body.ts';
import { type FetchDeps, type FetchFailure, type Head, PLATFORM, request, within } from './timed-fetch.ts';

/** A server without ranges sends from the start; skipping more than this to reach a part is not worth the traffic. */
const MAX_SKIP = 4 * 1024 * 1024;
/** No caller needs more of a file at once. */
const MAX_LENGTH = 4 * 1024 * 1024;

export interface RangeAnswer {
  /** 206, or 200 from a server that ignores ranges. */
  readonly status: number;
  /** From `offset` on, at most `length`; fewer at the file's end, none where a server without ranges is too far from it. */
  readonly bytes: Uint8Array;
  /** Size of the whole file in bytes; null when the server does not tell. */
  readonly total: number | null;
  /** True when the server sent the part alone. */
  readonly ranged: boolean;
  readonly contentType: string | null;
}

export type RangeFailure = Failure<'timeout' | 'unreachable' | 'aborted' | 'challenge'> | (Failure<'http'> & { readonly status: number });
export type RangeResult = { readonly ok: true; readonly value: RangeAnswer } | { readonly ok: false; readonly failure: RangeFailure };

export interface RangeOptions {
  /** Milliseconds; 15 s unless told. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Reads `length` bytes of a file from `offset` on (at most 4 MiB), and learns its size. `http` is any answer that is
 * not the file: its status is in the failure. `challenge` is a bot check in its place, whatever its status: it tells
 * nothing of the file.
 */
export async function fetchRange(
  url: string,
  offset: number,
  length: number,
  options: RangeOptions = {},
  deps: FetchDeps = PLATFORM,
): Promise<RangeResult> {
  const wanted = Math.min(length, MAX_LENGTH);
  const timeoutMs = options.timeoutMs ?? 15 * SECOND;
  const headers = { Range: `bytes=${offset}-${offset + wanted - 1}` };
  const asked = { timeoutMs, headers, ...(options.signal ? { signal: options.signal } : {}) };
  let refusal: number | null = null;
  const result: Result<RangeAnswer, FetchFailure | 'http' | 'challenge'> = await within(asked, async (signal) => {
    const { head, body } = await request(url, asked, signal, deps);
    const part = locate(head, offset);
    if (part === null) {
      refusal = head.status;
      discard(body);
      if (saysChallenge((name) => head.headers.get(name))) return fail('challenge', 'A bot check stands before the file.');
      return fail('http', `The server answered with ${head.status}.`);
    }
    const read = part.skip <= MAX_SKIP ? await readUpTo(body, part.skip + wanted, signal) : new Uint8Array();
    if (part.skip > MAX_SKIP) discard(body);
    const { total, ranged } = part;
    return ok({ status: head.status, bytes: read.slice(part.skip), total, ranged, contentType: head.headers.get('content-type') });
  });
  return result.ok ? result : { ok: false, failure: withStatus(result.failure, refusal) };
}

interface Part {
  /** Bytes to drop from the head of the body. */
  readonly skip: number;
  readonly total: number | null;
  readonly ranged: boolean;
}

/** Where in the answer the wanted part lies; null when the answer is not the file. */
function locate(head: Head, offset: number): Part | null {
  if (head.status === 200) return { skip: offset, total: wholeLength(head.headers), ranged: false };
  if (head.status !== 206) return null;
  const range = /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15}|\*)$/.exec(head.headers.get('content-range')?.trim() ?? '');
  // A part that does not say which one it is, or starts after ours, proves nothing.
  if (range === null || Number(range[1]) > offset) return null;
  return { skip: offset - Number(range[1]), total: range[2] === '*' ? null : Number(range[2]), ranged: true };
}

/** Content-Length counts what is sent; of a compressed answer that is not the file's size. */
function wholeLength(headers: Headers): number | null {
  const encoding = headers.get('content-encoding');
  const text = headers.get('content-length')?.trim() ?? '';
  return (encoding === null || encoding === 'identity') && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function withStatus(failure: Failure<FetchFailure | 'http' | 'challenge'>, status: number | null): RangeFailure {
  const { kind, message } = failure;
  if (kind === 'http') return { kind, message, status: status ?? 0 };
  // A range is never too large: it is cut.
  return { ...failure, kind: kind === 'too-large' ? 'unreachable' : kind, message };
}
