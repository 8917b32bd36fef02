import type { HealthFacts, HealthWrite } from '../../lib/domain/health/record.ts';
import type { Changed } from '../../lib/store/changes.ts';
import type { Store } from '../../lib/store/db.ts';

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
}
