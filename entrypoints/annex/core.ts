import type { DownloadView, StopReason } from '../../lib/domain/clips/download.ts';
import type { HealthFacts, HealthWrite } from '../../lib/domain/health/record.ts';
import type { Log } from '../../lib/log.ts';
import type { Result } from '../../lib/result.ts';
import type { Changed } from '../../lib/store/changes.ts';
import type { Store } from '../../lib/store/db.ts';

/** The browser's downloads, as far as texts need them. */
export interface TextDownloads {
  start(filename: string, text: string, mime: string): Promise<Result<number, StopReason>>;
  find(id: number): Promise<DownloadView | null>;
  findOurs(since: number): Promise<DownloadView[]>;
  forget(id: number): Promise<void>;
  discard(id: number, keep?: string): Promise<void>;
}

/** What of the worker must not exist twice, or is there already: handed to the annex when it is opened. */
export interface Core {
  /** The worker's one connection. */
  openStore(): Promise<Store>;
  announce(what: Changed): void;
  readHealth(db: Store): Promise<HealthFacts>;
  updateHealth(db: Store, decide: (facts: HealthFacts) => HealthWrite): Promise<HealthWrite>;
  /** Whether a host outside of Pika may be asked now. */
  hasHost(pattern: string): Promise<boolean>;
  dropHost(url: string): Promise<void>;
  readonly texts: TextDownloads;
  log: Log;
}
