import { attachDownload, isOld, isSameDownload, observeDownload } from '../../domain/clips/attempt.ts';
import { isDoubtfulCancel } from '../../domain/clips/cancel.ts';
import type { DownloadView } from '../../domain/clips/download.ts';
import { withName } from '../../domain/clips/lost-name.ts';
import { isObstacle } from '../../domain/clips/obstacle.ts';
import type { Save, SaveProblemKind, SaveState } from '../../domain/clips/save.ts';
import { afterSecondLook } from '../../domain/clips/restored.ts';
import { judgeStray, keptOf } from '../../domain/clips/stray.ts';
import { SECOND } from '../../time.ts';
import type { Memory } from './memory.ts';
import { put, type Row, type SavePorts } from './ports.ts';

/** A name that takes longer than this is being asked of the user. */
const ASKS_AFTER = 3 * SECOND;

/** Looks at one clip's running attempt and takes it a step further. Call inside `exclusively`. */
export async function followAttempt(clipId: string, memory: Memory, ports: SavePorts): Promise<void> {
  const row = await ports.row(clipId);
  if (row?.save.state === 'verifying') {
    // Otherwise its proof waits behind this look.
    if (!memory.proving.has(clipId)) await followProof(row, memory, ports);
    return;
  }
  if (row?.save.state === 'failed') return findKept(row, memory, ports);
  if (row?.save.state !== 'downloading' || memory.starting.has(clipId)) return;
  if (row.save.downloadId === null) {
    const { findLost } = await ports.acts();
    return findLost(row, memory, ports, adopt);
  }
  memory.clips.set(row.save.downloadId, clipId);
  await act(row, await ownOf(row, ports), memory, ports);
}

/** Not before the browser has looked whether the file is there, where it is one that it has given back. */
async function followProof(row: Row, memory: Memory, ports: SavePorts): Promise<void> {
  const item = await ownOf(row, ports);
  const now = ports.now();
  if (item && !item.exists) return end(row, 'file-missing', memory, ports);
  if (!isOld(row.save)) return prove(row, memory, ports);
  if (row.save.nextAttemptAt <= now) await put(afterSecondLook(row.save, now), ['verifying'], false, ports);
}

async function act({ clip, save }: Row, item: DownloadView | null, memory: Memory, ports: SavePorts): Promise<void> {
  // Kept from the moment that it is known: a browser that dies forgets it, and what it was the name of.
  const row: Row = { clip, save: item ? withName(save, item) : save };
  const seen = observeDownload(row.save, item, ports.now());
  if (await isAsked(row, item, seen.next === 'wait', memory, ports)) return end(row, 'asks', memory, ports);
  switch (seen.next) {
    case 'give-up':
      return endGivenUp(row, item, seen.problem, memory, ports);
    case 'resume':
      if (!item || !(await ports.resume(item.id))) return end(row, 'network', memory, ports);
      await put(seen.save, ['downloading'], true, ports);
      break;
    case 'wait':
      await put(seen.save, ['downloading'], false, ports);
      if (seen.save.bytes === row.save.bytes) return;
      break;
    case 'verify':
      // Not strict: after a power cut the browser still knows the download, and this step is taken again, or the file is written over.
      if (await put(seen.save, ['downloading'], false, ports)) proveBehind({ ...row, save: seen.save }, memory, ports);
      break;
  }
  ports.changed();
}

/** What the browser calls cancelled by the user need not be that. */
function endGivenUp(row: Row, item: DownloadView | null, problem: SaveProblemKind, memory: Memory, ports: SavePorts): Promise<void> {
  if (item === null || (problem !== 'cancelled' && problem !== 'asks')) return end(row, problem, memory, ports);
  // What a new session finds cancelled, the old one's quitting has cancelled.
  if (isOld(row.save)) return end(row, 'browser-closed', memory, ports);
  const isDoubtful = problem === 'cancelled' ? isDoubtfulCancel(row.save, item, ports.now()) : isDoubtfulQuestion(row, ports.now(), memory);
  if (!isDoubtful) return end(row, problem, memory, ports);
  // From here on, only another name shows that the browser asks nobody.
  if (problem === 'asks') memory.wary = true;
  return end({ ...row, save: { ...row.save, doubted: true } }, 'network', memory, ports);
}

