/** What a person reads about a save: one label, one sentence, one thing to do, for every state and problem. */
import { never } from '../../result.ts';
import type { Source } from '../jobs/job.ts';
import { agoWords, sizeWords, spanWords, type Tone } from '../words.ts';
import type { Deadline } from './clip.ts';
import { canBeAsked, sourceName, whereElse } from './elsewhere.ts';
import { type Hold, isHeld } from './gate.ts';
import { heldWords, skippedSentence } from './hold-words.ts';
import { isFileMissing, isOutOfReach } from './on-disk.ts';
import type { Save, SaveProblem, SaveProblemKind } from './save.ts';

/** What the button on a clip does: start the save again, show the file, or get a fresh link by opening the library. */
export type ClipActionKind = 'retry' | 'show' | 'open-library';

export interface ClipAction {
  readonly kind: ClipActionKind;
  readonly label: string;
}

export interface SaveWords {
  readonly label: string;
  readonly tone: Tone;
  /** One sentence when the label is not enough, else null. */
  readonly sentence: string | null;
  /** 0–1 while bytes arrive; null when not downloading or the size is not known. */
  readonly fraction: number | null;
  readonly action: ClipAction | null;
}

const RETRY: ClipAction = { kind: 'retry', label: 'Try again' };
const TRY_NOW: ClipAction = { kind: 'retry', label: 'Try now' };
const SAVE_IT: ClipAction = { kind: 'retry', label: 'Save' };
const SAVE_AGAIN: ClipAction = { kind: 'retry', label: 'Save again' };
const SHOW: ClipAction = { kind: 'show', label: 'Show in folder' };
const ASK_AGAIN: ClipAction = { kind: 'retry', label: 'Ask again' };
const LIBRARY: ClipAction = { kind: 'open-library', label: 'Open library' };

interface ProblemWords {
  /** What happened. */
  readonly what: string;
  /** What the user can do; null when waiting is all that it takes. */
  readonly next: string | null;
  readonly action: ClipAction;
}

/** What happened and what to do, for one kind of problem. The HTTP status is named where it helps a support thread. */
export function problemWords({ kind, httpStatus }: Pick<SaveProblem, 'kind' | 'httpStatus'>): ProblemWords {
  const status = httpStatus === null ? '' : ` (${httpStatus})`;
  switch (kind) {
    case 'network':
      return { what: 'The connection broke while saving.', next: null, action: RETRY };
    case 'server':
      return { what: `The video’s server answered with an error${status}.`, next: null, action: RETRY };
    case 'link-dead':
      return {
        what: `The video’s link stopped working${status}.`,
        next: 'Open your Pika library: it hands out a fresh link.',
        action: LIBRARY,
      };
    case 'not-a-video':
      return { what: 'The server sent something that is not a video.', next: null, action: RETRY };
    case 'truncated':
      return { what: 'The file arrived incomplete.', next: null, action: RETRY };
    case 'wrong-size':
      return { what: 'The file is not as long as its server says.', next: null, action: RETRY };
    case 'disk-full':
      return { what: 'Your disk is full.', next: 'Free some space, then try again.', action: RETRY };
    case 'disk-denied':
      return {
        what: 'The download folder cannot be written to.',
        next: 'Check the download folder in your browser’s settings, then try again.',
        action: RETRY,
      };
    default:
      return browserProblemWords(kind);
  }
}

type BrowserProblem = Exclude<
  SaveProblemKind,
  'network' | 'server' | 'link-dead' | 'not-a-video' | 'truncated' | 'wrong-size' | 'disk-full' | 'disk-denied'
>;

function browserProblemWords(kind: BrowserProblem): ProblemWords {
  switch (kind) {
    case 'name-refused':
      return { what: 'The browser refused the file name.', next: null, action: RETRY };
    case 'cancelled':
      return { what: 'You cancelled this download.', next: null, action: SAVE_IT };
    case 'browser-blocked':
      return { what: 'Your browser holds this file back as dangerous.', next: 'Keep or discard it on the browser’s downloads page.', action: RETRY };
    case 'asks':
      return { what: 'Your browser asked where to save it, and got no answer.', next: 'Switch that question off in its download settings, then try again.', action: RETRY };
    case 'policy':
      return { what: 'Your organization does not let this browser save it.', next: 'Ask whoever manages this computer to allow downloads.', action: RETRY };
    case 'browser-closed':
      return { what: 'The browser closed in the middle of saving.', next: null, action: RETRY };
    case 'file-missing':
      return { what: 'The file was saved once, but it is not there any more.', next: null, action: SAVE_AGAIN };
    case 'gone':
      return { what: 'The link is dead, and its source does not know the video any more.', next: null, action: RETRY };
    case 'unproven':
      return { what: 'Pika’s server did not let us check whether the file is whole.', next: null, action: RETRY };
    default:
      return never(kind);
  }
}

/**
 * Words for a clip's save at `now`; a clip without a row in the ledger reads as waiting.
 * @param source where its job comes from: a dead link is replaced, and a lost clip looked for, in another place for each
 * @param hold why waiting clips do not begin, if something holds them
 * @param waits what its source waits for before it is asked for anything (`SourceWaits`); null when it is asked
 */
