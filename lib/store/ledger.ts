import type { Clip } from '../domain/clips/clip.ts';
import { afterQuit } from '../domain/clips/cancel.ts';
import { metAnother } from '../domain/clips/left-behind.ts';
import type { Save, SaveState } from '../domain/clips/save.ts';
import { replaceFrom } from '../domain/clips/step.ts';
import { isPointedAt } from '../domain/clips/pointed.ts';
import { byTurn, isExpress } from '../domain/clips/turn.ts';
import type { Store } from './db.ts';
import { countStates, inState } from './save-counts.ts';

/** A row of the ledger with the clip that it is about. */
export interface LedgerRow {
  readonly save: Save;
  readonly clip: Clip;
}

/**
 * Writes one row. `strict` waits until the disk has it: for intents and outcomes, which must survive a power cut.
 * @returns false when the row is not, any more, in the state that the change was made from: somebody was faster
 */
export async function putSave(db: Store, save: Save, from: readonly SaveState[], strict: boolean): Promise<boolean> {
  const tx = db.transaction('saves', 'readwrite', { durability: strict ? 'strict' : 'relaxed' });
  const now = await tx.store.get(save.clip);
  const next = now ? replaceFrom(save, from)(now) : null;
  if (next) await tx.store.put(next);
  await tx.done;
  return next !== null;
}

export async function readRow(db: Store, clipId: string): Promise<LedgerRow | null> {
  return rowIn(db.transaction(['saves', 'clips']), clipId);
}

/** Rows of these clips as of one moment, in their order; null for what is not in the ledger. */
export async function readRows(db: Store, ids: readonly string[]): Promise<(LedgerRow | null)[]> {
  const tx = db.transaction(['saves', 'clips']);
  return Promise.all(ids.map((id) => rowIn(tx, id)));
}

/**
 * The row of the browser's download. A browser that was killed gives ids again that older rows still hold: without
 * `startTime`, the row changed last is meant.
 */
export async function readRowByDownload(db: Store, downloadId: number, startTime?: string): Promise<LedgerRow | null> {
  const tx = db.transaction(['saves', 'clips']);
  const rows = await tx.objectStore('saves').index('byDownload').getAll(downloadId);
  const row = rows.filter((save) => startTime === undefined || save.startTime === startTime).sort((a, b) => b.updatedAt - a.updatedAt)[0];
  return row ? rowIn(tx, row.clip) : null;
}

/** Of these downloads of the browser those that no row points to. */
export async function readUnowned<Item extends { readonly id: number; readonly startTime: string }>(db: Store, items: readonly Item[]): Promise<readonly Item[]> {
  const index = db.transaction('saves').store.index('byDownload');
  const rows = await Promise.all(items.map(({ id }) => index.getAll(id)));
  return items.filter((item, n) => !rows[n]?.some(({ startTime }) => startTime === item.startTime));
}

/** @param pathKey the clip's path, whichever host serves it */
export async function readRowByPath(db: Store, pathKey: string): Promise<LedgerRow | null> {
  return (await readRowsByPath(db, [pathKey]))[0] ?? null;
}

/** Rows of these paths as of one moment, in their order; null for what is not in the ledger. */
export async function readRowsByPath(db: Store, pathKeys: readonly string[]): Promise<(LedgerRow | null)[]> {
  const tx = db.transaction(['saves', 'clips']);
  return Promise.all(
    pathKeys.map(async (pathKey) => {
      const id = await tx.objectStore('clips').index('byPath').getKey(pathKey);
      return id === undefined ? null : rowIn(tx, id);
    }),
  );
}

/** As much of a transaction as reading rows takes, whatever else it is about. */
export interface LedgerTx {
  objectStore(name: 'saves'): SavesReader;
  objectStore(name: 'clips'): { get(id: string): Promise<Clip | undefined> };
}

