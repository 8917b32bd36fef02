/** What a tick would find to do, by one look: most ticks find nothing, and end with it. */
import { isAwakeNoted } from '../domain/clips/slept.ts';
import { isToolMonitor, type MonitorState } from '../domain/health/monitor.ts';
import { needsLook } from '../domain/health/needs-look.ts';
import { API_SOURCES } from '../domain/jobs/source-settings.ts';
import type { Due } from '../domain/schedule.ts';
import { SECOND } from '../time.ts';
import { AWAKE } from './awake.ts';
import type { Store } from './db.ts';
import { underWay } from './generation.ts';
import { type HealthReading, readFacts } from './health.ts';
import { anyPollDue } from './polls.ts';
import { inState } from './save-counts.ts';
import { KEY, toolsOn } from './settings.ts';
import { sidecarKeys } from './sidecars.ts';
import { isSourceOn } from './source-states.ts';

export interface DueWork {
  /** The due-table. */
  readonly due: readonly Due[];
  /** A monitor of Pika or a tool is due, or there is something to note about the watching. */
  readonly health: boolean;
  /** Any tool is switched on. */
  readonly tools: boolean;
  /** The user's own jobs may tell something of Pika. */
  readonly generation: boolean;
  /** A source has a job that is due. */
  readonly polls: boolean;
  /** A save is under way or due, a file beside one is missing, or the last sign of life is old. */
  readonly saves: boolean;
}

/** A save that is due before the next tick: this one has to plan for it. */
const SOON = 30 * SECOND;

/**
 * Reads it in one transaction, from the rows themselves: no note of what is due could be lost with a worker that dies.
 * @param online what the browser says
 */
export async function readDueWork(db: Store, online: boolean, now: number): Promise<DueWork> {
  const tx = db.transaction(['due', 'monitors', 'meta', 'saves', 'jobs', 'polls']);
  const meta = tx.objectStore('meta');
  const byState = tx.objectStore('saves').index('byState');
  const [due, facts, settings, awake, active, ...openSaves] = await Promise.all([
    tx.objectStore('due').getAll(),
    readFacts(tx as unknown as HealthReading), // it reads monitors and meta alone
    meta.get(KEY),
    meta.get(AWAKE),
    tx.objectStore('jobs').index('byActivity').getKey(underWay(now)),
    byState.getKey(inState('downloading')),
    // By their names these two states stand beside each other.
    byState.getKey(IDBKeyRange.bound(['verifying'], ['wanted', now + SOON])),
    meta.getKey(sidecarKeys()),
  ]);
  // A judgement could say something: jobs are under way, the last one still stands, or Pika's trouble has met some.
  const generation = active !== undefined || (facts.generation?.status ?? 'unknown') !== 'unknown' || facts.states.some(isTroubleOfPika);
  const tools = toolsOn(settings?.value);
  const on = API_SOURCES.filter((id) => isSourceOn(settings?.value, id));
  return {
    due,
    health: needsLook(facts, { online, tools }, now),
    tools: tools > 0,
    generation,
    polls: await anyPollDue(tx.objectStore('polls').index('byDue'), on, now),
    saves: openSaves.some((key) => key !== undefined) || !isAwakeNoted(awake?.value, now),
  };
}

function isTroubleOfPika({ monitor, status }: MonitorState): boolean {
  return !isToolMonitor(monitor) && (status === 'down' || status === 'degraded');
}
