import type { IDBPTransaction } from 'idb';
import type { HealthFacts } from '../domain/health/record.ts';
import { GENERATION_HEALTH, parseGeneration } from './generation-rows.ts';
import { parseMonitorState, parseWatch } from './health-rows.ts';
import type { Store } from './db.ts';
import { PAUSES, parsePauses } from './pauses.ts';
import type { KeeperSchema } from './schema.ts';

export const WATCH = 'watch';
/** What health is read from and written to. */
export const PARTS = ['checks', 'monitors', 'meta', 'incidents'] as const;

export type HealthReading = IDBPTransaction<KeeperSchema, (typeof PARTS)[number][], IDBTransactionMode>;

/** States of all monitors and the facts of the watching: all that a screen needs, in one transaction. */
export async function readHealth(db: Store): Promise<HealthFacts> {
  return readFacts(db.transaction([...PARTS], 'readonly') as HealthReading);
}

/** What a decision about health rests on, within the caller's transaction. */
export async function readFacts(tx: HealthReading): Promise<HealthFacts> {
  const meta = tx.objectStore('meta');
  const [rows, watch, pauses, judged] = await Promise.all([tx.objectStore('monitors').getAll(), meta.get(WATCH), meta.get(PAUSES), meta.get(GENERATION_HEALTH)]);
  const states = rows.map(parseMonitorState).filter((state) => state !== null);
  const generation = parseGeneration(judged?.value);
  return {
    states,
    watch: parseWatch(watch?.value),
    ...(pauses === undefined ? {} : { pauses: parsePauses(pauses.value) }),
    ...(generation === null ? {} : { generation }),
  };
}