export function saveWords(save: Save | null, now: number, source: Source = 'pika-page', hold: Hold | null = null, waits: string | null = null): SaveWords {
  if (save === null) return plain('Waiting', 'wait', null, null);
  switch (save.state) {
    case 'wanted':
      return hold !== null && isHeld(save, hold) ? heldWords(save, hold, now) : wantedWords(save, now, source, waits);
    case 'downloading':
      return downloadingWords(save);
    case 'verifying':
      return plain('Checking the file', 'busy', null, null);
    case 'saved':
      return savedWords(save, now);
    case 'failed':
      return failedWords(save.problem);
    case 'lost':
      return lostWords(save.problem, source);
    case 'skipped':
      return plain('Not saved', 'quiet', save.problem ? problemWords(save.problem).what : skippedSentence(save, source), SAVE_IT);
    default:
      return never(save.state);
  }
}

function plain(label: string, tone: Tone, sentence: string | null, action: ClipAction | null): SaveWords {
  return { label, tone, sentence, fraction: null, action };
}

function wantedWords(save: Save, now: number, source: Source, waits: string | null): SaveWords {
  if (save.problem === null) return plain('Waiting its turn', 'wait', null, null);
  if (save.problem.kind === 'link-dead' && waits !== null) return plain('Waiting for you', 'warn', `${problemWords(save.problem).what} ${waits}`, null);
  const wait = save.nextAttemptAt - now;
  const again = wait > 0 ? `Tries again in ${spanWords(Math.max(wait, 1000))}.` : 'Tries again in a moment.';
  if (save.problem.kind === 'link-dead' && canBeAsked(source)) {
    const sentence = `${problemWords(save.problem).what} ${sourceName(source)} is asked for a fresh one. ${again}`;
    return plain('Waiting', 'wait', sentence, wait > 0 ? ASK_AGAIN : null);
  }
  const { what, next, action } = problemWords(save.problem);
  const sentence = [what, next ?? again].join(' ');
  // What is due already needs no press.
  const retry = wait > 0 ? TRY_NOW : null;
  return plain('Waiting', next === null ? 'wait' : 'warn', sentence, action.kind === 'retry' ? retry : action);
}

function downloadingWords(save: Save): SaveWords {
  const { bytes, totalBytes } = save;
  if (bytes !== null && totalBytes !== null && totalBytes > 0) {
    const fraction = Math.min(1, Math.max(0, bytes / totalBytes));
    return { ...plain(`Saving ${Math.floor(fraction * 100)}\u00a0%`, 'busy', null, null), fraction };
  }
  return plain(bytes === null || bytes === 0 ? 'Saving' : `Saving, ${sizeWords(bytes)} so far`, 'busy', null, null);
}

function savedWords(save: Save, now: number): SaveWords {
  const when = save.savedAt === null ? '' : ` ${agoWords(now - save.savedAt)}`;
  if (isFileMissing(save)) return plain('Not on disk', 'warn', `Saved${when}, but the file is not there any more: it was moved or deleted.`, SAVE_AGAIN);
  if (save.proof === 'listed') return plain('Saved', 'good', 'Was in your folder list, not checked.', SAVE_AGAIN);
  if (isOutOfReach(save)) {
    const why = save.attempts === 0 ? 'as your archive says; not looked for on this computer' : 'but the browser has forgotten where';
    return plain('Saved', 'good', `Saved${when}, ${why}.`, SAVE_AGAIN);
  }
  const sentence = save.proof === 'length' ? 'Only its length could be checked: the link ended before we could look inside.' : null;
  return plain('Saved', 'good', sentence, SHOW);
}

function failedWords(problem: SaveProblem | null): SaveWords {
  if (problem === null) return plain('Not saved', 'bad', 'Saving did not work.', RETRY);
  const { what, next, action } = problemWords(problem);
  return plain('Not saved', 'bad', next === null ? what : `${what} ${next}`, action);
}

function lostWords(problem: SaveProblem | null, source: Source): SaveWords {
  const what = problem === null ? 'Pika does not offer this video any more.' : problemWords(problem).what;
  return plain('Lost', 'bad', `${what} ${whereElse(source)}`, canBeAsked(source) ? ASK_AGAIN : LIBRARY);
}

export interface DeadlineWords {
  readonly sentence: string;
  /** "assumed" when nobody told us: an assumption is labelled as one. */
  readonly label: string | null;
  /** Within two hours of the end, or past it. */
  readonly near: boolean;
}

const NEAR = 2 * 60 * 60 * 1000;

/** When the clip's link ends, seen from `now`. Only for clips that are not on disk. */
export function deadlineWords({ at, why }: Deadline, now: number): DeadlineWords {
  const assumed = why === 'assumed';
  const left = at - now;
  const label = assumed ? 'assumed' : null;
  if (left <= 0) {
    const sentence = assumed ? `link may have expired ${agoWords(-left)}` : `link expired ${agoWords(-left)}`;
    return { sentence, label, near: true };
  }
  return { sentence: `link ${assumed ? 'may expire' : 'expires'} in ${spanWords(left)}`, label, near: left < NEAR };
}
