/**
 * Is this file a whole MP4? Its top-level boxes must add up to its size exactly, and hold a film and its data. Only
 * headers and the film's table of contents are read: two small reads for a usual clip, whatever its size.
 * Written as steps without I/O: the caller reads what a step asks for, from wherever it likes.
 */
import { fail, ok, type Result } from '../result.ts';
import { boxAt, HEADER_BYTES, type Box } from './mp4/boxes.ts';
import { readMovie, type Movie } from './mp4/movie.ts';

export interface Mp4Facts {
  /** Null where the file does not say, or its table of contents is too large to be read. */
  readonly durationSeconds: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly hasAudio: boolean | null;
}

/** `html` and `json`: an error page under a video's name. `trailing-garbage`: a whole film with something behind it. */
export type Mp4Problem = 'html' | 'json' | 'empty' | 'not-mp4' | 'truncated' | 'trailing-garbage' | 'too-many-boxes';

export type Mp4Step =
  | { readonly kind: 'need'; readonly offset: number; readonly length: number; readonly state: Mp4State }
  | { readonly kind: 'done'; readonly result: Result<Mp4Facts, Mp4Problem> };

/** What is known between two reads. */
export interface Mp4State {
  readonly size: number;
  readonly at: number;
  readonly boxes: number;
  readonly reads: number;
  readonly hasType: boolean;
  readonly hasData: boolean;
  readonly movie: Mp4Facts | null;
}

/** Holds the whole table of contents of a usual clip that has it in front, so that one read tells all. */
export const FIRST_READ = 32 * 1024;
const NEXT_READ = 4096;
export const MAX_BOXES = 64;
export const MAX_READS = 16;
/** A larger table of contents is believed unread. */
export const MAX_MOVIE = 1024 * 1024;
/** When no more than this is left, it is read in one go. */
const LAST_READ = 64 * 1024;

const UNKNOWN: Mp4Facts = { durationSeconds: null, width: null, height: null, hasAudio: null };
/** May stand before `ftyp`. */
const LEADING = new Set(['styp', 'free', 'skip', 'wide']);
/** Cut off in one of these, the file is too short; cut off in anything else, it is not a box at all. */
const KNOWN = new Set(['ftyp', 'moov', 'mdat', 'moof', 'mfra', 'free', 'skip', 'wide', 'udta', 'uuid', 'meta', 'sidx', 'styp']);

/** @param size of the whole file in bytes */
export function startMp4(size: number): Mp4Step {
  if (!Number.isSafeInteger(size) || size <= 0) return problem('empty');
  const state: Mp4State = { size, at: 0, boxes: 0, reads: 0, hasType: false, hasData: false, movie: null };
  return need(state, 0, FIRST_READ);
}

/**
 * @param step the `need` that was answered
 * @param bytes what stands at `step.offset`; fewer than asked for means that the file is shorter than it claims
 */
export function feedMp4(step: Extract<Mp4Step, { kind: 'need' }>, bytes: Uint8Array): Mp4Step {
  if (bytes.length < step.length) return problem(step.offset === 0 ? (looksLikeText(bytes) ?? 'truncated') : 'truncated');
  const window: Window = { offset: step.offset, bytes: bytes.subarray(0, step.length) };
  let state = step.state;
  while (state.at < state.size) {
    const next = takeBox(state, window);
    if ('kind' in next) return next;
    state = next;
  }
  return finish(state);
}

/** Drives the steps with the caller's reader; a failed read ends them with the reader's own failure. */
export async function readMp4<Kind extends string>(
  size: number,
  read: (offset: number, length: number) => Promise<Result<Uint8Array, Kind>>,
): Promise<Result<Mp4Facts, Mp4Problem | Kind>> {
  let step = startMp4(size);
  while (step.kind === 'need') {
    const bytes = await read(step.offset, step.length);
    if (!bytes.ok) return bytes;
    step = feedMp4(step, bytes.value);
  }
  return step.result;
}

