import { urlsOf, type SimJob } from '../job.ts';
import { baseBytes, baseFor } from './bases.ts';
import { buildClip, type Body } from './mp4.ts';
import { DECOYS, fileKey } from './urls.ts';

/** A file that the media hosts have. */
export interface StoredFile {
  readonly kind: 'clip' | 'share' | 'decoy';
  /** The job's id, or the decoy's address. */
  readonly id: string;
  readonly body: Body;
  readonly modifiedAt: number;
}

const DECOY_TIME = Date.UTC(2026, 5, 1);

/** Everything on the media hosts, by address. What is stored once stays. */
export class FileStore {
  readonly #files = new Map<string, StoredFile>();

  constructor() {
    for (const { url } of DECOYS) this.#add(url, { kind: 'decoy', id: url, modifiedAt: DECOY_TIME }, 16 / 9, null);
  }

  /** The file behind an address, whichever query it is asked with, and for shared trees whichever host. */
  find(url: string): StoredFile | null {
    const key = fileKey(url);
    return key === null ? null : (this.#files.get(key) ?? null);
  }

  /** Stores a finished job's present files; earlier ones stay, as they do on the real hosts. */
  addFilesOf(job: SimJob, now: number): void {
    if (job.state !== 'finished') return;
    const urls = urlsOf(job);
    const modifiedAt = job.finishedAt ?? now;
    this.#add(urls.result, { kind: 'clip', id: job.id, modifiedAt }, job.aspectRatio, job.bytes);
    if (urls.sharing) this.#add(urls.sharing, { kind: 'share', id: job.id, modifiedAt }, job.aspectRatio, null);
  }

  remove(url: string): void {
    const key = fileKey(url);
    if (key !== null) this.#files.delete(key);
  }

  #add(url: string, file: Omit<StoredFile, 'body'>, ratio: number, wanted: number | null): void {
    const key = fileKey(url);
    if (key === null || this.#files.has(key)) return;
    this.#files.set(key, { ...file, body: buildClip(baseBytes(baseFor(file.id, ratio)), key, wanted) });
  }
}
