import { discardDownload, findDownload, findOurDownloads, resumeDownload, startDownload } from '../../lib/browser/downloads.ts';
import { isNewSession, markSession } from '../../lib/browser/session.ts';
import type { DownloadNews } from '../../lib/domain/clips/download.ts';
import type { Decide } from '../../lib/domain/clips/step.ts';
import type { SightingsMessage } from '../../lib/messages/protocol.ts';
import { clipKeyOf } from '../../lib/sources/clip-key.ts';
import { announce } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import * as ledger from '../../lib/store/ledger.ts';
import { readPlan } from '../../lib/store/plan.ts';
import { readSidecars } from '../../lib/store/sidecars.ts';
import type { Recorded } from '../../lib/store/sightings.ts';
import { createSteps } from '../../lib/store/steps.ts';
import { noteSwept, readSweptAt } from '../../lib/store/swept.ts';
import type { Row } from '../../lib/tasks/saves/ports.ts';
import { type Saver, createSaver } from '../../lib/tasks/saves/saver.ts';
import { openAnnex } from './annex.ts';
import { judgeSoon } from './generation.ts';
import { later, log } from './world.ts';

const takeStep = createSteps(openStore);

/** The saver of this worker's life, tied to the store, the browser's downloads and the network. */
export const saver: Saver = createSaver({
  now: () => Date.now(),
  random: () => Math.random(),
  acts: async () => (await openAnnex()).saveActs,
  met: async (kind, clip) => (await openAnnex()).meetObstacle(kind, clip),
  probe: async (clip) => (await openAnnex()).probeObstacle(clip),
  passed: async (clip, how) => (await openAnnex()).passObstacle(clip, how),
  letProbe: async () => (await openAnnex()).letProbe(),
  plan: async (now, wish) => readPlan(await openStore(), now, wish),
  row: async (clip) => ledger.readRow(await openStore(), clip),
  rowOfDownload: async (id, startTime) => ledger.readRowByDownload(await openStore(), id, startTime),
  unowned: async (items) => ledger.readUnowned(await openStore(), items),
  rowOfUrl: async (url) => {
    const key = clipKeyOf(url);
    return key === null ? null : ledger.readRowByPath(await openStore(), key);
  },
  nextDue: async () => ledger.nextDueAt(await openStore()),
  step,
  isNewSession,
  noteRestart: async (now) => (await openAnnex()).noteRestart(now),
  markSession,
  sweptAt: async () => readSweptAt(await openStore()),
  noteSwept: async (at) => noteSwept(await openStore(), at),
  nameFor: async (row) => (await openAnnex()).nameClip(row),
  refresh: async ({ job }, how) => (await openAnnex()).pollNow(job, how),
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

/** What has become `saved` may bring files beside it. */
async function step(clip: string, decide: Decide, strict: boolean): Promise<Row | null> {
  const row = await takeStep(clip, decide, strict);
  if (row?.save.state === 'saved') openAnnex().then((annex) => annex.noteName(row.save)).then(keepSidecarsSoon).catch(tellSidecar);
  return row;
}

/** Writes what belongs beside saved files, where the user wants that. */
export async function keepSidecars(): Promise<void> {
  if ((await readSidecars(await openStore(), 1)).length > 0) await (await openAnnex()).writeSidecars();
}

const tellSidecar = (error: unknown): void => log('sidecar.error', { error: String(error) });
let soon: ReturnType<typeof setTimeout> | null = null;

/** One look for all that are saved within a moment; the next tick looks for a worker that dies before. */
function keepSidecarsSoon(): void {
  soon ??= setTimeout(() => {
    soon = null;
    keepSidecars().catch(tellSidecar);
  }, 250);
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
export async function onDownload(id: number, news: DownloadNews): Promise<void> {
  stirred = true;
  const isClip = await saver.onDownload(id, news);
  if (!isClip && news.kind !== 'began') await keepSidecars();
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