/**
 * Whether a download that ended before it had a name was hardly a question to the user: others have got their names without one, or this
 * life has begun nothing yet, and nobody has seen a dialog stand.
 */
function isDoubtfulQuestion({ clip, save }: Row, now: number, { firstAt, hold, nameless, wary }: Memory): boolean {
  const stood = now - (nameless.get(clip.id) ?? now) >= SECOND;
  return !save.doubted && !stood && hold !== 'asks' && (!wary || firstAt === null);
}

/** Until what ended it is written, nothing begins in the place of one that had no name. */
async function end(row: Row, problem: SaveProblemKind, memory: Memory, ports: SavePorts): Promise<void> {
  const { giveUp } = await ports.acts();
  await giveUp(row, problem, ports).finally(() => memory.nameless.delete(row.clip.id));
}

/**
 * Notices a name that does not come, and one that does.
 * @returns whether another clip stands at the browser's question already: one dialog is enough
 */
async function isAsked({ clip }: Row, item: DownloadView | null, runs: boolean, memory: Memory, ports: SavePorts): Promise<boolean> {
  const now = ports.now();
  if (item?.filename) {
    memory.wary = false;
    memory.nameless.delete(clip.id);
    if (memory.hold !== null && (await ports.passed(clip.id, item.state === 'complete' ? 'complete' : 'named'))) memory.hold = null;
  }
  if (!runs || item?.filename !== '' || item.paused) return false;
  const since = memory.nameless.get(clip.id) ?? now;
  memory.nameless.set(clip.id, since);
  return now - since >= ASKS_AFTER && !(await ports.met('asks', clip.id));
}

/** The browser held it back, and the user has decided since: the others need wait no longer, and what was kept is adopted. */
async function findKept(row: Row, memory: Memory, ports: SavePorts): Promise<void> {
  if (row.save.downloadId === null) return;
  const item = await ports.find(row.save.downloadId);
  const isKept = item?.state === 'complete' && item.exists && isSameDownload(row.save, item, row.clip.url);
  // Chromium's own page erases what is discarded.
  if (isKept || !item || item.reason === 'cancelled') await ports.passed(row.clip.id, 'decided');
  if (isKept) await adopt(row, item, memory, ports);
}

async function prove(row: Row, memory: Memory, ports: SavePorts): Promise<void> {
  const { proveFile } = await ports.acts();
  await proveFile(row, memory, ports);
}

/** The proof waits its turn behind the step that calls for it, so that the next download need not wait for the proof. */
export function proveBehind(row: Row, memory: Memory, ports: SavePorts): void {
  const { id } = row.clip;
  memory.proving.add(id);
  memory
    .exclusively(id, () => prove(row, memory, ports))
    .catch((error: unknown) => ports.log('save.error', { clip: id, error: String(error) }))
    .finally(() => memory.proving.delete(id));
}

/**
 * The browser says that a download is complete. Where nothing speaks against it, one look and one write are all that there is
 * to do before the proof. Call inside `exclusively`.
 * @returns whether that was so
 */
export async function followEnd(clipId: string, downloadId: number, memory: Memory, ports: SavePorts): Promise<boolean> {
  const item = await ports.find(downloadId);
  // What ends an obstacle is noted on the way that looks at every case.
  if (item?.state !== 'complete' || item.filename === '' || isObstacle(memory.hold)) return false;
  const now = ports.now();
  // Not strict: after a power cut the browser still knows the download, and this step is taken again.
  const after = await ports.step(clipId, ({ save, clip }) => afterEnd(save, clip.url, item, now), false);
  if (after === null) return false;
  memory.wary = false;
  memory.nameless.delete(clipId);
  proveBehind(after, memory, ports);
  ports.changed();
  return true;
}

