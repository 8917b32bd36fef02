import { incidentCoverage, spanOf } from '../domain/health/history/coverage.ts';
import { coverOf } from '../domain/health/history/monitor-day.ts';
import type { Incident } from '../domain/health/incident.ts';
import { readChecks } from './checks.ts';
import type { Store } from './db.ts';
import { readPauses } from './pauses.ts';

/** Shares by `Incident.id`; incidents whose checks are forgotten are left out. */
export type Coverage = ReadonlyMap<string, number>;

/** An incident's share with what it was reckoned from: as long as that is the same, so is the share. */
export type KnownCoverage = Map<string, { readonly incident: string; readonly share: number | null }>;

/**
 * How much of each incident's time was watched, from the checks themselves.
 * @param known what earlier calls found: an incident that is over is reckoned once
 */
export async function readCoverage(db: Store, incidents: readonly Incident[], now: number, known: KnownCoverage): Promise<Coverage> {
  const pauses = await readPauses(db);
  const shares = await Promise.all(
    incidents.map(async (incident): Promise<[string, number | null]> => {
      const { id, start, end, monitors } = incident;
      const facts = JSON.stringify([start, end ?? now, monitors, pauses.length]);
      const found = known.get(id);
      if (found?.incident === facts) return [id, found.share];
      const { from, to } = spanOf(incident, now);
      const checks = new Map(await Promise.all(monitors.map(async (monitor) => [monitor, await readChecks(db, monitor, from - coverOf(monitor), to)] as const)));
      const share = incidentCoverage(incident, now, pauses, (monitor) => checks.get(monitor) ?? []);
      known.set(id, { incident: facts, share });
      return [id, share];
    }),
  );
  return new Map(shares.flatMap(([id, share]) => (share === null ? [] : [[id, share]])));
}
