/** What the saver keeps besides the ledger: the user's choice, the day's tally, the count, and what is to be written beside a file. */
import { parseClipSettings } from '../domain/clip-settings.ts';
import { fileCame, parseBackfill } from '../domain/clips/backfill.ts';
import { afterFile, type DayTally, type Gate, gateOf, type Hold, parseTally } from '../domain/clips/gate.ts';
import { parseObstacle } from '../domain/clips/obstacle.ts';
import type { Save, SaveState } from '../domain/clips/save.ts';
import { parseSaving, type SavingSettings } from '../domain/clips/saving-settings.ts';
import { BACKFILL } from './backfill.ts';
import type { Store } from './db.ts';
import { readRunning } from './ledger.ts';
import { readMeta, readMetas } from './meta.ts';
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
  const [settings, tally, obstacle] = await readMetas(db, [SETTINGS, TALLY, OBSTACLE]);
  return gateOf(parseClipSettings(settings).saving, parseTally(tally), running, now, parseObstacle(obstacle));
}

/** Why waiting clips do not begin now; null when nothing holds them. For screens. */
export async function readHold(db: Store, now: number): Promise<Hold | null> {
  const running = await readRunning(db);
  return (await readGate(db, running.map(({ save }) => save), now)).hold;
}

export async function readTally(db: Store): Promise<DayTally | null> {
  return parseTally(await readMeta(db, TALLY));
}

/**
 * Writes a row that has become `saved`, and with it, or not at all, the day's tally, the count of a running backfill, and the
 * wish for files beside it.
 * @returns false when the row is not, any more, in the state that the change was made from
 */
export async function putSaved(db: Store, save: Save, from: readonly SaveState[]): Promise<boolean> {
  const tx = db.transaction(['saves', 'meta'], 'readwrite', { durability: 'strict' });
  const meta = tx.objectStore('meta');
  const now = await tx.objectStore('saves').get(save.clip);
  const fits = now !== undefined && from.includes(now.state);
  if (fits) {
    const at = save.savedAt ?? save.updatedAt;
    await tx.objectStore('saves').put(save);
    await meta.put({ key: TALLY, value: afterFile(parseTally((await meta.get(TALLY))?.value), save.bytes ?? 0, at) });
    const { sidecar, promptFile } = parseClipSettings((await meta.get(SETTINGS))?.value).saving;
    const run = parseBackfill((await meta.get(BACKFILL))?.value);
    if (run) await meta.put({ key: BACKFILL, value: fileCame(run, save.bytes ?? 0, at) });
    if (sidecar || promptFile) await meta.put(wantSidecar(save.clip, at));
  }
  await tx.done;
  return fits;
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
