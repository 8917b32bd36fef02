/**
 * A file that an attempt may have left whole on disk, although the browser knows nothing of it: a browser writes its list
 * of downloads down only now and then, and one that is killed comes back without the last few.
 */
import type { DownloadView } from './download.ts';
import { baseOf, hasName, slashed, withoutNumber } from './renamed.ts';
import type { Save } from './save.ts';

export interface LeftBehind {
  /** As `Save.requestedName`. */
  readonly name: string;
  /** The browser had given this very name, so that it was nobody else's; else it was only asked for. */
  readonly given: boolean;
  /** The browser that was asked lives on: should the file come, it will say so, and nothing is written over until then. */
  readonly here?: true;
}

/** What an attempt may have left, whose end nobody has seen; null when that cannot be asked for again. */
export function leftBy(save: Save): LeftBehind | null {
  const { finalName, left = null, requestedName } = save;
  if (requestedName === null) return left;
  if (finalName === null) return left ?? { name: requestedName, given: false };
  // Under a lost name it lies straight in the browser's own folder (lost-name.ts).
  const name = save.lostName ? baseOf(finalName) : givenName(save);
  return name === null || (name === left?.name && !left.here) ? left : { name, given: true };
}

/** What an attempt may still leave that has not begun, in a browser that lives on. */
export function mayCome({ left, requestedName }: Save): LeftBehind | null {
  return left ?? (requestedName === null ? null : { name: requestedName, given: false, here: true });
}

/** The row once the browser that was asked is gone: what was to come has come, or never will. */
export function withoutHope(save: Save): Save {
  return save.left?.here ? { ...save, left: { name: save.left.name, given: save.left.given } } : save;
}

/**
 * Whether the browser had to add a number to the name: something that this ledger has not put there was in its place. Told by first
 * attempts alone: a later one may have met what an earlier one, given up for dead, had put there after all.
 */
export function metAnother(save: Save): boolean {
  const name = givenName(save);
  return save.attempts === 1 && name !== null && name !== save.requestedName;
}

/**
 * How the next attempt asks: for the file that may be there, and over it. Where only the wish for the name is known, and
 * other clips have met files of their names that were not this ledger's, it may be somebody's: then nothing is written over.
 * @param strangers whether other clips have
 * @returns null when nothing is left behind
 */
export function nameAgain({ left, problem }: Save, strangers: boolean): { readonly name: string; readonly over: boolean } | null {
  if (left === undefined || left.here || problem?.kind === 'name-refused') return null;
  return { name: left.name, over: left.given || !strangers };
}

/** Whether the running attempt asks for the name of an earlier one, as `nameAgain` says. */
export function asksAgain({ left, requestedName }: Save): boolean {
  return left !== undefined && left.name === requestedName;
}

/**
 * Whether one of these downloads is writing a file of this name at this moment. Chromium writes nothing over that: it opens a dialog
 * (tried in 156; `DownloadPathReservationTracker` calls it a conflict).
 * @param name as `Save.requestedName`
 */
export function isBeingWritten(name: string, items: readonly DownloadView[]): boolean {
  return items.some(({ state, filename }) => state === 'in_progress' && hasName(filename, name));
}

/** Whether the browser's own name is known, and is the one that was asked for, up to a number. */
export function hasAskedName(save: Save): boolean {
  return givenName(save) !== null;
}

/** The browser's own name below its download folder; null when it is not the one that was asked for, up to a number. */
function givenName({ finalName, requestedName }: Save): string | null {
  if (finalName === null || requestedName === null) return null;
  if (hasName(finalName, requestedName)) return requestedName;
  return hasName(withoutNumber(finalName), requestedName) ? slashed(finalName).split('/').slice(-requestedName.split('/').length).join('/') : null;
}
