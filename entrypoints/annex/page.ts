/** What the user asks for on pika.art itself. */
import { type BackfillCommand, command, walked, type Walked } from '../../lib/domain/clips/backfill.ts';
import { askFromPage, calledOff, type PageAsk } from '../../lib/domain/clips/bulk.ts';
import { sourceOfJob } from '../../lib/domain/clips/elsewhere.ts';
import { skipOf } from '../../lib/domain/clips/gate.ts';
import { type PageCard, pageCard } from '../../lib/domain/clips/page-card.ts';
import type { Submit } from '../../lib/domain/jobs/submits.ts';
import type { PageChoice } from '../../lib/domain/page-choice.ts';
import { clipIdOf } from '../../lib/network/clip-id.ts';
import { classifyMediaUrl } from '../../lib/sources/pika/media-url.ts';
import { changeBackfill, changeSaveInRun } from '../../lib/store/backfill.ts';
import type { Store } from '../../lib/store/db.ts';
import { changeSave, changeSaves, type LedgerRow, readRows, readRowsByPath } from '../../lib/store/ledger.ts';
import { writePageChoice } from '../../lib/store/page-choice.ts';
import { readHold, readSaving } from '../../lib/store/saving.ts';
import { readWaits } from '../../lib/store/source-waits.ts';
import { noteSubmit } from '../../lib/store/submits.ts';
import type { Core } from './core.ts';
import { pauseSaving } from './saving.ts';
import { takeSightings } from './sightings.ts';

/** How the clips at these addresses stand, in their order; null for what is in no ledger or is no clip. */
export async function pageCards(core: Core, urls: readonly string[]): Promise<(PageCard | null)[]> {
  const db = await core.openStore();
  const now = Date.now();
  const [hold, waits, rows] = await Promise.all([readHold(db, now), readWaits(db), rowsOf(db, urls)]);
  return rows.map((row) => row && pageCard(row.save, row.clip, hold, now, waits));
}

/**
 * Asks for the clips at these addresses; one that is not in the ledger is taken in first, by the rules of any sighting. A page may
 * still be asking for its library when that is called off: nothing comes of it then.
 */
export async function savePageClips(core: Core, urls: readonly string[], ask: PageAsk): Promise<number> {
  const db = await core.openStore();
  const known = await rowsOf(db, urls);
  const unknown = urls.filter((url, place) => known[place] === null && classifyMediaUrl(url).kind === 'result');
  if (unknown.length > 0) await takeSightings(core, { type: 'page:sightings', jobs: [], loose: unknown.map(asLoose) });
  const found = await rowsOf(db, unknown);
  const rows = [...known, ...found].filter((row) => row !== null);
  const saving = await readSaving(db);
  const change = ask === 'library' ? changeSaveInRun : changeSave;
  for (const { clip } of rows) await change(db, clip.id, (save) => askFromPage(save, ask, leftOut(saving, save, clip.job), Date.now()));
  core.announce('saves');
  return rows.length;
}

function asLoose(url: string) {
  return { videoId: null, url, posterUrl: null, durationSeconds: null };
}

/**
 * In one transaction: the page asks for all that it shows whenever a save has moved. An old tab may show an address that its clip had
 * first: what is under no address is looked for under the id that the address would have given it.
 */
async function rowsOf(db: Store, urls: readonly string[]): Promise<(LedgerRow | null)[]> {
  const paths = urls.map((url) => {
    const media = classifyMediaUrl(url);
    return media.kind === 'result' ? media.pathKey : '';
  });
  const rows = await readRowsByPath(db, paths);
  if (!rows.includes(null)) return rows;
  const former = await readRows(db, await Promise.all(paths.map((path, n) => (rows[n] ? '' : clipIdOf(path)))));
  return rows.map((row, n) => row ?? former[n] ?? null);
}

/** What the settings make of a clip when nobody asks for it. */
function leftOut(saving: Parameters<typeof skipOf>[0], save: Parameters<typeof skipOf>[1], job: string) {
  const { asked: _asked, ...row } = save;
  return skipOf(saving, row, sourceOfJob(job));
}

/** What became of a submit of the page's, as far as that is known. @returns true once it is written down */
export async function noteOwnSubmit(core: Core, submit: Submit): Promise<true> {
  const now = Date.now();
  await noteSubmit(await core.openStore(), { ...submit, at: Math.min(submit.at, now) }, now);
  core.announce('jobs');
  return true;
}

/** The user chose what of ours stands on the page. */
export async function choosePage(core: Core, shows: PageChoice): Promise<void> {
  await writePageChoice(await core.openStore(), shows);
  core.announce('settings');
}

/** "Save my whole library": pausing it pauses saving, for that is what its bar shows. */
export async function runBackfill(core: Core, said: BackfillCommand): Promise<void> {
  const db = await core.openStore();
  let wasPaused = false;
  await changeBackfill(db, (run) => {
    wasPaused = run?.paused === true;
    return command(run, said, Date.now());
  });
  if (said === 'pause') await pauseSaving(core, true);
  else if (wasPaused) await pauseSaving(core, false);
  if (said === 'cancel') await callOff(db);
  core.announce('saves');
}

/** Only clips of the page are asked for by its library. */
async function callOff(db: Store): Promise<void> {
  const saving = await readSaving(db);
  await changeSaves(db, ['wanted'], (save) => calledOff(save, leftOut(saving, save, ''), Date.now()));
}

/** What a tab says of its walk. @returns whether it walks on */
export async function noteWalk(core: Core, tab: number, said: Walked): Promise<boolean> {
  let walks = false;
  await changeBackfill(await core.openStore(), (run) => {
    if (run === null) return null;
    const next = walked(run, tab, said, Date.now());
    walks = next.walks;
    return next.run;
  });
  if (walks || said.ended) core.announce('saves');
  return walks;
}
