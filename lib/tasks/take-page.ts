import type { SeenJob, SeenVideo } from '../domain/jobs/job.ts';
import type { PageParcel } from '../domain/jobs/parcels.ts';

/** What the page said besides jobs. */
export type PageNotice = 'signed-out' | 'refused';

export interface PageReport {
  readonly jobs: readonly SeenJob[];
  readonly notice: PageNotice | null;
}

export interface TakePagePorts {
  /** What an answer says; null for one that cannot be the user's own, or cannot be read. */
  read(url: string, text: string, form: string): PageReport | null;
  /** The rows that the first page's scripts carry, as one text. */
  rows(scripts: readonly string[]): string;
  /** Whether the ledger knows this video, with its job, and needs nothing more. */
  settled(url: string): Promise<boolean>;
  record(jobs: readonly SeenJob[], loose: readonly SeenVideo[]): Promise<{ readonly accepted: number; readonly deferred: number }>;
  /** @param notice null when the page shows jobs */
  notice(notice: PageNotice | null): Promise<void>;
}

/** Jobs of one transaction: a longer one would keep the saves waiting. */
const BATCH = 200;

/**
 * Reads what a page passed on and takes it into the ledger, answers first: a video that merely stands on the page is known by
 * then if one of them named it. Done again, or half, it does no harm.
 * @param page address of the page, to which its first rows belong
 * @returns clips in the ledger, and clips over the rate limit, for which the same parcel has to come again
 */
export async function takePage(parcel: PageParcel, page: string, ports: TakePagePorts): Promise<{ accepted: number; deferred: number }> {
  const total = { accepted: 0, deferred: 0 };
  const record = async (jobs: readonly SeenJob[], loose: readonly SeenVideo[]) => {
    const { accepted, deferred } = await ports.record(jobs, loose);
    total.accepted += accepted;
    total.deferred += deferred;
  };
  const first = { url: page, text: ports.rows(parcel.scripts), form: '' };
  const reports = [first, ...parcel.texts].flatMap(({ url, text, form }) => (text === '' ? [] : (ports.read(url, text, form) ?? [])));
  // Together, so that what one message brings is written at one moment, and a flood is over when its message is.
  const jobs = reports.flatMap((report) => report.jobs);
  for (let from = 0; from < jobs.length; from += BATCH) await record(jobs.slice(from, from + BATCH), []);
  for (const report of reports) if (report.notice !== null || report.jobs.length > 0) await ports.notice(report.notice);
  const settled = await Promise.all(parcel.videos.map(({ url }) => ports.settled(url)));
  const loose = parcel.videos.filter((_video, place) => settled[place] === false);
  if (loose.length > 0) await record([], loose);
  return total;
}
