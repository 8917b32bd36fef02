import type { Changed } from '../../lib/store/changes.ts';
import type { Store } from '../../lib/store/db.ts';

/** What of the worker must not exist twice, or is there already: handed to the annex when it is opened. */
export interface Core {
  /** The worker's one connection. */
  openStore(): Promise<Store>;
  announce(what: Changed): void;
  /** Whether a host outside of Pika may be asked now. */
  hasHost(pattern: string): Promise<boolean>;
  dropHost(url: string): Promise<void>;
}
