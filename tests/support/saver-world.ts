import { IDBFactory } from 'fake-indexeddb';
import type { Deadline } from '../../lib/domain/clips/clip.ts';
import { nameAgain } from '../../lib/domain/clips/left-behind.ts';
import { beginProbe } from '../../lib/domain/clips/obstacle.ts';
import type { IdentifiedVideo } from '../../lib/domain/clips/match.ts';
import { NO_REQUEST, NO_VARIANT, type SeenJob } from '../../lib/domain/jobs/job.ts';
import { type Store, closeStore, openStore } from '../../lib/store/db.ts';
import { type LedgerRow, countSaves, metStrangers, nextDueAt, noteRestart, readRow, readRowByDownload, readRowByPath, readUnowned } from '../../lib/store/ledger.ts';
import { changeObstacle, letProbe, noteMet, notePassed } from '../../lib/store/obstacle.ts';
import { readPlan } from '../../lib/store/plan.ts';
import { createSteps } from '../../lib/store/steps.ts';
import { noteSwept, readSweptAt } from '../../lib/store/swept.ts';
import { pollNow } from '../../lib/store/refresh.ts';
import { clipKeyOf } from '../../lib/sources/clip-key.ts';
import { recordSightings } from '../../lib/store/sightings.ts';
import { SAVE_ACTS } from '../../lib/tasks/saves/acts.ts';
import type { SavePorts } from '../../lib/tasks/saves/ports.ts';
import { type Saver, createSaver } from '../../lib/tasks/saves/saver.ts';
import { FakeDownloads } from './fake-downloads.ts';

export const urlOf = (n: number): string => `https://cdn.pika.art/v1/${n}/clip.mp4`;
export const idOf = (n: number): string => String(n).padStart(16, 'a');

export interface Worker {
  readonly saver: Saver;
  /** From now on nothing that it still does reaches the store or the browser. */
  kill(): void;
}

/** A real store, a browser's downloads with a server behind, and as many lives of the worker as a test likes. */
export interface SaverWorld {
  readonly db: Store;
  readonly downloads: FakeDownloads;
  /** Takes clips into the ledger, as if the page had shown them. */
  record(...numbers: number[]): Promise<unknown>;
  recordFrom(n: number, url: string): Promise<unknown>;
  /** As if the page had shown a job under way, without a file yet. */
  recordRunning(n: number): Promise<unknown>;
  worker(overrides?: Partial<SavePorts>): Worker;
  /** `rounds` times: pump, let everything happen that is ready, let `step` ms pass. */
  live(saver: Saver, rounds: number, step?: number): Promise<void>;
  saved(): Promise<number>;
  row(n: number): Promise<LedgerRow['save'] | undefined>;
  /** The URLs of the files on disk, sorted. */
  filesOf(): string[];
}

export async function saverWorld(): Promise<SaverWorld> {
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  const db = await openStore();
  const downloads = new FakeDownloads();
  const recordFrom = (n: number, url: string): Promise<unknown> => recordSightings(db, [see(n, url, downloads.now)], 'pika-page', downloads.now, 1000);
  return {
    db,
    downloads,
    recordFrom,
    recordRunning(n) {
      const { seen } = see(n, urlOf(n), downloads.now);
      return recordSightings(db, [{ seen: { ...seen, state: 'running', progress: 50, videos: [] }, videos: [] }], 'pika-page', downloads.now, 1000);
    },
    record: (...numbers) => recordSightings(db, numbers.map((n) => see(n, urlOf(n), downloads.now)), 'pika-page', downloads.now, 1000),
    worker: (overrides = {}) => startWorker(db, downloads, overrides),
    async live(saver, rounds, step = 1000) {
      for (let round = 0; round < rounds; round += 1) {
        void saver.pump();
        await settle();
        downloads.advance(step);
        await settle();
      }
    },
    saved: async () => (await countSaves(db)).saved,
    row: async (n) => (await readRow(db, idOf(n)))?.save,
    filesOf: () => [...downloads.disk.values()].map(({ url }) => url).sort(),
  };
}

