/**
 * "Save my whole library": the library page is scrolled, by the user or for the user, and what it shows is saved. Nothing is
 * asked of Pika but what its own page loads by being scrolled.
 */
import { HOUR, MINUTE, SECOND } from '../../time.ts';
import type { SaveState } from './save.ts';

export const BACKFILL_COMMANDS = ['start', 'pause', 'resume', 'cancel'] as const;
export type BackfillCommand = (typeof BACKFILL_COMMANDS)[number];

/** Files and bytes that had come by a moment. */
interface Mark {
  readonly at: number;
  readonly files: number;
  readonly bytes: number;
}

/** The one run, as it is stored: it outlives the worker, the tab and the browser. */
export interface Backfill {
  readonly startedAt: number;
  readonly paused: boolean;
  /** When the page showed the end of the library; null before. */
  readonly endedAt: number | null;
  /** The tab that scrolls, when it last said so, and whether the user has taken the page over. */
  readonly walker: { readonly tab: number; readonly at: number; readonly touched: boolean } | null;
  /** Files saved since the start, and the last of them, for speed and remaining time. */
  readonly files: number;
  readonly bytes: number;
  readonly marks: readonly Mark[];
}

/**
 * `looking`: a page scrolls; `touched`: it waits while the user uses the page; `away`: no library is open in front;
 * `saving`: all has been seen, and is on its way.
 */
export type BackfillPhase = 'looking' | 'touched' | 'away' | 'saving' | 'paused' | 'done';

export interface BackfillView {
  readonly phase: BackfillPhase;
  /** Clips in the ledger that are meant to be on disk, and those that are. */
  readonly found: number;
  readonly saved: number;
  /** Failed or lost. */
  readonly trouble: number;
  /** Saved since the start. */
  readonly files: number;
  readonly bytes: number;
  /** Bytes a second of the last two minutes; null until there are enough. */
  readonly speed: number | null;
  /** Ms for what has been found so far; null until it can be told. */
  readonly left: number | null;
}

/** A walker that has said nothing for so long walks no more: its tab is hidden, closed or elsewhere. */
const WALKS_FOR = 20 * SECOND;
const WINDOW = 2 * MINUTE;
const MOST_MARKS = 40;
/** The news that it is done stays for so long. */
const DONE_FOR = HOUR;

/** What a command makes of the run; the same object where it changes nothing. */
export function command(run: Backfill | null, said: BackfillCommand, now: number): Backfill | null {
  switch (said) {
    case 'start':
      return run !== null && run.endedAt === null ? { ...run, paused: false } : begun(now);
    case 'cancel':
      return null;
    case 'pause':
    case 'resume':
      return run === null || run.paused === (said === 'pause') ? run : { ...run, paused: said === 'pause', marks: [] };
  }
}

function begun(now: number): Backfill {
  return { startedAt: now, paused: false, endedAt: null, walker: null, files: 0, bytes: 0, marks: [{ at: now, files: 0, bytes: 0 }] };
}

export interface Walked {
  readonly ended: boolean;
  readonly touched: boolean;
}

/**
 * Takes in what a tab says of its walk. One tab walks at a time; another one takes over when that one is silent.
 * @returns the run, and whether this tab walks on
 */
export function walked(run: Backfill, tab: number, { ended, touched }: Walked, now: number): { readonly run: Backfill; readonly walks: boolean } {
  if (run.paused || run.endedAt !== null) return { run, walks: false };
  if (run.walker !== null && run.walker.tab !== tab && isAtWork(run.walker.at, now)) return { run, walks: false };
  return { run: { ...run, walker: { tab, at: now, touched }, endedAt: ended ? now : null }, walks: !ended };
}

/** A clock that was put back does not keep a silent walker at work. */
function isAtWork(at: number, now: number): boolean {
  return now >= at && now - at < WALKS_FOR;
}

/** The run with one more file on disk. */
export function fileCame(run: Backfill, size: number, now: number): Backfill {
  const mark = { at: now, files: run.files + 1, bytes: run.bytes + size };
  const fresh = run.marks.filter(({ at }) => at <= now && now - at < WINDOW);
  return { ...run, files: mark.files, bytes: mark.bytes, marks: [...fresh, mark].slice(-MOST_MARKS) };
}

/** @returns null when there is nothing to tell: none was started, or its end is old news */
export function backfillView(run: Backfill | null, counts: Readonly<Record<SaveState, number>>, now: number): BackfillView | null {
  if (run === null) return null;
  const waiting = counts.wanted + counts.downloading + counts.verifying;
  const trouble = counts.failed + counts.lost;
  const phase = phaseOf(run, waiting, now);
  if (phase === 'done' && now - Math.max(run.endedAt ?? 0, run.marks.at(-1)?.at ?? 0) > DONE_FOR) return null;
  return { phase, found: waiting + trouble + counts.saved, saved: counts.saved, trouble, files: run.files, bytes: run.bytes, ...pace(run, waiting, now) };
}

function phaseOf({ paused, endedAt, walker }: Backfill, waiting: number, now: number): BackfillPhase {
  if (paused) return 'paused';
  if (endedAt !== null) return waiting > 0 ? 'saving' : 'done';
  if (walker === null || !isAtWork(walker.at, now)) return 'away';
  return walker.touched ? 'touched' : 'looking';
}

function pace({ paused, marks }: Backfill, waiting: number, now: number): { readonly speed: number | null; readonly left: number | null } {
  const [first] = marks.filter(({ at }) => at <= now && now - at < WINDOW);
  const last = marks.at(-1);
  if (paused || first === undefined || last === undefined || last.files - first.files < 3 || last.at <= first.at) return { speed: null, left: null };
  const span = last.at - first.at;
  return { speed: ((last.bytes - first.bytes) * SECOND) / span, left: (waiting * span) / (last.files - first.files) };
}

/** A stored value as a run; null for anything else. */
export function parseBackfill(raw: unknown): Backfill | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const { startedAt, paused, endedAt, walker, files, bytes, marks }: Partial<Record<keyof Backfill, unknown>> = raw;
  if (!isCount(startedAt) || !isCount(files) || !isCount(bytes)) return null;
  return {
    startedAt,
    paused: paused === true,
    endedAt: isCount(endedAt) ? endedAt : null,
    walker: parseWalker(walker),
    files,
    bytes,
    marks: Array.isArray(marks) ? marks.filter(isMark).slice(-MOST_MARKS) : [],
  };
}

function parseWalker(raw: unknown): Backfill['walker'] {
  const { tab, at, touched }: Partial<Record<'tab' | 'at' | 'touched', unknown>> = typeof raw === 'object' && raw !== null ? raw : {};
  return isCount(tab) && isCount(at) ? { tab, at, touched: touched === true } : null;
}

function isMark(raw: unknown): raw is Mark {
  const { at, files, bytes }: Partial<Record<keyof Mark, unknown>> = typeof raw === 'object' && raw !== null ? raw : {};
  return isCount(at) && isCount(files) && isCount(bytes);
}

function isCount(raw: unknown): raw is number {
  return typeof raw === 'number' && raw >= 0 && Number.isFinite(raw);
}
