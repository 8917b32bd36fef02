import type { PageFacts } from '../domain/health/verdict/facts.ts';
import { completeJob } from '../domain/jobs/job.ts';
import type { Store } from './db.ts';
import { readPageNotice } from './page-notice.ts';
import { readReader } from './reader.ts';

/** Jobs on top of the list that are looked at: whatever the page showed last is among them, and jobs of other sources. */
const LOOKED_AT = 60;

/** What pika.art last showed in an open tab: jobs, or a notice in their place. */
export async function readPageFacts(db: Store): Promise<PageFacts> {
  const [notice, jobSeenAt, reader] = await Promise.all([readPageNotice(db), lastJobSeen(db), readReader(db)]);
  return { notice: notice?.notice ?? null, noticeAt: notice?.at ?? null, jobSeenAt, notUnderstoodSince: reader?.since ?? null };
}

async function lastJobSeen(db: Store): Promise<number | null> {
  let newest: number | null = null;
  let cursor = await db.transaction('jobs').store.index('byActivity').openCursor(null, 'prev');
  for (let seen = 0; cursor !== null && seen < LOOKED_AT; seen += 1) {
    const { source, lastSeenAt } = completeJob(cursor.value);
    if (source === 'pika-page') newest = Math.max(newest ?? 0, lastSeenAt);
    cursor = await cursor.continue();
  }
  return newest;
}
