import { discardDownload, findDownload, findOurDownloads, resumeDownload, startDownload } from '../../lib/browser/downloads.ts';
import { bareName, clipFileName, fallbackName } from '../../lib/domain/clips/filename.ts';
import { deadlineOf } from '../../lib/domain/clips/deadline.ts';
import { assumedLife } from '../../lib/domain/settings.ts';
import type { SightingsMessage } from '../../lib/messages/protocol.ts';
import { clipIdOf } from '../../lib/network/clip-id.ts';
import { inspectClip } from '../../lib/network/inspect.ts';
import { classifyMediaUrl } from '../../lib/sources/pika/media-url.ts';
import { announce } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import * as ledger from '../../lib/store/ledger.ts';
import { pollNow } from '../../lib/store/refresh.ts';
import { readSettings } from '../../lib/store/settings.ts';
import { type Recorded, recordSightings as writeSightings } from '../../lib/store/sightings.ts';
import { recordSightings } from '../../lib/tasks/record-sightings.ts';
import type { Row } from '../../lib/tasks/saves/ports.ts';
import { type Saver, createSaver } from '../../lib/tasks/saves/saver.ts';
import { judgeSoon } from './generation.ts';
import { later, log } from './world.ts';

/** The saver of this worker's life, tied to the store, the browser's downloads and the network. */
export const saver: Saver = createSaver({
  now: () => Date.now(),
  random: () => Math.random(),
  due: async (now, limit) => ledger.readDue(await openStore(), now, limit),
  express: async (now, limit) => ledger.readExpress(await openStore(), now, limit),
  running: async () => ledger.readRunning(await openStore()),
  row: async (clip) => ledger.readRow(await openStore(), clip),
  rowOfDownload: async (id) => ledger.readRowByDownload(await openStore(), id),
  rowOfUrl: async (url) => {
    const media = classifyMediaUrl(url);
    return media.kind === 'result' ? ledger.readRowByPath(await openStore(), media.pathKey) : null;
  },
  nextDue: async () => ledger.nextDueAt(await openStore()),
  put: async (save, from, strict) => ledger.putSave(await openStore(), save, from, strict),
  reviveCancelled: async (now) => ledger.reviveCancelled(await openStore(), now),
  nameFor,
  refresh: async ({ job }) => pollNow(await openStore(), job, Date.now()),
  start: startDownload,
  find: findDownload,
  findOurs: findOurDownloads,
  resume: resumeDownload,
  discard: discardDownload,
  inspect: inspectClip,
  later,
  changed: () => announce('saves'),
  log,
});

/** Takes the helper's sightings into the ledger, and starts what they make due. */
export async function takeSightings({ jobs, loose }: SightingsMessage): Promise<Recorded> {
  const db = await openStore();
  const settings = await readSettings(db);
  const recorded = await recordSightings(jobs, loose, {
    now: () => Date.now(),
    allow: (url) => {
      const media = classifyMediaUrl(url);
      return media.kind === 'result' ? media : null;
    },
    clipId: clipIdOf,
    deadline: (url, now) => deadlineOf(url, now, assumedLife(settings)),
    record: (identified, now) => writeSightings(db, identified, 'pika-page', now, settings.clipsPerMinute),
  });
  if (recorded.changedJobs > 0) announce('jobs');
  if (recorded.newClips + recorded.revived > 0) {
    announce('saves');
    await saver.pump();
  }
  if (recorded.changedJobs > 0) judgeSoon();
  return recorded;
}

/** The readable name; a plainer one where the browser has refused that; never one that another clip asks for. */
async function nameFor({ save, clip }: Row): Promise<string> {
  const db = await openStore();
  const [{ folder }, job] = await Promise.all([readSettings(db), db.get('jobs', clip.job)]);
  if (save.problem?.kind === 'name-refused') {
    const readable = save.requestedName?.includes(' - ') ?? false;
    return readable ? fallbackName(clip.id, folder) : bareName(clip.id);
  }
  const name = clipFileName({ prompt: job?.request.prompt ?? null, clipId: clip.id, folder });
  const others = (await ledger.clipsNamed(db, name)).filter((id) => id !== clip.id);
  return others.length === 0 ? name : fallbackName(clip.id, folder);
}