interface Window {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

function need(state: Mp4State, offset: number, length: number): Mp4Step {
  if (state.reads >= MAX_READS) return problem('too-many-boxes');
  const left = state.size - offset;
  const wanted = Math.min(left, left <= LAST_READ && offset > 0 ? LAST_READ : length);
  return { kind: 'need', offset, length: wanted, state: { ...state, reads: state.reads + 1 } };
}

/** The state behind the box at `state.at`, or a step when it takes another read or ends here. */
function takeBox(state: Mp4State, window: Window): Mp4State | Mp4Step {
  const left = state.size - state.at;
  const from = state.at - window.offset;
  if (from + Math.min(HEADER_BYTES, left) > window.bytes.length) return need(state, state.at, NEXT_READ);
  const box = boxAt(window.bytes, from);
  if (box === null) return problem(notABox(state, window));
  if (!state.hasType && box.type !== 'ftyp' && !LEADING.has(box.type)) return problem(notABox(state, window));
  const size = box.size ?? left;
  if (size > left) return problem(KNOWN.has(box.type) ? 'truncated' : isComplete(state) ? 'trailing-garbage' : 'not-mp4');
  if (state.boxes >= MAX_BOXES) return problem('too-many-boxes');
  if (box.type === 'moov') return takeMovie(state, window, box, size);
  return passed(state, size, {
    hasType: state.hasType || box.type === 'ftyp',
    hasData: state.hasData || box.type === 'moof' || (box.type === 'mdat' && size > box.header),
  });
}

function takeMovie(state: Mp4State, window: Window, box: Box, size: number): Mp4State | Mp4Step {
  if (state.movie !== null) return problem('not-mp4');
  if (size > MAX_MOVIE) return passed(state, size, { movie: UNKNOWN });
  const from = state.at - window.offset;
  if (from + size > window.bytes.length) {
    // The next box's header comes along, so that a film before its data takes no third read.
    return need(state, state.at, size + HEADER_BYTES);
  }
  const movie: Movie | null = readMovie(window.bytes.subarray(from + box.header, from + size));
  return movie === null ? problem('not-mp4') : passed(state, size, { movie });
}

function passed(state: Mp4State, size: number, found: Partial<Mp4State>): Mp4State {
  return { ...state, ...found, at: state.at + size, boxes: state.boxes + 1 };
}

function isComplete(state: Mp4State): boolean {
  return state.hasType && state.hasData && state.movie !== null;
}

function finish(state: Mp4State): Mp4Step {
  if (!state.hasType) return problem('not-mp4');
  if (!isComplete(state)) return problem('truncated');
  return { kind: 'done', result: ok(state.movie ?? UNKNOWN) };
}

/** What it is that stands where a box should. */
function notABox(state: Mp4State, window: Window): Mp4Problem {
  if (!state.hasType) return looksLikeText(window.bytes.subarray(state.at - window.offset)) ?? 'not-mp4';
  if (isComplete(state)) return 'trailing-garbage';
  return state.size - state.at < HEADER_BYTES ? 'truncated' : 'not-mp4';
}

/** The first sign that is not white space tells a page from data. */
function looksLikeText(bytes: Uint8Array): 'html' | 'json' | null {
  const start = new TextDecoder().decode(bytes.subarray(0, 512)).trimStart();
  if (start.startsWith('<')) return 'html';
  return start.startsWith('{') || start.startsWith('[') ? 'json' : null;
}

const SENTENCES: Readonly<Record<Mp4Problem, string>> = {
  html: 'The file is a web page, not a video.',
  json: 'The file is an error message, not a video.',
  empty: 'The file is empty.',
  'not-mp4': 'The file is not a video that a player would open.',
  truncated: 'The file ends too early.',
  'trailing-garbage': 'The file goes on after the end of its video.',
  'too-many-boxes': 'The file has more parts than we check.',
};

function problem(kind: Mp4Problem): Mp4Step {
  return { kind: 'done', result: fail(kind, SENTENCES[kind]) };
}
