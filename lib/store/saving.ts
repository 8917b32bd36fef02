/** What the saver keeps besides the ledger: the user's choice, the day's tally, the count, and what is to be written beside a file. */
import { parseClipSettings } from '../domain/clip-settings.ts';
import { fileCame, parseBackfill } from '../domain/clips/backfill.ts';
import { afterFile, type DayTally, type Gate, gateOf, type Hold, parseTally } from '../domain/clips/gate.ts';
import { parseObstacle } from '../domain/clips/obstacle.ts';
import type { Save } from '../domain/clips/save.ts';
import { parseSaving, type SavingSettings } from '../domain/clips/saving-settings.ts';
import { BACKFILL } from './backfill.ts';
import type { Store } from './db.ts';
import { readRunning } from './ledger.ts';
import { readMeta } from './meta.ts';
import { OBSTACLE } from './obstacle.ts';
import type { MetaRow } from './schema.ts';
import { wantSidecar } from './sidecars.ts';

export const SETTINGS = 'settings';
export const TALLY = 'day-tally';
const COUNT = 'name-count';

export async function readSaving(db: Store): Promise<SavingSettings> {
  return parseClipSettings(await readMeta(db, SETTINGS)).saving;
}

/**
 * Changes what the user chose about saving and nothing else: read and written in one transaction, so that no other change
 * of the settings is undone. Returns what is stored now.
 */
export async function changeSaving(db: Store, change: (saving: SavingSettings) => unknown): Promise<SavingSettings> {
  const tx = db.transaction('meta', 'readwrite');
  const raw = (await tx.store.get(SETTINGS))?.value;
  const saving = parseSaving(change(parseClipSettings(raw).saving));
  // Fields that this part does not know stay as they are: whoever reads them parses them.
  await tx.store.put({ key: SETTINGS, value: { ...(typeof raw === 'object' && raw !== null ? raw : {}), saving } });
  await tx.done;
  return saving;
}

/** What may begin now, besides what runs. */
export async function readGate(db: Store, running: readonly Save[], now: number): Promise<Gate> {
  return (await readChoice(db.transaction('meta').store))(running, now).gate;
}

/**
 * What the gate is made of, read in the caller's transaction.
 * @returns the user's choice, and what may begin besides what runs
 */
export async function readChoice(meta: Pick<Meta, 'get'>): Promise<(running: readonly Save[], now: number) => { readonly saving: SavingSettings; readonly gate: Gate }> {
  const [settings, tally, obstacle] = (await Promise.all([SETTINGS, TALLY, OBSTACLE].map((key) => meta.get(key)))).map((row) => row?.value);
  const { saving } = parseClipSettings(settings);
  return (running, now) => ({ saving, gate: gateOf(saving, parseTally(tally), running, now, parseObstacle(obstacle)) });
}

/** Why waiting clips do not begin now; null when nothing holds them. For screens. */
export async function readHold(db: Store, now: number): Promise<Hold | null> {
  const running = await readRunning(db);
  return (await readGate(db, running.map(({ save }) => save), now)).hold;
}

export async function readTally(db: Store): Promise<DayTally | null> {
  return parseTally(await readMeta(db, TALLY));
}

/** As much of the `meta` object store as writing takes. */
interface Meta {
  get(key: string): Promise<MetaRow | undefined>;
  put(row: MetaRow): Promise<unknown>;
}

/**
 * For rows that have become `saved`, in the transaction that writes them: the day's tally, the count of a running backfill,
 * and the wish for files beside them.
 */
export async function noteSaved(meta: Meta, saves: readonly Save[]): Promise<void> {
  const [tally, settings, backfill] = (await Promise.all([TALLY, SETTINGS, BACKFILL].map((key) => meta.get(key)))).map((row) => row?.value);
  const files = saves.map((save) => ({ clip: save.clip, bytes: save.bytes ?? 0, at: save.savedAt ?? save.updatedAt }));
  const run = parseBackfill(backfill);
  const { sidecar, promptFile } = parseClipSettings(settings).saving;
  await Promise.all([
    meta.put({ key: TALLY, value: files.reduce((sum, { bytes, at }) => afterFile(sum, bytes, at), parseTally(tally)) }),
    run && meta.put({ key: BACKFILL, value: files.reduce((after, { bytes, at }) => fileCame(after, bytes, at), run) }),
    ...(sidecar || promptFile ? files.map(({ clip, at }) => meta.put(wantSidecar(clip, at))) : []),
  ]);
}

/** Numbers up to `number` are taken: none of them is given by `takeNumber`. Takes part in the caller's transaction. */
export async function raiseCount(tx: { objectStore(name: 'meta'): CountStore }, number: number): Promise<void> {
  const meta = tx.objectStore('meta');
  if (number > lastNumber(await meta.get(COUNT))) await meta.put({ key: COUNT, value: number });
}

interface CountStore {
  get(key: string): Promise<MetaRow | undefined>;
  put(row: MetaRow): Promise<unknown>;
}

function lastNumber(row: MetaRow | undefined): number {
  return typeof row?.value === 'number' && row.value >= 0 ? row.value : 0;
}

/**
 * The clip's number in the count: its own where it has one, else the next. Stored with the clip before anything bears it,
 * so that a kill costs no number and gives none twice.
 */
export async function takeNumber(db: Store, clip: string): Promise<number> {
  const tx = db.transaction(['saves', 'meta'], 'readwrite');
  const save = await tx.objectStore('saves').get(clip);
  const number = save?.number ?? lastNumber(await tx.objectStore('meta').get(COUNT)) + 1;
  if (save && save.number === undefined) {
    await tx.objectStore('saves').put({ ...save, number });
    await tx.objectStore('meta').put({ key: COUNT, value: number });
  }
  await tx.done;
  return number;
}
