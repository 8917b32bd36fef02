/** What the store holds about the user's own jobs, as evidence about Pika. */
import type { IDBPTransaction } from 'idb';
import type { BalanceReading, ExportResult } from '../domain/health/generation/evidence.ts';
import type { GenerationEvidence } from '../domain/health/generation/judge.ts';
import { outcomeOf } from '../domain/health/generation/outcome.ts';
import { type HourOfWeek, type Wait, waitOf } from '../domain/health/generation/waits.ts';
import { completeJob, type Job } from '../domain/jobs/job.ts';
import { DAY, HOUR, MINUTE } from '../time.ts';
import type { Store } from './db.ts';
import { MAX_WAITS, parseBalances, parseHistory, parseRefusals } from './generation-rows.ts';
import { changeMeta, readMeta, writeMeta } from './meta.ts';
import { readPageNotice } from './page-notice.ts';
import { REFUSALS } from './refusals.ts';
import type { KeeperSchema } from './schema.ts';

const HISTORY = 'generation-waits';
const BALANCES = 'balances';
/** Settled jobs of the last day that are looked at, and files of them. */
const MAX_RECENT = 300;
const MAX_EXPORTS = 40;
const MAX_ACTIVE = 200;
/** What is usual changes slowly, and is gathered anew this often. */
const HISTORY_FOR = HOUR;
/** The newest jobs are no history yet: an outage must not become what is usual while it goes on. */
const TOO_NEW = 2 * HOUR;
const MAX_BALANCES = 200;
/** An unchanged balance is noted again after so long: that nothing was charged has to be seen, too. */
const BALANCE_AGAIN = MINUTE;

/** Jobs of the last day that are under way, in the index `byActivity`. */
export function underWay(now: number): IDBKeyRange {
  return IDBKeyRange.bound([1, now - DAY], [1, Infinity]);
}

/** @param hourOf the local hour of the week */
export async function readGenerationEvidence(db: Store, hourOf: HourOfWeek, now: number): Promise<GenerationEvidence> {
  const history = await readHistory(db, hourOf, now);
  const [active, settled, balances, refused, notice] = await Promise.all([
    db.getAllFromIndex('jobs', 'byActivity', underWay(now), MAX_ACTIVE),
    readSettled(db, [DAY, 6 * HOUR, 2 * HOUR], MAX_RECENT, now),
    readBalances(db),
    readMeta(db, REFUSALS),
    readPageNotice(db),
  ]);
  const jobs = [...ownJobs(active), ...settled];
  const exports = await readExports(db, settled);
  return { jobs, history, exports, balances, refusals: parseRefusals(refused), signedOutAt: notice?.notice === 'signed-out' ? notice.at : null };
}

export async function readBalances(db: Store): Promise<BalanceReading[]> {
  return parseBalances(await readMeta(db, BALANCES));
}

/** Notes the balance that the page got (null: it asked and got none), if it is news. */
export async function noteBalance(db: Store, credits: number | null, now: number): Promise<void> {
  await changeMeta(db, BALANCES, (stored) => {
    const known = parseBalances(stored).filter(({ at }) => at <= now);
    const last = known.at(-1);
    const isNews = last?.credits !== credits || now - last.at >= BALANCE_AGAIN;
    return isNews ? [...known, { at: now, credits }].slice(-MAX_BALANCES) : stored;
  });
}

/** Jobs that pika.art showed: what fails or waits at another source may be that source's doing. */
function ownJobs(stored: readonly Parameters<typeof completeJob>[0][]): Job[] {
  return stored.map(completeJob).filter(({ source }) => source === 'pika-page');
}

/** Settled jobs of the longest of `spans` (longest first) that holds no more than `limit`; of the shortest in any case. */
async function readSettled(db: Store, spans: readonly number[], limit: number, now: number): Promise<Job[]> {
  const range = (span: number) => IDBKeyRange.bound([0, now - span], [0, Infinity]);
  for (const [index, span] of spans.entries()) {
    const isLast = index === spans.length - 1;
    if (!isLast && (await db.countFromIndex('jobs', 'byActivity', range(span))) > limit) continue;
    return ownJobs(await db.getAllFromIndex('jobs', 'byActivity', range(span), limit));
  }
  return [];
}

/** Kept as a row of its own, so that not every judgement has to read weeks of jobs. */
async function readHistory(db: Store, hourOf: HourOfWeek, now: number): Promise<readonly Wait[]> {
  const kept = parseHistory(await readMeta(db, HISTORY));
  if (kept && kept.madeAt <= now && now - kept.madeAt < HISTORY_FOR) return kept.waits;
  const jobs = await readSettled(db, [56 * DAY, 28 * DAY, 7 * DAY, DAY], MAX_WAITS, now);
  const waits = jobs.map((job) => waitOf(job, hourOf)).filter((wait) => wait !== null).filter(({ at }) => at < now - TOO_NEW);
  await writeMeta(db, HISTORY, { madeAt: now, waits });
  return waits;
}

/** The waits as they were gathered last, for a screen: reads one row and gathers nothing. */
export async function readWaits(db: Store): Promise<readonly Wait[]> {
  return parseHistory(await readMeta(db, HISTORY))?.waits ?? [];
}

type Reading = IDBPTransaction<KeeperSchema, ('clips' | 'saves')[], 'readonly'>;

/** How the files of jobs fared whose end was watched; newest jobs first. */
async function readExports(db: Store, settled: readonly Job[]): Promise<ExportResult[]> {
  const watched = settled.filter((job) => outcomeOf(job)?.made).toSorted((a, b) => b.order - a.order).slice(0, MAX_EXPORTS);
  if (watched.length === 0) return [];
  const tx: Reading = db.transaction(['clips', 'saves'], 'readonly');
  const found = await Promise.all(watched.map((job) => exportsOf(tx, job)));
  await tx.done;
  return found.flat();
}

async function exportsOf(tx: Reading, job: Job): Promise<ExportResult[]> {
  const clips = await tx.objectStore('clips').index('byJob').getAllKeys(job.id, 4);
  const saves = await Promise.all(clips.map((clip) => tx.objectStore('saves').get(clip)));
  return saves.flatMap((save) => {
    if (!save) return [];
    const at = save.savedAt ?? save.problem?.at ?? save.updatedAt;
    return [{ job: job.id, at, problem: save.problem?.kind ?? null, saved: save.state === 'saved', measured: save.measured ?? null }];
  });
}
