import { discardDownload, findDownload, findOurDownloads, resumeDownload, startDownload } from '../../lib/browser/downloads.ts';
import { isNewSession, markSession } from '../../lib/browser/session.ts';
import { sourceOfJob } from '../../lib/domain/clips/elsewhere.ts';
import { skipOf } from '../../lib/domain/clips/gate.ts';
import type { Save, SaveState } from '../../lib/domain/clips/save.ts';
import type { SightingsMessage } from '../../lib/messages/protocol.ts';
import { clipKeyOf } from '../../lib/sources/clip-key.ts';
import { announce } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import * as ledger from '../../lib/store/ledger.ts';
import { putSaved, readGate, readSaving } from '../../lib/store/saving.ts';
import { readSidecars } from '../../lib/store/sidecars.ts';
import type { Recorded } from '../../lib/store/sightings.ts';
import { type Saver, createSaver } from '../../lib/tasks/saves/saver.ts';
import { openAnnex } from './annex.ts';
import { judgeSoon } from './generation.ts';
import { later, log } from './world.ts';

/** The saver of this worker's life, tied to the store, the browser's downloads and the network. */
export const saver: Saver = createSaver({
  now: () => Date.now(),
  random: () => Math.random(),
  gate: async (running, now) => readGate(await openStore(), running, now),
  rules: async () => (await openAnnex()).saveRules,
  met: async (kind, clip) => (await openAnnex()).meetObstacle(kind, clip),
  probe: async (clip) => (await openAnnex()).probeObstacle(clip),
  passed: async (clip, how) => (await openAnnex()).passObstacle(clip, how),
  letProbe: async () => (await openAnnex()).letProbe(),
  skips: async ({ save, clip }) => skipOf(await readSaving(await openStore()), save, sourceOfJob(clip.job)),
  due: async (now, limit, asked) => ledger.readDue(await openStore(), now, limit, asked),
  express: async (now, limit) => ledger.readExpress(await openStore(), now, limit),
  running: async () => ledger.readRunning(await openStore()),
  row: async (clip) => ledger.readRow(await openStore(), clip),
  rowOfDownload: async (id, startTime) => ledger.readRowByDownload(await openStore(), id, startTime),
  unowned: async (items) => ledger.readUnowned(await openStore(), items),
  rowOfUrl: async (url) => {
    const key = clipKeyOf(url);
    return key === null ? null : ledger.readRowByPath(await openStore(), key);
  },
  nextDue: async () => ledger.nextDueAt(await openStore()),
  put: putRow,
  isNewSession,
  noteRestart: async (now) => (await openAnnex()).noteRestart(now),
  markSession,
  nameFor: async (row) => (await openAnnex()).nameClip(row),
  refresh: async ({ job }) => (await openAnnex()).pollNow(job),
  start: startDownload,
  find: findDownload,
  findOurs: findOurDownloads,
  resume: resumeDownload,
  discard: discardDownload,
  inspect: async (url) => (await openAnnex()).inspectClip(url),
  later,
  changed: () => announce('saves'),
  log,
});

/** What has become `saved` brings the day's tally along, and files beside it. */
async function putRow(save: Save, from: readonly SaveState[], strict: boolean): Promise<boolean> {
  const db = await openStore();
  if (save.state !== 'saved') return ledger.putSave(db, save, from, strict);
  const done = await putSaved(db, save, from);
  if (done) openAnnex().then((annex) => annex.noteName(save)).then(keepSidecars).catch((error: unknown) => log('sidecar.error', { error: String(error) }));
  return done;
}

/** Writes what belongs beside saved files, where the user wants that. */
export async function keepSidecars(): Promise<void> {
  if ((await readSidecars(await openStore(), 1)).length > 0) await (await openAnnex()).writeSidecars();
}

/** A download has moved since the last look for strays; what an earlier life heard, this one's start has looked at. */
let stirred = false;

export function hasStirred(): boolean {
  return stirred;
}

/** Looks for strays. */
export async function tidy(): Promise<void> {
  stirred = false;
  await saver.tidy();
}

/** The browser says that a download began or changed: a video's, or that of a text beside one. */
export async function onDownload(id: number, began: boolean): Promise<void> {
  stirred = true;
  await saver.onDownload(id, began);
  if (!began) await keepSidecars();
}

/** Takes the helper's sightings into the ledger, and starts what they make due. */
export async function takeSightings(message: SightingsMessage): Promise<Recorded> {
  const annex = await openAnnex();
  const recorded = await annex.takeSightings(message);
  if (recorded.changedJobs > 0) announce('jobs');
  if (recorded.newClips + recorded.revived > 0) {
    announce('saves');
    await saver.pump();
  }
  if (recorded.changedJobs > 0) judgeSoon();
  return recorded;
}
