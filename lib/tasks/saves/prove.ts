import type { ServerCopy } from '../../domain/clips/proof.ts';
import { giveUp } from './give-up.ts';
import type { Memory, Row, SavePorts } from './ports.ts';

/** Looks at a dead link for which a fresh one is awaited: some two hours. */
const WAITS_FOR_LINK = 8;

/** Compares a downloaded file with the server's copy, and writes the verdict. Call inside `exclusively`. */
export async function proveFile(clipId: string, memory: Memory, ports: SavePorts): Promise<void> {
  const row = await ports.row(clipId);
  if (!row || row.save.state !== 'verifying' || row.save.nextAttemptAt > ports.now()) return;
  memory.proving.add(clipId);
  try {
    const copy = await lookAt(row, ports);
    const { judgeFile } = await ports.rules();
    const judgement = judgeFile(row.save, copy, ports.now(), ports.random());
    if (judgement.next === 'discard') return await giveUp(row, judgement.problem, ports);
    await ports.put(judgement.save, ['verifying'], true);
    ports.log(judgement.next === 'saved' ? 'save.saved' : 'save.not-proven', { clip: clipId, copy: copy.kind });
    ports.changed();
  } finally {
    memory.proving.delete(clipId);
  }
}

/** A source that can give a fresh link is asked for one: the length alone is proof enough only where it has none. */
async function lookAt({ clip, save }: Row, ports: SavePorts): Promise<ServerCopy> {
  const copy = await ports.inspect(clip.url);
  if (copy.kind !== 'link-dead' || save.looks >= WAITS_FOR_LINK || !(await ports.refresh(clip))) return copy;
  return { kind: 'unavailable', httpStatus: copy.httpStatus };
}
