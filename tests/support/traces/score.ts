import type { Incident, IncidentPart } from '../../../lib/domain/health/incident.ts';
import { run, type Story } from '../../unit/health/world.ts';
import { DAY } from '../../../lib/time.ts';
import type { Trouble } from './spans.ts';
import type { World } from './worlds.ts';

/** How one world went: what was found of what really happened. */
export interface Score {
  readonly name: string;
  readonly injected: number;
  /** Outages with an incident part of their own that starts within them. */
  readonly found: number;
  /** Parts called down that no outage explains. */
  readonly falseDowns: number;
  /** Incidents of the service that overlap another, or that a single outage was split into. */
  readonly split: number;
  /** Largest distance in ms between an outage and what was said of it; 0 for none. */
  readonly startOff: number;
  readonly endOff: number;
  readonly failedChecks: number;
}

/** Lives through a world of `days` and compares. */
export async function score(world: World, days: number): Promise<Score> {
  const story = await run(world.script, days * DAY);
  return { name: world.name, ...compare(world.outages, story) };
}

function compare(outages: readonly Trouble[], story: Story): Omit<Score, 'name'> {
  const downs = story.incidents.flatMap(({ parts }) => parts.filter(({ severity }) => severity === 'down'));
  const left = new Set(downs);
  const errors = outages.flatMap((outage) => {
    const part = downs.find((candidate) => left.has(candidate) && explains(outage, candidate));
    if (part === undefined) return [];
    left.delete(part);
    return [{ start: Math.abs(part.start - outage.from), end: Math.abs((part.end ?? Infinity) - outage.to) }];
  });
  return {
    injected: outages.length,
    found: errors.length,
    falseDowns: left.size,
    split: overlaps(story.incidents),
    startOff: Math.max(0, ...errors.map(({ start }) => start)),
    endOff: Math.max(0, ...errors.map(({ end }) => end)),
    failedChecks: story.checks.filter(({ outcome }) => outcome === 'failed').length,
  };
}

function explains(outage: Trouble, part: IncidentPart): boolean {
  return part.monitor === outage.monitor && part.start >= outage.from && part.start < outage.to;
}

/** Incidents that touch the one before: they should have been one. */
function overlaps(incidents: readonly Incident[]): number {
  let reached = -Infinity;
  let count = 0;
  for (const { start, end } of incidents) {
    if (start <= reached) count += 1;
    reached = Math.max(reached, end ?? Infinity);
  }
  return count;
}