interface SavesReader {
  get(clip: string): Promise<Save | undefined>;
  index(name: 'byState' | 'byDeadline'): {
    getAll(range: IDBKeyRange, count?: number): Promise<Save[]>;
    openCursor(range: IDBKeyRange, direction?: 'prev'): Promise<SavesCursor | null>;
  };
}

interface SavesCursor {
  readonly value: Save;
  continue(): Promise<SavesCursor | null>;
}

export async function rowIn(tx: LedgerTx, clipId: string): Promise<LedgerRow | null> {
  const [save, clip] = await Promise.all([tx.objectStore('saves').get(clipId), tx.objectStore('clips').get(clipId)]);
  return save && clip ? { save, clip } : null;
}

/** Rows that are downloading or verifying: few, since few run at a time. */
export async function readRunning(db: Store): Promise<LedgerRow[]> {
  return runningIn(db.transaction(['saves', 'clips']));
}

export async function runningIn(tx: LedgerTx): Promise<LedgerRow[]> {
  const index = tx.objectStore('saves').index('byState');
  const lists = await Promise.all((['downloading', 'verifying'] as const).map((state) => index.getAll(inState(state))));
  return withClips(lists.flat(), tx);
}

/** Rows of each view that `readDue` chooses from. */
const VIEW = 200;
const NEWEST = 50;
/** Rows that `expressIn` looks at: it runs each time that a download ends. */
const LAST_DUE = 8;

/** Of those due last, when only what the user asked for may begin: it was asked for lately. */
const NEWEST_ASKED = 200;

/** Up to `limit` rows that are wanted and due, in the order of `byTurn`; `asked`: of those only what the user asked for. */
export async function readDue(db: Store, now: number, limit: number, asked = false): Promise<LedgerRow[]> {
  const tx = db.transaction(['saves', 'clips']);
  return withClips((await dueIn(tx, now, asked)).slice(0, limit), tx);
}

/** Saves that are wanted and due, in the order of `byTurn`: hundreds of rows are read for it. */
export async function dueIn(tx: LedgerTx, now: number, asked: boolean): Promise<Save[]> {
  const saves = tx.objectStore('saves');
  const isDue = IDBKeyRange.bound(['wanted', -Infinity], ['wanted', now]);
  // Views, because no one index has this order: the longest due and the nearest deadlines.
  const [longestDue, nearest] = await Promise.all([saves.index('byState').getAll(isDue, VIEW), saves.index('byDeadline').getAll(inState('wanted'), VIEW)]);
  const rows = [...longestDue, ...nearest];
  // And those due last: a new clip must not be hidden behind hundreds of old ones.
  let cursor = longestDue.length < VIEW ? null : await saves.index('byState').openCursor(isDue, 'prev');
  for (let n = 0; cursor && n < (asked ? NEWEST_ASKED : NEWEST); n += 1) {
    rows.push(cursor.value);
    cursor = await cursor.continue();
  }
  const due = new Map(rows.filter((save) => save.nextAttemptAt <= now && (!asked || isPointedAt(save))).map((save) => [save.clip, save]));
  return [...due.values()].sort(byTurn);
}

/** Up to `limit` first tries for clips that somebody waits for. They are due since just now, so only the last due are looked at. */
export async function expressIn(tx: LedgerTx, now: number, limit: number): Promise<LedgerRow[]> {
  const rows: Save[] = [];
  let cursor = await tx.objectStore('saves').index('byState').openCursor(IDBKeyRange.bound(['wanted', -Infinity], ['wanted', now]), 'prev');
  for (let n = 0; cursor && n < LAST_DUE && rows.length < limit; n += 1) {
    if (isExpress(cursor.value)) rows.push(cursor.value);
    cursor = await cursor.continue();
  }
  return withClips(rows, tx);
}

/** When the next wanted row falls due, or null when none is wanted. */
export async function nextDueAt(db: Store): Promise<number | null> {
  const cursor = await db.transaction('saves').store.index('byState').openCursor(inState('wanted'));
  return cursor ? cursor.value.nextAttemptAt : null;
}

