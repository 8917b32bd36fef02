import { attachDownload, beginAttempt } from '../../domain/clips/attempt.ts';
import { judgeStray } from '../../domain/clips/stray.ts';
import { afterCancel, isCancelled } from '../../domain/clips/cancel.ts';
import { saysItIsDead } from '../../domain/clips/deadline.ts';
import { afterSkip } from '../../domain/clips/gate.ts';
import { isObstacle } from '../../domain/clips/obstacle.ts';
import type { SaveProblemKind } from '../../domain/clips/save.ts';
import { followAttempt } from './follow.ts';
import { giveUp } from './give-up.ts';
import type { Memory, Row, SavePorts } from './ports.ts';

/**
 * Begins one attempt: the intent is on disk before the browser is asked, its id right after it answered. Resolves
 * when the intent is written; the browser's answer is awaited behind, since a slow server may take its time.
 */
export async function beginSave(clipId: string, memory: Memory, ports: SavePorts, done: () => void): Promise<void> {
  const row = await ports.row(clipId);
  if (row?.save.state !== 'wanted') return;
  if (isCancelled(row.save)) {
    await ports.put(afterCancel(row.save, ports.now()), ['wanted'], true);
    return ports.changed();
  }
  const skip = await ports.skips(row);
  if (skip !== null) {
    await ports.put(afterSkip(row.save, skip, ports.now()), ['wanted'], true);
    return ports.changed();
  }
  if (saysItIsDead(row.clip.deadline, ports.now()) && (await ports.refresh(row.clip))) return waitForLink(row, ports);
  const { name, number, over } = await ports.nameFor(row);
  const save = beginAttempt(row.save, name, ports.now(), number);
  if (isObstacle(memory.hold)) await ports.probe(clipId);
  memory.starting.add(clipId);
  memory.firstAt ??= ports.now();
  if (!(await ports.put(save, ['wanted'], true))) {
    memory.starting.delete(clipId);
    return;
  }
  ports.changed();
  void ask({ ...row, save }, over, memory, ports).then(done, (error: unknown) => {
    memory.starting.delete(clipId);
    ports.log('save.error', { clip: clipId, error: String(error) });
    done();
  });
}

/** The link is past its own date: nothing is asked of it, and the source has been asked for another. */
async function waitForLink({ save }: Row, ports: SavePorts): Promise<void> {
  const { afterExpiry } = await ports.rules();
  await ports.put(afterExpiry(save, ports.now(), ports.random()), ['wanted'], true);
  ports.changed();
}

async function ask(row: Row, over: boolean, memory: Memory, ports: SavePorts): Promise<void> {
  const begun = await ports.start(row.clip.url, row.save.requestedName ?? '', over);
  await memory.exclusively(row.clip.id, async () => {
    try {
      if (begun.ok) await attach(row, begun.value, ports);
    } finally {
      memory.starting.delete(row.clip.id);
    }
    if (begun.ok && row.save.attempts > 1) await removeOlder(row.clip.id, ports);
    if (begun.ok) await followAttempt(row.clip.id, memory, ports);
    else await refused(row, begun.failure.kind, ports);
  });
}

async function attach(row: Row, downloadId: number, ports: SavePorts): Promise<void> {
  const item = await ports.find(downloadId);
  // Not strict: after a power cut, a download whose id is missing is found by its address.
  if (item) await ports.put(attachDownload(row.save, item, ports.now()), ['downloading'], false);
}

/** An earlier attempt, given up for dead while its server was slow, may have begun while this one was asking. */
async function removeOlder(clipId: string, ports: SavePorts): Promise<void> {
  const row = await ports.row(clipId);
  if (!row) return;
  for (const item of await ports.findOurs(row.clip.firstSeenAt, row.clip.url)) {
    if (judgeStray(row, item) === 'discard') await ports.discard(item.id);
  }
}

/** The browser may have listed what it then refused: its line goes too. */
async function refused(row: Row, reason: SaveProblemKind | 'other', ports: SavePorts): Promise<void> {
  for (const item of await ports.findOurs(row.save.intentAt ?? ports.now(), row.clip.url)) {
    if (item.state === 'interrupted' && (await ports.rowOfDownload(item.id, item.startTime)) === null) await ports.discard(item.id);
  }
  await giveUp(row, reason === 'other' ? 'network' : reason, ports);
}
