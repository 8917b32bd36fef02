import type { IDBPTransaction, StoreNames } from 'idb';
import type { Incident } from '../domain/health/incident.ts';
import { followIncidents, type IncidentFacts, type IncidentWrite, type Seen } from '../domain/health/incidents.ts';
import { DAY } from '../time.ts';
import type { Store } from './db.ts';
import { parseEvidence, parseIncident } from './incident-rows.ts';
import type { KeeperSchema } from './schema.ts';

const SUSPECTS = 'incident-suspects';
/** How long before a period an incident that reaches into it may have begun; those that go on are found in any case. */
const LONGEST = 90 * DAY;
/** Ended incidents that are looked through for a relapse. */
const LAST = 30;

type Reading = IDBPTransaction<KeeperSchema, StoreNames<KeeperSchema>[], IDBTransactionMode>;
type Writing = IDBPTransaction<KeeperSchema, StoreNames<KeeperSchema>[], 'readwrite'>;

/** Incidents that touch [from, to), newest first. Kept for ever. */
export async function readIncidents(db: Store, from: number, to: number): Promise<Incident[]> {
  const [begun, open] = await Promise.all([
    db.getAllFromIndex('incidents', 'byStart', IDBKeyRange.bound(from - LONGEST, to, false, true)),
    readOpenIncidents(db),
  ]);
  const found = new Map([...begun.map(parseIncident), ...open].filter((incident) => incident !== null).map((incident) => [incident.id, incident]));
  return [...found.values()].filter(({ start, end }) => start < to && (end === null || end > from)).toSorted((a, b) => b.start - a.start);
}

export async function readOpenIncidents(db: Store): Promise<Incident[]> {
  return parsed(await db.getAllFromIndex('incidents', 'byOpen', 1));
}

export async function readIncident(db: Store, id: string): Promise<Incident | null> {
  return parseIncident(await db.get('incidents', id));
}

/**
 * Adds what is learned about incidents from elsewhere: jobs that met them, the vendor's first word. Reads, changes and
 * writes in one transaction, so that it cannot undo what a check writes at the same time.
 * @param since incidents that ended before it are left alone; null for those alone that go on
 * @param change pure and synchronous; the same incident back writes nothing
 * @returns how many were changed
 */
export async function enrichIncidents(db: Store, since: number | null, change: (incident: Incident) => Incident): Promise<number> {
  const tx = db.transaction('incidents', 'readwrite', { durability: 'relaxed' });
  const [recent, open] = await Promise.all([
    since === null ? [] : tx.store.index('byStart').getAll(IDBKeyRange.lowerBound(since - LONGEST)),
    tx.store.index('byOpen').getAll(1),
  ]);
  const all = new Map(parsed([...recent, ...open]).map((incident) => [incident.id, incident]));
  const changed = [...all.values()].filter(({ end }) => end === null || (since !== null && end >= since)).flatMap((incident) => {
    const next = change(incident);
    return next === incident ? [] : [next];
  });
  await Promise.all(changed.map((incident) => tx.store.put(incident)));
  await tx.done;
  return changed.length;
}

/** What `followIncidents` needs, within the transaction that writes the checks. */
export async function readIncidentFacts(tx: Reading): Promise<IncidentFacts> {
  const [rows, suspects] = await Promise.all([tx.objectStore('incidents').index('byOpen').getAll(1), tx.objectStore('meta').get(SUSPECTS)]);
  return { open: parsed(rows), suspects: parseEvidence(suspects?.value) };
}

/**
 * Incidents after a look, within the transaction that writes the checks. The ones that ended are read only when a new
 * one is about to open: it may be a relapse.
 */
export async function decideIncidents(tx: Reading, facts: IncidentFacts, seen: Seen): Promise<IncidentWrite> {
  const write = followIncidents(facts, seen);
  const opens = write.incidents.some(({ id }) => !facts.open.some((incident) => incident.id === id));
  return opens ? followIncidents({ ...facts, closed: await readLastClosed(tx) }, seen) : write;
}

/** The last ones by their start, which hold the last of each service that could have a relapse. */
async function readLastClosed(tx: Reading): Promise<Incident[]> {
  const closed: Incident[] = [];
  let cursor = await tx.objectStore('incidents').index('byStart').openCursor(null, 'prev');
  for (let read = 0; cursor !== null && read < LAST; read += 1) {
    closed.push(...parsed([cursor.value]).filter(({ open }) => open === 0));
    cursor = await cursor.continue();
  }
  return closed;
}

/** Requests that store what `followIncidents` decided; mostly none. */
export function putIncidents(tx: Writing, before: IncidentFacts, write: IncidentWrite): Promise<unknown>[] {
  const puts: Promise<unknown>[] = write.incidents.map((incident) => tx.objectStore('incidents').put(incident));
  if (write.suspects !== before.suspects) puts.push(tx.objectStore('meta').put({ key: SUSPECTS, value: write.suspects }));
  return puts;
}

function parsed(rows: readonly unknown[]): Incident[] {
  return rows.map(parseIncident).filter((incident) => incident !== null);
}
