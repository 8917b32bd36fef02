import { isOld } from '../../domain/clips/attempt.ts';
import type { DownloadView } from '../../domain/clips/download.ts';
import { asksAgain, isBeingWritten } from '../../domain/clips/left-behind.ts';
import { withName } from '../../domain/clips/lost-name.ts';
import { SECOND } from '../../time.ts';
import { giveUp } from './give-up.ts';
import type { Memory } from './memory.ts';
import type { Row, SavePorts } from './ports.ts';

/** A download may begin this long after the worker that asked for it died; only then is its intent void. */
const VOID_AFTER = 30 * SECOND;

/**
 * An intent without an id: the worker died between asking and hearing. The browser may have begun, or still may. Call inside
 * `exclusively`.
 */
export async function findLost(row: Row, memory: Memory, ports: SavePorts, adopt: (row: Row, item: DownloadView, memory: Memory, ports: SavePorts) => Promise<void>): Promise<void> {
  const since = row.save.intentAt ?? row.clip.firstSeenAt;
  const old = isOld(row.save);
  const items = await ports.findOurs(since - SECOND, row.clip.url, old);
  for (const item of items) {
    if (isFound(item) && (await ports.rowOfDownload(item.id, item.startTime)) === null) return adopt(row, item, memory, ports);
  }
  if (!old && ports.now() - since < VOID_AFTER * Math.min(row.save.attempts, 4)) return;
  // A browser that was killed knows of it what it had last written down: it may have come to its end since, under that name.
  const trace = old ? items.find(({ filename }) => filename !== '') : undefined;
  const save = trace ? withName(row.save, trace) : row.save;
  await giveUp({ ...row, save }, 'browser-closed', ports, old).finally(() => memory.nameless.delete(row.clip.id));
}

/** Of one that nobody claims only what is whole on disk is ours to take: the user may have begun it. */
function isFound({ exists, ours, state }: DownloadView): boolean {
  return ours ? state !== 'interrupted' : state === 'complete' && exists;
}

/**
 * Whether an earlier attempt that was given up for dead has begun after all, and is writing the file that this one is to write over.
 * The browser opens a dialog then, which is no question to the user.
 */
export async function isAnotherWriting({ save, clip }: Row, ports: SavePorts): Promise<boolean> {
  if (!asksAgain(save)) return false;
  const others = (await ports.findOurs(clip.firstSeenAt)).filter(({ id }) => id !== save.downloadId);
  return isBeingWritten(save.requestedName ?? '', others);
}

/** A download of somebody else's that had its name faster than anyone answers a dialog: the browser may have stopped asking. */
export async function noteOther(id: number, ports: SavePorts): Promise<void> {
  const item = await ports.find(id);
  if (item && !item.ours && item.state !== 'interrupted' && item.filename !== '' && Math.abs(ports.now() - Date.parse(item.startTime)) < SECOND) await ports.letProbe();
}
