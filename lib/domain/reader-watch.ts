/** Whether our reader still understands pika.art: a state of ours, and never one of Pika's health. */
import { MINUTE, SECOND } from '../time.ts';

export const READER_STATES = ['understood', 'not-understood'] as const;
export type ReaderState = (typeof READER_STATES)[number];

/** What became of one answer that the page got. `puzzling`: it names result files, or holds what looks like a job, and no job could be read. */
export interface AnswerRead {
  readonly jobs: number;
  readonly puzzling: boolean;
}

/** Follows one view of the page. Every call may bring news of a state that has changed; null is none. */
export interface ReaderWatch {
  answered(answer: AnswerRead, now: number): ReaderState | null;
  /** The page shows finished videos of the user's own, whoever understood them. `listed`: in their library. */
  shown(listed: boolean, now: number): ReaderState | null;
  /** Time passes. */
  beat(now: number): ReaderState | null;
}

/** Puzzling answers in a row that make an alarm by themselves; with videos on the page, one is enough. */
const PUZZLES = 3;
/** A puzzle has to last: what the page asks for next may be plain again. */
const LASTS = 20 * SECOND;
/** A library that shows videos, and of which no answer at all was understood for so long: they came in a form unknown to us. */
const SILENT = 2 * MINUTE;

/**
 * One answer that is understood settles it: Pika's page asks for many things, and only when nothing of it is understood
 * any more, while it plainly works, has it been redesigned.
 * @param whole whether we heard this view from its beginning; what began before may have been told to nobody
 */
export function createReaderWatch(whole: boolean): ReaderWatch {
  let puzzles = 0;
  let since = 0;
  let videos = false;
  let listedSince: number | null = null;
  let heard = !whole;
  let said: ReaderState = 'understood';

  const news = (now: number): ReaderState | null => {
    // A clock that was put back starts the wait anew.
    if (now < since) since = now;
    if (listedSince !== null && now < listedSince) listedSince = now;
    const enough = puzzles >= (videos ? 1 : PUZZLES) && now - since >= LASTS;
    const silent = !heard && listedSince !== null && now - listedSince >= SILENT;
    if ((!enough && !silent) || said === 'not-understood') return null;
    said = 'not-understood';
    return said;
  };

  return {
    answered({ jobs, puzzling }, now) {
      if (jobs > 0) {
        heard = true;
        puzzles = 0;
        const changed = said === 'not-understood';
        said = 'understood';
        return changed ? said : null;
      }
      if (!puzzling) return null;
      if (puzzles === 0) since = now;
      puzzles += 1;
      return news(now);
    },
    shown(listed, now) {
      videos = true;
      if (listed) listedSince ??= now;
      return news(now);
    },
    beat: news,
  };
}

/** What is kept of a page that was not understood, until an answer is understood again. */
export interface ReaderTrouble {
  readonly since: number;
  /** Redacted shapes of answers: key names and types, nothing else. */
  readonly shapes: readonly string[];
}

/** Most shapes, and most characters of all of them together. */
export const MAX_SHAPES = 5;
export const MAX_SHAPE_TEXT = 20_000;

/** Whether a text can be nothing but a redacted shape: names, and the signs of JSON. */
export function isShape(text: string): boolean {
  return text.length <= MAX_SHAPE_TEXT && /^[\w$\-"{}[\]:,|.*? \n]*$/.test(text);
}

/** The newest shapes that fit, oldest first; what is not a shape is left out. */
export function fittingShapes(shapes: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let room = MAX_SHAPE_TEXT;
  for (const shape of shapes.filter(isShape).slice(-MAX_SHAPES).toReversed()) {
    room -= shape.length;
    if (room >= 0) kept.unshift(shape);
  }
  return kept;
}

/** The text that a user copies for the developers. @param version of the extension */
export function readerReport({ since, shapes }: ReaderTrouble, version: string): string {
  const head = `Pika Keeper ${version} does not understand pika.art since ${new Date(since).toISOString()}.`;
  const promise = 'Below are names of fields and types only: no prompt, no address, no id.';
  if (shapes.length === 0) return `${head}\nIt shows videos, and no answer that it got was in a form that could be described.`;
  return [head, promise, ...shapes.map((shape, index) => `\nAnswer ${index + 1}:\n${shape}`)].join('\n');
}
