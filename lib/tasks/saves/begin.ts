import { attachDownload, beginAttempt, observeDownload } from '../../domain/clips/attempt.ts';
import { afterCancel, isCancelled } from '../../domain/clips/cancel.ts';
import { saysItIsDead } from '../../domain/clips/deadline.ts';
import type { DownloadView } from '../../domain/clips/download.ts';
import { sourceOfJob } from '../../domain/clips/elsewhere.ts';
import { afterSkip, type Skip, skipOf } from '../../domain/clips/gate.ts';
import { isObstacle } from '../../domain/clips/obstacle.ts';
import { afterExpiry, untilAsked } from '../../domain/clips/retry.ts';
import type { Save, SaveProblemKind } from '../../domain/clips/save.ts';
import type { SavingSettings } from '../../domain/clips/saving-settings.ts';
import type { LinkAsked } from '../../domain/clips/source-waits.ts';
import { judgeStray, keptOf } from '../../domain/clips/stray.ts';
import { giveUp } from './give-up.ts';
import { isAnotherWriting } from './lost.ts';
import type { Memory } from './memory.ts';
import type { Row, SavePorts } from './ports.ts';

/** The way back to what follows a running attempt. */
export interface Follow {
  /** Asks for another round: a place has become free, or it is known that more may begin. */
  more(): void;
  followAttempt(clipId: string, memory: Memory, ports: SavePorts): Promise<void>;
  proveBehind(row: Row, memory: Memory, ports: SavePorts): void;
}

/** Why the user's choice leaves a row out, as it is at that moment. */
type Choose = (row: Row) => Skip | null;

/**
 * Begins one attempt: the intent is on disk before the browser is asked, its id right after it answered. Resolves
 * when the intent is written; the browser's answer is awaited behind, since a slow server may take its time.
 * @param planned as the round has read it; each write decides by what the row is by then
 */
export async function beginSave(planned: Row, saving: SavingSettings, memory: Memory, ports: SavePorts, follow: Follow): Promise<void> {
  const { id } = planned.clip;
  // One that was tried before may have been taken up, and have left a file behind, while this waited its turn.
  const row = planned.save.attempts === 0 ? planned : await ports.row(id);
  if (row?.save.state !== 'wanted' || row.save.nextAttemptAt > ports.now()) return;
  const skip: Choose = ({ save, clip }) => skipOf(saving, save, sourceOfJob(clip.job));
  if (isCancelled(row.save) || skip(row) !== null) return leaveOut(id, skip, ports);
  const asked = saysItIsDead(row.clip.deadline, ports.now()) ? await ports.refresh(row.clip, 'ask') : 'none';
  if (asked !== 'none') return waitForLink(id, asked, ports);
  const { name, number, over } = await ports.nameFor(row);
  if (isObstacle(memory.hold)) await ports.probe(id);
  // Before the intent: from then on the row says that something may run, and nobody but this attempt knows what.
  memory.starting.set(id, row.clip.url);
  memory.firstAt ??= ports.now();
  let begun: Row | null = null;
  try {
    begun = await intend(id, name, number, skip, ports);
  } finally {
    if (begun === null) memory.starting.delete(id);
  }
  if (begun === null) return;
  ports.changed();
  memory.starting.set(id, begun.clip.url);
  ask(begun, over, memory, ports, follow).catch((error: unknown) => {
    memory.starting.delete(id);
    ports.log('save.error', { clip: id, error: String(error) });
    follow.more();
  });
}

/** What was taken up by somebody else, put off or called off since it was planned is not begun. */
function intend(clipId: string, name: string, number: number | null, skip: Choose, ports: SavePorts): Promise<Row | null> {
  const now = ports.now();
  return ports.step(
    clipId,
    (row) => {
      const isDue = row.save.state === 'wanted' && row.save.nextAttemptAt <= now && !isCancelled(row.save);
      return isDue && skip(row) === null ? beginAttempt(row.save, name, now, number) : null;
    },
    true,
  );
}

/** A cancel that is believed by now, or a clip that the user's choice leaves out. */
async function leaveOut(clipId: string, skip: Choose, ports: SavePorts): Promise<void> {
  const now = ports.now();
  await ports.step(
    clipId,
    (row) => {
      if (row.save.state !== 'wanted' || row.save.nextAttemptAt > now) return null;
      if (isCancelled(row.save)) return afterCancel(row.save, now);
      const why = skip(row);
      return why === null ? null : afterSkip(row.save, why, now);
    },
    true,
  );
  ports.changed();
}

