/** A dead link's way back to its source, and what becomes of clips that the source has given up. */
import { afterGone } from '../domain/clips/gone.ts';
import { sourceOfJob } from '../domain/clips/elsewhere.ts';
import { newPoll } from '../domain/jobs/poll.ts';
import { API_SOURCES } from '../domain/jobs/source-settings.ts';
import type { ApiSourceId } from '../domain/jobs/job.ts';
import type { LinkAsked } from '../domain/clips/source-waits.ts';
import type { Store } from './db.ts';
import { readWaits } from './source-waits.ts';

/**
 * Makes a job's next poll due at once: its answer brings a fresh link, which revives the save. Jobs that were over are
 * asked once more. For a source that waits for the user it is due as well, so that it is the first when that goes on.
 * @param id `Job.id`
 * @param how `look`: only tells what would come of it
 * @returns `none` when no source of it can be asked: pika.art has to show the clip again
 */
export async function pollNow(db: Store, id: string, now: number, how: 'ask' | 'look' = 'ask'): Promise<LinkAsked> {
  const waits = await readWaits(db);
  const source = API_SOURCES.find((one) => one === sourceOfJob(id));
  if (source !== undefined) return askNow(db, source, id, now, how, waits[source] === undefined ? 'asked' : 'waits');
  const others = await Promise.all(API_SOURCES.map(async (one) => (waits[one] === undefined && (await showsSame(db, one, id)) ? one : null)));
  const other = others.find((one) => one !== null);
  return other ? askNow(db, other, `${other}${id.slice(id.indexOf(':'))}`, now, how, 'asked') : 'none';
}

/** Whether this source, too, has shown the video of a job of pika.art's: Pika's own API knows it by the same id. */
async function showsSame(db: Store, source: ApiSourceId, id: string): Promise<boolean> {
  const job = await db.get('jobs', `${source}${id.slice(id.indexOf(':'))}`);
  return job?.anomalies.some(({ kind, detail }) => kind === 'clip-elsewhere' && detail === id) === true;
}

async function askNow(db: Store, source: ApiSourceId, id: string, now: number, how: 'ask' | 'look', asked: LinkAsked): Promise<LinkAsked> {
  if (how === 'look') return asked;
  const tx = db.transaction('polls', 'readwrite');
  const row = (await tx.store.get(id)) ?? newPoll(source, id.slice(source.length + 1), now);
  await tx.store.put({ ...row, nextAt: Math.min(row.nextAt, now) });
  await tx.done;
  return asked;
}

/**
 * The source does not know the job any more: its clips whose links are dead are lost.
 * @param id `Job.id`
 * @param httpStatus the source's answer, kept as evidence
 * @returns how many
 */
export async function loseGone(db: Store, id: string, httpStatus: number | null, now: number): Promise<number> {
  const tx = db.transaction(['clips', 'saves'], 'readwrite', { durability: 'strict' });
  const saves = tx.objectStore('saves');
  let lost = 0;
  for (const clip of await tx.objectStore('clips').index('byJob').getAllKeys(id)) {
    const save = await saves.get(clip);
    const next = save && afterGone(save, httpStatus, now);
    if (!next) continue;
    lost += 1;
    await saves.put(next);
  }
  await tx.done;
  return lost;
}
