import type { ServerCopy } from '../domain/clips/proof.ts';
import { type Result, fail, ok } from '../result.ts';
import { FIRST_READ, readMp4 } from '../sources/mp4.ts';
import { type RangeAnswer, type RangeFailure, type RangeResult, fetchRange } from './fetch-range.ts';

type Fetch = (url: string, offset: number, length: number) => Promise<RangeResult>;

/** A body without a stated size is measured by reading it, but no further than this: a web page, not a film. */
const MEASURE_UP_TO = 4 * 1024 * 1024;
const DEAD: ReadonlySet<number> = new Set([401, 403, 404, 410]);

/**
 * Looks at the server's copy of a clip by a few small range requests: its size, and whether its boxes add up to it.
 * Never rejects, and never reads a whole film.
 */
export async function inspectClip(url: string, fetch: Fetch = fetchRange): Promise<ServerCopy> {
  const first = await fetch(url, 0, FIRST_READ);
  if (!first.ok) return unavailable(first.failure);
  const total = first.value.total ?? (await measure(url, first.value, fetch));
  if (total === null) return looksLikeFilm(first.value.bytes) ? { kind: 'unavailable', httpStatus: null } : { kind: 'not-a-video', size: null };
  const verdict = await readMp4(total, (offset, length) => readPart(url, first.value, offset, length, fetch));
  if (verdict.ok) {
    const { width, height, durationSeconds } = verdict.value;
    return { kind: 'whole', size: total, measured: { width, height, durationSeconds } };
  }
  switch (verdict.failure.kind) {
    case 'unavailable':
      return { kind: 'unavailable', httpStatus: null };
    case 'truncated':
    case 'trailing-garbage':
    case 'too-many-boxes':
      return { kind: 'truncated', size: total };
    default:
      return { kind: 'not-a-video', size: total };
  }
}

/** The first read serves the first step; a server that changes size between two reads is asked again later. */
async function readPart(url: string, first: RangeAnswer, offset: number, length: number, fetch: Fetch): Promise<Result<Uint8Array, 'unavailable'>> {
  const known = first.bytes.subarray(offset, offset + length);
  if (known.length === length) return ok(known);
  const part = await fetch(url, offset, length);
  if (!part.ok) return fail('unavailable', part.failure.message);
  if (first.total !== null && part.value.total !== first.total) return fail('unavailable', 'The file changed while it was being read.');
  // Less than was asked for, of a file that is said to be larger, tells of the connection, not of the file.
  return part.value.bytes.length < length ? fail('unavailable', 'The server did not send the whole part.') : ok(part.value.bytes);
}

/** Size of a body whose server tells none, if it ends within `MEASURE_UP_TO`. */
async function measure(url: string, first: RangeAnswer, fetch: Fetch): Promise<number | null> {
  if (first.bytes.length < FIRST_READ) return first.bytes.length;
  const all = await fetch(url, 0, MEASURE_UP_TO);
  return all.ok && all.value.bytes.length < MEASURE_UP_TO ? all.value.bytes.length : null;
}

function looksLikeFilm(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && String.fromCharCode(...bytes.subarray(4, 8)) === 'ftyp';
}

function unavailable(failure: RangeFailure): ServerCopy {
  if (failure.kind !== 'http') return { kind: 'unavailable', httpStatus: null };
  return DEAD.has(failure.status) ? { kind: 'link-dead', httpStatus: failure.status } : { kind: 'unavailable', httpStatus: failure.status };
}