/** Lets everything that is ready happen: fake-indexeddb answers by turns of the event loop. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await new Promise((next) => setImmediate(next));
}

function see(n: number, url: string, now: number): { seen: SeenJob; videos: IdentifiedVideo[] } {
  return sighting(n, url, { at: now + 86_400_000, why: 'assumed' });
}

/** A finished job `j<n>` with one video. */
export function sighting(n: number, url: string, deadline: Deadline): { seen: SeenJob; videos: IdentifiedVideo[] } {
  const video = { videoId: `v${n}`, url, posterUrl: null, durationSeconds: 5 };
  const seen: SeenJob = {
    jobId: `j${n}`, state: 'finished', rawStatus: 'finished', progress: 100, error: null, request: NO_REQUEST, variant: NO_VARIANT, videos: [video],
  };
  return { seen, videos: [{ video, clipId: idOf(n), ownId: `own-${n}`, pathKey: new URL(url).pathname, url, variant: NO_VARIANT, deadline }] };
}

function startWorker(db: Store, downloads: FakeDownloads, overrides: Partial<SavePorts>): Worker {
  let alive = true;
  const hang = <Value>() => new Promise<Value>(() => {});
  const guard = <Args extends unknown[], Value>(run: (...args: Args) => Promise<Value>) => (...args: Args): Promise<Value> =>
    alive ? run(...args).then((value) => (alive ? value : hang<Value>())) : hang<Value>();
  const real = realPorts(db, downloads, () => (alive ? Promise.resolve(db) : hang()));
  const saver = createSaver({ ...real, ...guarded(real, guard), ...overrides });
  downloads.notify = (id, news) => void (alive && saver.onDownload(id, news));
  return {
    saver,
    kill() {
      alive = false;
      downloads.notify = () => {};
    },
  };
}

type Guard = <Args extends unknown[], Value>(run: (...args: Args) => Promise<Value>) => (...args: Args) => Promise<Value>;

/** Every port that waits for the outside. */
function guarded(real: SavePorts, guard: Guard): Partial<SavePorts> {
  const { acts, met, probe, passed, letProbe: letOne, plan, row, rowOfDownload, unowned, rowOfUrl, nextDue, step, isNewSession, noteRestart: restarted, markSession, sweptAt, noteSwept: swept, nameFor, refresh, start, find, findOurs, resume, discard, inspect } = real;
  return {
    acts: guard(acts), met: guard(met), probe: guard(probe), passed: guard(passed), letProbe: guard(letOne), plan: guard(plan), row: guard(row), rowOfDownload: guard(rowOfDownload), unowned: guard(unowned), rowOfUrl: guard(rowOfUrl), nextDue: guard(nextDue),
    step: guard(step), isNewSession: guard(isNewSession), noteRestart: guard(restarted), markSession: guard(markSession), sweptAt: guard(sweptAt), noteSwept: guard(swept), nameFor: guard(nameFor), refresh: guard(refresh), start: guard(start), find: guard(find), findOurs: guard(findOurs),
    resume: guard(resume), discard: guard(discard), inspect: guard(inspect),
  };
}

/** @param open for steps that wait for their transaction: they die with the worker that asked for them */
export function realPorts(db: Store, downloads: FakeDownloads, open = (): Promise<Store> => Promise.resolve(db)): SavePorts {
  const { start, find, findOurs, resume, discard, inspect } = downloads;
  return {
    now: () => downloads.now,
    random: () => 0,
    acts: () => Promise.resolve(SAVE_ACTS),
    met: (kind, clip) => noteMet(db, kind, clip, downloads.now),
    probe: async (clip) => void (await changeObstacle(db, (before) => before && beginProbe(before, clip, downloads.now))),
    passed: (clip, how) => notePassed(db, clip, how, downloads.now),
    letProbe: () => letProbe(db, downloads.now),
    plan: (now, wish) => readPlan(db, now, wish),
    row: (id) => readRow(db, id),
    rowOfDownload: (id, startTime) => readRowByDownload(db, id, startTime),
    unowned: (items) => readUnowned(db, items),
    rowOfUrl: (url) => readRowByPath(db, clipKeyOf(url) ?? ''),
    nextDue: () => nextDueAt(db),
    step: createSteps(open),
    isNewSession: () => Promise.resolve(downloads.isNew),
    noteRestart: (now) => noteRestart(db, now),
    markSession: async () => void (downloads.isNew = false),
    sweptAt: () => readSweptAt(db),
    noteSwept: (at) => noteSwept(db, at),
    nameFor: async ({ clip, save }) => ({ name: `Pika/clip - ${clip.id}.mp4`, over: false, ...(save.left && nameAgain(save, await metStrangers(db))), number: null }),
    refresh: ({ job }, how) => pollNow(db, job, downloads.now, how),
    start, find, findOurs, resume, discard, inspect,
    later: () => {},
    changed: () => {},
    log: () => {},
  };
}
