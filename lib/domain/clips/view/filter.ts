/** Which clips are shown, and in which order. */
import { DAY, HOUR } from '../../../time.ts';
import type { Source } from '../../jobs/job.ts';
import type { SaveState } from '../save.ts';
import { type ClipEntry, isUnsaved } from './entry.ts';
import { holdsAll, searchTerms } from './search.ts';

/** Save states as a person asks for them. */
export const STATE_GROUPS = ['all', 'saved', 'open', 'failed', 'lost', 'skipped'] as const;
export type StateGroup = (typeof STATE_GROUPS)[number];

const GROUP_OF: Readonly<Record<SaveState, StateGroup>> = {
  wanted: 'open',
  downloading: 'open',
  verifying: 'open',
  saved: 'saved',
  failed: 'failed',
  lost: 'lost',
  skipped: 'skipped',
};

/** Of unsaved clips: whose link ends within two hours or a day, or has ended. */
export const DEADLINES = ['all', 'near', 'day', 'passed'] as const;
export type DeadlineFilter = (typeof DEADLINES)[number];

/** Days back from now; 0 for ever. */
export const AGES = [0, 1, 7, 30, 365] as const;

export const ORDERS = ['newest', 'deadline', 'name'] as const;
export type Order = (typeof ORDERS)[number];

export interface ClipFilter {
  readonly text: string;
  readonly state: StateGroup;
  /** As the source spells it; null for any. */
  readonly model: string | null;
  readonly source: Source | null;
  /** One of `AGES`. */
  readonly days: number;
  readonly deadline: DeadlineFilter;
}

export const NO_FILTER: ClipFilter = { text: '', state: 'all', model: null, source: null, days: 0, deadline: 'all' };

export const NEAR = 2 * HOUR;

/** A test for entries at one moment; what can be worked out once is. */
export function filterAt(filter: ClipFilter, now: number): (entry: ClipEntry) => boolean {
  const terms = searchTerms(filter.text);
  const since = filter.days === 0 ? -Infinity : now - filter.days * DAY;
  const { state, model, source, deadline } = filter;
  return (entry) =>
    (state === 'all' || groupOf(entry) === state) &&
    (model === null || entry.job?.request.model === model) &&
    (source === null || entry.job?.source === source) &&
    entry.clip.firstSeenAt >= since &&
    (deadline === 'all' || endsAs(entry, deadline, now)) &&
    holdsAll(entry.key, terms);
}

/** A clip that the ledger has no row of waits like one that has. */
export function groupOf({ save }: Pick<ClipEntry, 'save'>): StateGroup {
  return save === null ? 'open' : GROUP_OF[save.state];
}

function endsAs(entry: ClipEntry, deadline: Exclude<DeadlineFilter, 'all'>, now: number): boolean {
  if (!isUnsaved(entry)) return false;
  const left = entry.clip.deadline.at - now;
  if (deadline === 'passed') return left <= 0;
  return left > 0 && left <= (deadline === 'near' ? NEAR : DAY);
}

/** Whether anything is left out. */
export function isFiltered(filter: ClipFilter): boolean {
  return searchTerms(filter.text).length > 0 || filter.state !== 'all' || filter.model !== null || filter.source !== null || filter.days !== 0 || filter.deadline !== 'all';
}

/** Sorts into a new array. By deadline: unsaved clips first, the link that ends first in front; what is saved needs none, and follows newest first. */
export function sortEntries(entries: readonly ClipEntry[], order: Order): readonly ClipEntry[] {
  if (order === 'newest') return entries.toSorted(byNewest);
  if (order === 'name') return entries.toSorted((a, b) => byText(a.key, b.key) || byNewest(a, b));
  return entries.toSorted((a, b) => {
    const [first, second] = [isUnsaved(a), isUnsaved(b)];
    if (first !== second) return first ? -1 : 1;
    return (first ? a.clip.deadline.at - b.clip.deadline.at : 0) || byNewest(a, b);
  });
}

/** Clips of one sighting have one moment: the job's place in its listing tells them apart. */
function byNewest(a: ClipEntry, b: ClipEntry): number {
  return b.clip.firstSeenAt - a.clip.firstSeenAt || (b.job?.order ?? 0) - (a.job?.order ?? 0) || byText(a.clip.id, b.clip.id);
}

/** By code unit: a collator takes a second for 10,000 prompts, and folded keys need none. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Models that occur, in the order of the alphabet. */
export function modelsOf(entries: readonly ClipEntry[]): readonly string[] {
  return [...new Set(entries.flatMap(({ job }) => job?.request.model ?? []))].sort();
}

/** Sources that occur. */
export function sourcesOf(entries: readonly ClipEntry[]): readonly Source[] {
  return [...new Set(entries.flatMap(({ job }) => job?.source ?? []))].sort();
}

export interface Nearing {
  readonly count: number;
  /** When the first link ends, and whether that is only assumed. */
  readonly first: number;
  readonly assumed: boolean;
}

/** Unsaved clips whose link ends within two hours; null when there is none. */
export function nearing(entries: readonly ClipEntry[], now: number): Nearing | null {
  const near = entries.filter((entry) => endsAs(entry, 'near', now));
  const first = near.reduce<ClipEntry | null>((one, other) => (one === null || other.clip.deadline.at < one.clip.deadline.at ? other : one), null);
  return first === null ? null : { count: near.length, first: first.clip.deadline.at, assumed: first.clip.deadline.why === 'assumed' };
}
