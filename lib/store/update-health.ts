import type { IDBPTransaction } from 'idb';
import type { HealthFacts, HealthWrite } from '../domain/health/record.ts';
import { appendChecks } from './checks.ts';
import type { Store } from './db.ts';
import { GENERATION_HEALTH } from './generation-rows.ts';
import { type HealthReading, PARTS, readFacts, WATCH } from './health.ts';
import { decideIncidents, putIncidents, readIncidentFacts } from './incidents.ts';
import type { KeeperSchema } from './schema.ts';
import { toolRow } from './tools.ts';

type Writing = IDBPTransaction<KeeperSchema, (typeof PARTS)[number][], 'readwrite'>;

/**
 * Reads, decides and writes in one transaction, so that two ticks which overlap cannot undo each other and a kill
 * leaves all or nothing. Incidents follow in it, whoever decides: no check is stored without the incident that it makes.
 * Relaxed durability: a power cut may cost the last checks, which is a gap like any other.
 * @param decide pure and synchronous; the transaction would not outlive a wait
 */
export async function updateHealth(db: Store, decide: (facts: HealthFacts) => HealthWrite): Promise<HealthWrite> {
  const tx: Writing = db.transaction([...PARTS], 'readwrite', { durability: 'relaxed' });
  try {
    const [facts, incidentFacts] = await Promise.all([readFacts(tx as HealthReading), readIncidentFacts(tx)]);
    const write = decide(facts);
    const states = [...facts.states.filter(({ monitor }) => !write.states.some((state) => state.monitor === monitor)), ...write.states];
    // Jobs are judged between ticks, too, and the last tick may be from before a sleep.
    const now = write.generation?.judgedAt ?? write.watch.lastTickAt;
    const seen = { now, states, checks: write.checks, reasons: write.reasons ?? [] };
    const incidents = await decideIncidents(tx, incidentFacts, seen);
    await Promise.all([
      tx.objectStore('meta').put({ key: WATCH, value: write.watch }),
      ...(write.generation ? [tx.objectStore('meta').put({ key: GENERATION_HEALTH, value: write.generation })] : []),
      ...putIncidents(tx, incidentFacts, incidents),
      ...write.states.map((state) => tx.objectStore('monitors').put(state)),
      ...(write.tools ?? []).map((facts) => tx.objectStore('meta').put(toolRow(facts))),
      appendChecks(tx.objectStore('checks'), write.checks),
    ]);
    await tx.done;
    return write;
  } catch (error) {
    abandon(tx);
    throw error;
  }
}

function abandon(tx: Writing): void {
  tx.done.catch(() => {});
  try {
    tx.abort();
  } catch {
    // Already aborted by the failure itself.
  }
}
