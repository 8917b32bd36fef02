import { isMadeUp } from '../../lib/domain/clips/match.ts';
import type { SeenJob, SeenVideo } from '../../lib/domain/jobs/job.ts';
import type { PageParcel } from '../../lib/domain/jobs/parcels.ts';
import { firstPageRows } from '../../lib/sources/pika/first-page.ts';
import { readPage } from '../../lib/sources/pika/library.ts';
import { classifyMediaUrl, posterUrlOf } from '../../lib/sources/pika/media-url.ts';
import { withForm } from '../../lib/sources/pika/submit-form.ts';
import { mayHoldOwnJobs } from '../../lib/sources/pika/tap-route.ts';
import { openStore } from '../../lib/store/db.ts';
import { readRowByPath } from '../../lib/store/ledger.ts';
import { readPageNotice, writePageNotice } from '../../lib/store/page-notice.ts';
import { type PageNotice, type PageReport, takePage } from '../../lib/tasks/take-page.ts';
import { MINUTE } from '../../lib/time.ts';
import { takeSightings } from './saves.ts';
import { changed } from './world.ts';

/** Reads what a pika.art page got and shows, and starts what follows from it. @param page the page's address, as the browser names it */
export function readParcel(parcel: PageParcel, page: string): Promise<{ accepted: number; deferred: number }> {
  return takePage(parcel, page, { read: readText, rows: firstPageRows, settled, record, notice: noteNotice });
}

/** Posters of loose videos are still as the page wrote them. */
function record(jobs: readonly SeenJob[], loose: readonly SeenVideo[]): Promise<{ accepted: number; deferred: number }> {
  return takeSightings(jobs, loose.map((video) => ({ ...video, posterUrl: posterUrlOf(video.posterUrl) })));
}

function readText(url: string, text: string, form: string): PageReport | null {
  if (!mayHoldOwnJobs(url)) return null;
  const reading = readPage(text);
  return reading.ok ? { jobs: withForm(reading.value.jobs, form), notice: reading.value.notice } : null;
}

/** What has a job and no trouble gains nothing by being found without; what is nobody's to save is settled as well. */
async function settled(url: string): Promise<boolean> {
  const media = classifyMediaUrl(url);
  // The copy for sharing is the same clip, made smaller.
  if (media.kind !== 'result' || media.share) return true;
  const row = await readRowByPath(await openStore(), media.pathKey);
  return row !== null && !isMadeUp(row.clip.job) && row.save.state !== 'failed' && row.save.state !== 'lost';
}

/** A page may say the same thing with every poll; once a minute is news enough. */
async function noteNotice(notice: PageNotice | null): Promise<void> {
  const db = await openStore();
  const now = Date.now();
  const known = await readPageNotice(db);
  const isNews = known?.notice !== notice || now < known.at || now - known.at >= MINUTE;
  if (notice === null || isNews) await writePageNotice(db, notice, now);
  if (notice !== null && isNews) changed('health');
}