export function countSaves(db: Store): Promise<Readonly<Record<SaveState, number>>> {
  return countStates(db.transaction('saves').store);
}

const UNSAVED = ['wanted', 'downloading', 'verifying', 'failed'] as const;

/** Unsaved clips whose link dies between two moments: how many, and when the first does. */
export async function dyingBetween(db: Store, from: number, to: number): Promise<{ readonly count: number; readonly first: number | null }> {
  const tx = db.transaction('saves');
  const index = tx.store.index('byDeadline');
  const ranges = rangesOf({ from, to });
  const counts = await Promise.all(ranges.map((range) => index.count(range)));
  const firsts = await Promise.all(ranges.map(async (range, n) => (counts[n] === 0 ? Infinity : ((await index.openCursor(range))?.value.deadlineAt ?? Infinity))));
  const count = counts.reduce((sum, one) => sum + one, 0);
  return { count, first: count === 0 ? null : Math.min(...firsts) };
}

/** The same number of one's own transaction's moment, with those that were found lost since the span began: `lost` says whether they count. */
export async function countDying(saves: DyingReader, span: Span, lost: boolean): Promise<number> {
  const index = saves.index('byDeadline');
  const gone = lost ? await index.getAll(IDBKeyRange.bound(['lost', span.from], ['lost', span.to])) : [];
  const counts = await Promise.all(rangesOf(span).map((range) => index.count(range)));
  return counts.reduce((sum, one) => sum + one, gone.filter(({ problem }) => problem !== null && problem.at > span.from).length);
}

interface DyingReader {
  index(name: 'byDeadline'): { count(range: IDBKeyRange): Promise<number>; getAll(range: IDBKeyRange): Promise<Save[]> };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function rangesOf({ from, to }: Span): IDBKeyRange[] {
  return UNSAVED.map((state) => IDBKeyRange.bound([state, from], [state, to]));
}

/** Saved rows that `metStrangers` looks at: what an earlier installation has left shows soon. */
const LOOKED_AT = 200;

/** Whether files that this ledger has not put there have stood in the way of some of the clips saved last. */
export async function metStrangers(db: Store): Promise<boolean> {
  let cursor = await db.transaction('saves').store.index('byState').openCursor(inState('saved'), 'prev');
  for (let n = 0; cursor && n < LOOKED_AT; n += 1) {
    if (metAnother(cursor.value)) return true;
    cursor = await cursor.continue();
  }
  return false;
}

/** Reads, changes and writes one row in one transaction; null leaves it alone. What the user has said is on disk when it is answered. */
export async function changeSave(db: Store, clip: string, change: (save: Save) => Save | null): Promise<void> {
  const tx = db.transaction('saves', 'readwrite', { durability: 'strict' });
  const save = await tx.store.get(clip);
  const next = save && change(save);
  if (next) await tx.store.put(next);
  await tx.done;
}

/** Applies `change` to every row in one of `states`, in one transaction; null leaves a row alone. */
export async function changeSaves(db: Store, states: readonly SaveState[], change: (save: Save) => Save | null): Promise<number> {
  const tx = db.transaction('saves', 'readwrite', { durability: 'strict' });
  let changed = 0;
  for (const state of states) {
    for (const save of await tx.store.index('byState').getAll(inState(state))) {
      const next = change(save);
      if (!next) continue;
      changed += 1;
      await tx.store.put(next);
    }
  }
  await tx.done;
  return changed;
}

/** Notes that the browser was restarted: what its quitting has cancelled is due again. */
export function noteRestart(db: Store, now: number): Promise<number> {
  return changeSaves(db, ['wanted', 'downloading', 'verifying'], (save) => afterQuit(save, now));
}

export async function withClips(saves: readonly Save[], tx: LedgerTx): Promise<LedgerRow[]> {
  const clips = await Promise.all(saves.map((save) => tx.objectStore('clips').get(save.clip)));
  return saves.flatMap((save, i) => {
    const clip = clips[i];
    return clip ? [{ save, clip }] : [];
  });
}
