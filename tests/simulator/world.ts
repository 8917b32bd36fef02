import { EventEmitter } from 'node:events';
import { FaultBook, type FaultSpec } from './faults.ts';
import { age, fail, finish, isOpen, makeJob, urlsOf, type JobSpec, type SimJob } from './job.ts';
import { FileStore, type StoredFile } from './media/files.ts';
import { defaultPage, defaultWire, type Edge, type Media, type PageSettings, type SessionLoss, type Wire } from './settings.ts';
import { JobApis } from './sources/apis.ts';
import { StatusPages } from './status/pages.ts';

/** The truth behind every answer: jobs, files, session, settings, faults. Changing it changes what the next request gets. */
export class World {
  readonly jobs: SimJob[] = [];
  readonly faults = new FaultBook();
  /** Other tools: `statusPages.set('status.runwayml.com', 'down')`. */
  readonly statusPages = new StatusPages();
  /** Services that are asked by job id: `apis.add('useapi', { plan })`. */
  readonly apis = new JobApis(this);
  wire: Wire = defaultWire();
  page: PageSettings = defaultPage();
  edge: Edge = { present: true, colo: 'DFW', region: 'cle1::iad1' };
  media: Media = { cors: false, validators: true };
  route: '/library' | '/my-library' = '/library';
  balance = 80;
  loggedIn = true;
  sessionLoss: SessionLoss = 'html';
  /** Supabase's gateway refuses `/auth/v1/health` without an `apikey` header; off: it answers 200 to everyone. */
  healthNeedsKey = true;
  /** What public name servers say of any name. */
  names: 'found' | 'missing' | 'broken' = 'found';
  /** The machine has no network: every connection is dropped. */
  offline = false;
  /** What a submitted job will do by itself. */
  submitPlan: JobSpec['plan'] = { queuedMs: 20_000, runMs: 90_000, outcome: 'finished' };
  /** Requests that would have created, changed or cancelled something; a correct product never causes one. */
  writes = 0;
  /** Entries put into every listing as they are, before the jobs: lies of a hostile page. */
  readonly rawResults: Record<string, unknown>[] = [];
  readonly #events = new EventEmitter();
  readonly #files = new FileStore();
  readonly #now: () => number;
  #number = 0;
  #ticker: NodeJS.Timeout | null = null;

  constructor(now: () => number = Date.now) {
    this.#now = now;
    this.#events.setMaxListeners(0);
  }

  now(): number {
    return this.#now();
  }

  /** Calls back after every change; returns the way to stop. */
  watch(listener: () => void): () => void {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  }

  touch(): void {
    this.#events.emit('change');
  }

  // Jobs

  /** Adds a job on top of the library. Without state or plan it is finished. */
  addJob(spec: JobSpec = {}): SimJob {
    const job = makeJob(spec, this.#number++, this.now());
    this.jobs.push(job);
    this.#files.addFilesOf(job, this.now());
    this.touch();
    return job;
  }

  job(id: string): SimJob {
    const job = this.jobs.find((one) => one.id === id);
    if (!job) throw new Error(`no job ${id}`);
    return job;
  }

  /** Jobs that the listing shows, newest first. */
  listed(): SimJob[] {
    return this.jobs.filter((job) => !job.hidden).reverse();
  }

  finished(): SimJob[] {
    return this.jobs.filter((job) => job.state === 'finished');
  }

  finishJob(id: string): void {
    this.#change(id, (job) => finish(job, this.now()));
  }

  failJob(id: string, error = 'Something went wrong'): void {
    this.#change(id, (job) => fail(job, error));
  }

  /** It runs, and its progress stays where it is for ever. */
  stallJob(id: string, progress = 99): void {
    this.#change(id, (job) => {
      job.state = 'pending';
      job.progress = progress;
      job.plan = null;
    });
  }

  /** It disappears from the listing without a word; `vanishJob(id, false)` brings it back. */
  vanishJob(id: string, hidden = true): void {
    this.#change(id, (job) => {
      job.hidden = hidden;
    });
  }

  setProgress(id: string, progress: number | null): void {
    this.#change(id, (job) => {
      job.state = 'pending';
      job.progress = progress;
    });
  }

  /** Any state, any progress, also backwards. */
  setState(id: string, state: SimJob['state'], progress: number | null = null): void {
    this.#change(id, (job) => {
      job.state = state;
      job.progress = progress;
    });
  }

  /** Sound is added to a finished job: the same job then has another file. */
  addSound(id: string): void {
    this.#change(id, (job) => {
      job.hasSfx = true;
      job.family = 'v1-sfx';
    });
  }

  /** Its file moves to a new address; the old one is gone (404) unless told to stay. */
  relink(id: string, oldStays = false): void {
    const old = urlsOf(this.job(id)).result;
    this.#change(id, (job) => {
      job.revision += 1;
    });
    if (!oldStays) this.#files.remove(old);
  }

  /** Moves world time: every job with a plan goes on. */
  advance(ms: number): void {
    const moved = this.jobs.filter((job) => age(job, ms, this.now()));
    for (const job of moved) this.#files.addFilesOf(job, this.now());
    if (moved.length > 0) this.touch();
  }

  /** Lets world time run by itself, `speed` times as fast as real time. */
  run(speed = 1, everyMs = 100): void {
    this.pause();
    this.#ticker = setInterval(() => this.advance(everyMs * speed), everyMs);
    this.#ticker.unref();
  }

  pause(): void {
    if (this.#ticker) clearInterval(this.#ticker);
    this.#ticker = null;
  }

  hasOpenJobs(): boolean {
    return this.jobs.some(isOpen);
  }

  // Session, settings, faults

  login(): void {
    this.loggedIn = true;
    this.touch();
  }

  logout(how: SessionLoss = this.sessionLoss): void {
    this.loggedIn = false;
    this.sessionLoss = how;
    this.touch();
  }

  setEnvelope(envelope: Wire['envelope']): void {
    this.wire.envelope = envelope;
  }

  setRoute(route: '/library' | '/my-library'): void {
    this.route = route;
  }

  /** Returns an id for `clearFault`. The newest fault that fits a request wins. */
  setFault(fault: FaultSpec): number {
    const id = this.faults.add(fault);
    this.touch();
    return id;
  }

  clearFault(id: number): void {
    this.faults.remove(id);
    this.touch();
  }

  clearFaults(): void {
    this.faults.clear();
    this.offline = false;
    this.touch();
  }

  setOffline(offline = true): void {
    this.offline = offline;
    this.touch();
  }

  // Files

  /** The file behind an address, whichever host and query it is asked by. */
  file(url: string): StoredFile | null {
    return this.#files.find(url);
  }

  /** By job id or by address. */
  clip(idOrUrl: string): StoredFile {
    const job = this.jobs.find((one) => one.id === idOrUrl);
    const file = this.file(job ? urlsOf(job).result : idOrUrl);
    if (!file) throw new Error(`no file for ${idOrUrl}`);
    return file;
  }

  #change(id: string, how: (job: SimJob) => void): void {
    const job = this.job(id);
    how(job);
    this.#files.addFilesOf(job, this.now());
    this.touch();
  }
}