function afterEnd(save: Save, url: string, item: DownloadView, now: number): Save | null {
  if (save.state !== 'downloading' || !isSameDownload(save, item, url)) return null;
  const seen = observeDownload(save, item, now);
  return seen.next === 'verify' ? seen.save : null;
}

/** The name is kept from the moment that the browser tells it: a browser that dies forgets it, and what it was the name of. */
export async function keepName(clipId: string, downloadId: number, filename: string, memory: Memory, ports: SavePorts): Promise<void> {
  await memory.exclusively(clipId, async () => {
    // The look that follows the browser's answer, or its end, writes the name with what else it finds.
    if (memory.starting.has(clipId) || memory.ended.has(clipId)) return;
    const isNews = ({ downloadId: id, finalName, state }: Save): boolean => state === 'downloading' && id === downloadId && finalName !== filename;
    const named = await ports.step(clipId, ({ save }) => (isNews(save) ? withName(save, { filename }) : null), false);
    if (named?.save.lostName) await followAttempt(clipId, memory, ports);
  });
}

/** Ties a download that is ours to its row. */
async function adopt(row: Row, item: DownloadView, memory: Memory, ports: SavePorts, from: readonly SaveState[] = ['downloading', 'wanted', 'failed', 'lost']): Promise<void> {
  const now = ports.now();
  // Nobody has looked at it in this session yet: what the browser says of it now may be its end, and no word of the user's.
  const save = { ...attachDownload({ ...row.save, state: 'downloading', intentAt: row.save.intentAt ?? now }, item, now), observedAt: isOld(row.save) ? null : now };
  if (!(await put(save, from, true, ports))) return;
  ports.log('save.adopted', { clip: row.clip.id });
  ports.changed();
  await act({ ...row, save }, item, memory, ports);
}

/** A download of ours that no row points to: adopted where its row still needs a file, else removed. */
export async function settleStray(seen: DownloadView, memory: Memory, ports: SavePorts): Promise<void> {
  if (!seen.ours) return;
  const owner = await ports.rowOfUrl(seen.url);
  if (!owner || memory.starting.has(owner.clip.id)) return;
  await memory.exclusively(owner.clip.id, async () => {
    // Row and download are read anew: while this waited its turn, the attempt may have failed and been cleared.
    const [row, item] = await Promise.all([ports.row(owner.clip.id), ports.find(seen.id)]);
    if (!row || !item || memory.starting.has(owner.clip.id)) return;
    const own = item.filename === row.save.finalName ? await ownOf(row, ports) : null;
    const verdict = judgeStray(row, item, own);
    if (verdict === 'adopt') return adopt(row, item, memory, ports);
    if (verdict === 'replace') {
      // Its line alone goes: the file is the other's.
      if (own) await ports.discard(own.id, item.filename);
      return adopt(row, item, memory, ports, ['saved', 'verifying']);
    }
    if (verdict === 'leave') return;
    ports.log('save.stray-removed', { clip: row.clip.id });
    await ports.discard(item.id, keptOf(row.save, item));
  });
}

/** The row's own download, where the browser still lists it. */
async function ownOf({ clip, save }: Row, ports: SavePorts): Promise<DownloadView | null> {
  const item = save.downloadId === null ? null : await ports.find(save.downloadId);
  return item && isSameDownload(save, item, clip.url) ? item : null;
}

/** Settles every stray that began since a moment. There may be a thousand downloads since then, and few of them strays. */
export async function settleStrays(since: number, memory: Memory, ports: SavePorts): Promise<void> {
  for (const item of await ports.unowned(await ports.findOurs(since))) await settleStray(item, memory, ports);
}
