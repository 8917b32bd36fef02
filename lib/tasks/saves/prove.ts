import { judgeFile, type ServerCopy } from '../../domain/clips/proof.ts';
import type { Save } from '../../domain/clips/save.ts';
import { replaceFrom } from '../../domain/clips/step.ts';
import { giveUp } from './give-up.ts';
import type { Memory } from './memory.ts';
import type { Row, SavePorts } from './ports.ts';

/** Looks at a dead link for which a fresh one is awaited: some two hours. */
const WAITS_FOR_LINK = 8;

/**
 * Compares a downloaded file with the server's copy, and writes the verdict. Call inside `exclusively`.
 * @param row as it was read or written last: the verdict counts only for the file that this row was about
 */
export async function proveFile(row: Row, memory: Memory, ports: SavePorts): Promise<void> {
  if (row.save.state !== 'verifying' || row.save.nextAttemptAt > ports.now()) return;
  const { id } = row.clip;
  memory.proving.add(id);
  try {
    const copy = await lookAt(row, ports);
    const judgement = judgeFile(row.save, copy, ports.now(), ports.random());
    if (judgement.next === 'discard') {
      // Nothing of a row that has been settled since may be removed.
      const now = await ports.row(id);
      if (now && isSameFile(now.save, row.save)) await giveUp(now, judgement.problem, ports);
      return;
    }
    const replace = replaceFrom(judgement.save, ['verifying']);
    if (!(await ports.step(id, ({ save }) => (isSameFile(save, row.save) ? replace(save) : null), true))) return;
    ports.log(judgement.next === 'saved' ? 'save.saved' : 'save.not-proven', { clip: id, copy: copy.kind });
    ports.changed();
  } finally {
    memory.proving.delete(id);
  }
}

/** Another attempt, with a file of its own, may have begun and ended since. */
function isSameFile(now: Save, before: Save): boolean {
  return now.state === 'verifying' && now.attempts === before.attempts && now.downloadId === before.downloadId && now.startTime === before.startTime;
}

/** A source that can give a fresh link is asked for one: the length alone is proof enough only where it has none. */
async function lookAt({ clip, save }: Row, ports: SavePorts): Promise<ServerCopy> {
  const copy = await ports.inspect(clip.url);
  if (copy.kind !== 'link-dead' || save.looks >= WAITS_FOR_LINK || (await ports.refresh(clip, 'ask')) === 'none') return copy;
  return { kind: 'unavailable', httpStatus: copy.httpStatus };
}
