import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import type { Check, MonitorId } from '../../../lib/domain/health/monitor.ts';
import { PIKA_MONITORS } from '../../../lib/domain/health/monitor.ts';
import { INTERVAL } from '../../../lib/domain/health/pace.ts';
import { closeStore, openStore } from '../../../lib/store/db.ts';
import { readHealth } from '../../../lib/store/health.ts';
import { readChecks } from '../../../lib/store/checks.ts';
import { readIncidents } from '../../../lib/store/incidents.ts';
import { updateHealth } from '../../../lib/store/update-health.ts';
import { checkMonitors, type CheckMonitorsPorts } from '../../../lib/tasks/check-monitors.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts';
import { ERROR_503, GOOD, reading, START } from '../../unit/health/world.ts';
import { seeded } from '../seeded.ts';
import { scatter, type Trouble, troubled } from './spans.ts';

export const PERIOD = 7 * DAY;

/** Where a tick may die. */
const DEATHS = [
  'before the probes',
  'after the probes',
  'in the transaction', // which the browser then aborts
  'at a write', // whichever comes: a state, a check, an incident
  'after the write',
] as const;
type Death = (typeof DEATHS)[number];

/** What came of a time in which the worker was killed again and again. */
export interface KillProof {
  readonly kills: number;
  readonly checks: number;
  /** Checks whose write was done and that are not in the store. */
  readonly lost: number;
  /** Checks that are in the store twice, or that nobody made. */
  readonly doubled: number;
  readonly outages: number;
  /** Incidents in the store. */
  readonly incidents: number;
  /** Incidents that are not exactly one outage each, from its start to its end but for what a kill may delay. */
  readonly wrong: number;
  /** Pauses between two checks of a monitor in which no worker was killed, and that are longer than the pace. */
  readonly unexplained: number;
}

class Killed extends Error {}

/** Runs ticks against a real store for `duration` ms; one in eight kills the worker, one in fifty runs beside another. */
export async function proveKills(duration: number, seed = 21): Promise<KillProof> {
  const random = seeded(seed);
  await closeStore();
  globalThis.indexedDB = new IDBFactory();
  const outages = scatter(random, Math.round(duration / (6 * HOUR)), { from: START + HOUR, to: START + duration - HOUR }, [6 * MINUTE, 2 * HOUR], 20 * MINUTE).map(
    (span): Trouble => ({ ...span, monitor: PIKA_MONITORS[Math.floor(random() * PIKA_MONITORS.length)] ?? 'pika-web' }),
  );
  const off = troubled(outages);
  const written: Check[] = [];
  const kills: number[] = [];
  for (let at = START; at < START + duration; at += 30 * SECOND) {
    const death = random() < 1 / 8 ? (DEATHS[Math.floor(random() * DEATHS.length)] ?? null) : null;
    const ticks = random() < 1 / 50 ? [at, at + SECOND] : [at];
    const heal = death === 'at a write' ? failAtPut(1 + Math.floor(random() * 6)) : () => {};
    const lives = ticks.map((moment) => live(moment, death, (monitor) => off(monitor, moment), written));
    const died = (await Promise.all(lives)).some((killed) => killed);
    heal();
    if (!died) continue;
    kills.push(at);
    await closeStore();
  }
  return { kills: kills.length, ...(await compare(written, outages, kills, duration)) };
}

/** Lets the `n`th write from now on abort its transaction, as the death of a worker does. @returns what lets writes through again */
function failAtPut(n: number): () => void {
  const prototype = IDBObjectStore.prototype;
  const real = Reflect.get(prototype, 'put') as (...args: unknown[]) => IDBRequest; // a method, called as one below
  let writes = 0;
  prototype.put = function put(this: IDBObjectStore, ...args: unknown[]): IDBRequest<IDBValidKey> {
    const request = Reflect.apply(real, this, args) as IDBRequest<IDBValidKey>;
    writes += 1;
    if (writes === n) queueMicrotask(() => this.transaction.abort());
    return request;
  };
  return () => {
    prototype.put = real as typeof prototype.put;
  };
}

/** One tick of a worker; whether it was killed. */
async function live(at: number, death: Death | null, off: (monitor: MonitorId) => boolean, written: Check[]): Promise<boolean> {
  const db = await openStore();
  const dieAt = (place: Death): void => {
    if (death === place) throw new Killed(place);
  };
  const ports: CheckMonitorsPorts = {
    now: () => at,
    online: () => true,
    permitted: async () => true,
    probe: async (monitor) => {
      dieAt('before the probes');
      return reading(monitor, at, off(monitor) ? ERROR_503 : GOOD);
    },
    controlsAnswer: async () => true,
    readHealth: () => readHealth(db),
    async updateHealth(decide) {
      dieAt('after the probes');
      const write = await updateHealth(db, (facts) => {
        const decided = decide(facts);
        dieAt('in the transaction');
        return decided;
      }).catch((error: unknown) => {
        throw death === 'at a write' ? new Killed(death) : error;
      });
      written.push(...write.checks);
      dieAt('after the write');
      return write;
    },
    changed: () => {},
  };
  try {
    await checkMonitors(ports, { jitter: 0.5 });
    return false;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    return true;
  }
}

async function compare(written: readonly Check[], outages: readonly Trouble[], kills: readonly number[], duration: number): Promise<Omit<KillProof, 'kills'>> {
  const db = await openStore();
  const end = START + duration + DAY;
  const stored = (await Promise.all(PIKA_MONITORS.map((monitor) => readChecks(db, monitor, START, end)))).flat();
  const key = ({ monitor, at }: Check): string => `${monitor} ${at}`;
  const [made, kept] = [new Set(written.map(key)), new Set(stored.map(key))];
  const incidents = await readIncidents(db, START, end);
  const told = incidents.map((incident) => {
    const met = outages.filter(({ from, to }) => incident.start < to && (incident.end ?? Infinity) > from);
    const [outage] = met;
    const fits = outage !== undefined && incident.end !== null && incident.start - outage.from <= SLIP && Math.abs(incident.end - outage.to) <= SLIP;
    return fits && met.length === 1 && incident.monitors.length === 1 && incident.monitors[0] === outage.monitor ? outage : null;
  });
  return {
    checks: stored.length,
    lost: [...made].filter((check) => !kept.has(check)).length,
    doubled: stored.length - kept.size + [...kept].filter((check) => !made.has(check)).length + tooNear(stored),
    outages: outages.length,
    incidents: incidents.length,
    wrong: incidents.length - new Set(told.filter((outage) => outage !== null)).size,
    unexplained: unexplained(stored, kills),
  };
}

/** What three kills in a row may cost at an end of an outage. */
const SLIP = 3 * MINUTE;

/** A tick may be a second beside its moment, and the one that began a pause may have been killed after its write. */
function unexplained(stored: readonly Check[], kills: readonly number[]): number {
  return stored.filter((check, i) => {
    const before = stored[i - 1];
    if (before?.monitor !== check.monitor || check.at - before.at <= INTERVAL + 5 * SECOND) return false;
    return !kills.some((at) => at >= before.at - SECOND && at <= check.at);
  }).length;
}

/** Checks of one monitor that are nearer than any two may be: one look, stored twice. */
function tooNear(stored: readonly Check[]): number {
  return stored.filter((check, i) => {
    const before = stored[i - 1];
    return before?.monitor === check.monitor && check.at - before.at < 10 * SECOND;
  }).length;
}