/** The link is past its own date: nothing is asked of it. The source has been asked for another, or is as soon as the user lets it. */
async function waitForLink(clipId: string, asked: LinkAsked, ports: SavePorts): Promise<void> {
  const now = ports.now();
  await ports.step(
    clipId,
    ({ save, clip }) => {
      if (save.state !== 'wanted' || !saysItIsDead(clip.deadline, now)) return null;
      const after = afterExpiry(save, now, ports.random());
      return asked === 'waits' ? untilAsked(save, after, now) : after;
    },
    true,
  );
  ports.changed();
}

async function ask(row: Row, over: boolean, memory: Memory, ports: SavePorts, follow: Follow): Promise<void> {
  const begun = await ports.start(row.clip.url, row.save.requestedName ?? '', over);
  await memory.exclusively(row.clip.id, async () => {
    let seen: Seen | null = null;
    try {
      if (begun.ok) seen = await attach(row, begun.value, memory, ports);
    } finally {
      memory.starting.delete(row.clip.id);
      memory.ended.delete(row.clip.id);
    }
    // Asked for before the older one goes.
    const isConflict = over && seen?.item.filename === '' && (await isAnotherWriting(seen.row, ports));
    if (begun.ok && row.save.attempts > 1) await removeOlder(row.clip.id, ports);
    if (isConflict && seen !== null) return endConflict(seen.row, ports, follow);
    if (seen !== null && goesOn(seen, memory, ports, follow)) return;
    if (begun.ok) await follow.followAttempt(row.clip.id, memory, ports);
    else await refused(row, begun.failure.kind, ports);
    follow.more();
  });
}

/** Nobody was asked anything: the next attempt meets nothing at its name. */
async function endConflict(row: Row, ports: SavePorts, follow: Follow): Promise<void> {
  await giveUp(row, 'network', ports);
  follow.more();
}

/** A row that has just got its download, and what the browser says of that. */
interface Seen {
  readonly row: Row;
  readonly item: DownloadView;
}

/**
 * The id and the first look at what it means, in one write. Not strict: after a power cut, a download whose id is missing is
 * found by its address, and one that was complete is seen to be so again.
 */
async function attach(row: Row, downloadId: number, memory: Memory, ports: SavePorts): Promise<Seen | null> {
  memory.clips.set(downloadId, row.clip.id);
  const item = await ports.find(downloadId);
  if (!item) return null;
  const now = ports.now();
  const isMine = (save: Save): boolean => save.state === 'downloading' && save.attempts === row.save.attempts;
  const after = await ports.step(row.clip.id, ({ save }) => (isMine(save) ? firstLook(attachDownload(save, item, now), item, now, memory) : null), false);
  return after && { row: after, item };
}

/** Whatever calls for more than a write is left to the look that follows. */
function firstLook(save: Save, item: DownloadView, now: number, { hold }: Memory): Save {
  const seen = observeDownload(save, item, now);
  return !isObstacle(hold) && (seen.next === 'wait' || seen.next === 'verify') ? seen.save : save;
}

/** @returns whether the download needs no further look: it runs under a name, or is complete and being proven */
function goesOn({ row, item }: Seen, memory: Memory, ports: SavePorts, follow: Follow): boolean {
  if (isObstacle(memory.hold) || item.filename === '' || item.dangerous) return false;
  const isOver = row.save.state === 'verifying';
  if (!isOver && item.state !== 'in_progress') return false;
  memory.nameless.delete(row.clip.id);
  if (!isOver) return true;
  memory.wary = false;
  follow.proveBehind(row, memory, ports);
  ports.changed();
  follow.more();
  return true;
}

/** An earlier attempt, given up for dead while its server was slow, may have begun while this one was asking. */
async function removeOlder(clipId: string, ports: SavePorts): Promise<void> {
  const row = await ports.row(clipId);
  if (!row) return;
  for (const item of await ports.findOurs(row.clip.firstSeenAt, row.clip.url)) {
    if (judgeStray(row, item) === 'discard') await ports.discard(item.id, keptOf(row.save, item));
  }
}

/** The browser may have listed what it then refused: its line goes too. */
async function refused(row: Row, reason: SaveProblemKind | 'other', ports: SavePorts): Promise<void> {
  for (const item of await ports.findOurs(row.save.intentAt ?? ports.now(), row.clip.url)) {
    if (item.state === 'interrupted' && (await ports.rowOfDownload(item.id, item.startTime)) === null) await ports.discard(item.id);
  }
  await giveUp(row, reason === 'other' ? 'network' : reason, ports);
}
