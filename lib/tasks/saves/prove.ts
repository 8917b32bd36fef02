import { judgeFile } from '../../domain/clips/proof.ts';
import { giveUp } from './give-up.ts';
import type { Memory, SavePorts } from './ports.ts';

/** Compares a downloaded file with the server's copy, and writes the verdict. Call inside `exclusively`. */
export async function proveFile(clipId: string, memory: Memory, ports: SavePorts): Promise<void> {
  const row = await ports.row(clipId);
  if (!row || row.save.state !== 'verifying' || row.save.nextAttemptAt > ports.now()) return;
  memory.proving.add(clipId);
  try {
    const copy = await ports.inspect(row.clip.url);
    const judgement = judgeFile(row.save, copy, ports.now(), ports.random());
    if (judgement.next === 'discard') return await giveUp(row, judgement.problem, ports);
    await ports.put(judgement.save, ['verifying'], true);
    ports.log(judgement.next === 'saved' ? 'save.saved' : 'save.not-proven', { clip: clipId, copy: copy.kind });
    ports.changed();
  } finally {
    memory.proving.delete(clipId);
  }
}
