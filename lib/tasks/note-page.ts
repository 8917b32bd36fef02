import { mayStandIn, passiveCheck } from '../domain/health/passive.ts';
import { type HealthFacts, type HealthWrite, record } from '../domain/health/record.ts';

export interface NotePagePorts {
  /** Wall clock, ms since 1970. */
  now(): number;
  readHealth(): Promise<HealthFacts>;
  /** Reads, decides and writes in one transaction. */
  updateHealth(decide: (facts: HealthFacts) => HealthWrite): Promise<HealthWrite>;
  /** Tells whoever shows health that there is something new to show. */
  changed(): void;
}

/**
 * An open pika.art tab was answered with the user's jobs: that counts as the check of the site, and the next probe
 * waits its turn. Never a failure: what a page lacks says nothing about Pika.
 * @returns whether it counted
 */
export async function notePage(ports: NotePagePorts, jitter: number): Promise<boolean> {
  const now = ports.now();
  if (!mayStandIn(await ports.readHealth(), now)) return false;
  const reading = { check: passiveCheck(now), retryAfterMs: null };
  const write = await ports.updateHealth((facts) => {
    const readings = mayStandIn(facts, now) ? [reading] : [];
    return record(facts, { now, due: [], readings, barrier: null, controls: null, slept: false }, jitter);
  });
  if (write.checks.length > 0) ports.changed();
  return write.checks.length > 0;
}
