import type { DownloadNews } from '../../domain/clips/download.ts';
import { isObstacle } from '../../domain/clips/obstacle.ts';
import { followAttempt, followEnd, keepName, settleStray } from './follow.ts';
import type { Memory } from './memory.ts';
import type { SavePorts } from './ports.ts';
import type { Rounds } from './round.ts';

/** What the browser tells of a download → what is done about it. @returns whether it is known to be a clip's */
export async function hear(id: number, news: DownloadNews, memory: Memory, ports: SavePorts, rounds: Rounds): Promise<boolean> {
  const clip = clipOf(id, news, memory);
  if (clip !== null && (await hearOfOwn(id, news, clip, memory, ports, rounds))) return true;
  const row = await ports.rowOfDownload(id);
  if (row) await memory.exclusively(row.clip.id, () => followAttempt(row.clip.id, memory, ports));
  // What we asked for and no row points to was refused, or given up meanwhile.
  else if (news.kind === 'began' || clip !== null) await settleNew(id, memory, ports);
  else if (memory.hold === 'asks') await (await ports.acts()).noteOther(id, ports);
  // A finished download has made room for the next.
  if (row) await rounds.pump();
  return row !== null;
}

/** The clip of a download that this life has asked for; null where only the ledger can tell. */
function clipOf(id: number, news: DownloadNews, { clips, starting }: Memory): string | null {
  if (news.kind === 'began') {
    // Its start has not answered: this is what it will say.
    for (const [clip, url] of starting) if (url === news.url) clips.set(id, clip);
  }
  return clips.get(id) ?? null;
}

/** The usual way of a download costs no look at the ledger to find out whose it is. @returns whether that was all that there is to do */
async function hearOfOwn(id: number, news: DownloadNews, clip: string, memory: Memory, ports: SavePorts, rounds: Rounds): Promise<boolean> {
  if (news.kind === 'complete') await hearEnd(id, clip, memory, ports, rounds);
  if (news.kind !== 'named') return news.kind !== 'changed';
  // While something stands before all saves, a name may be what shows it gone.
  if (isObstacle(memory.hold)) return false;
  const wasAwaited = memory.nameless.delete(clip);
  await Promise.all([keepName(clip, id, news.filename, memory, ports), wasAwaited && rounds.goOn()]);
  return true;
}

/** Its place is free from this moment on: what takes it need not wait for the ledger to say so. */
async function hearEnd(id: number, clip: string, memory: Memory, ports: SavePorts, { goOn, pump }: Rounds): Promise<void> {
  memory.ended.add(clip);
  let isPlain = true;
  const followed = memory.exclusively(clip, async () => {
    // The browser's answer to its start is still on the way: the look that follows it sees the end, too.
    if (memory.starting.has(clip)) return;
    isPlain = await followEnd(clip, id, memory, ports).finally(() => memory.ended.delete(clip));
    if (!isPlain) await followAttempt(clip, memory, ports);
  });
  await Promise.all([followed, goOn()]);
  if (!isPlain) await pump();
}

async function settleNew(id: number, memory: Memory, ports: SavePorts): Promise<void> {
  const item = await ports.find(id);
  if (item) await settleStray(item, memory, ports);
}
