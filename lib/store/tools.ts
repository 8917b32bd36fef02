import { FORBIDDEN_KEYS, isFields, own, type Fields } from '../sources/fields.ts';
import { DIALECTS, MAX_COMPONENTS, MAX_INCIDENTS, TOOL_STATUSES, type ToolComponent, type ToolIncident, type ToolReading, UNREADABLE, unreadable } from '../domain/health/tool-reading.ts';
import type { ToolFacts } from '../domain/health/tool-record.ts';
import { monitorOf } from '../domain/health/tools.ts';
import type { Store } from './db.ts';

/** Facts of tools stand in `meta` under this and their id. */
const PREFIX = 'tool:';

/** The row that a tool's facts are kept in. */
export function toolRow(facts: ToolFacts): { key: string; value: ToolFacts } {
  return { key: `${PREFIX}${facts.id}`, value: facts };
}

/** What is remembered of every tool that was ever asked and not forgotten. Damaged rows are left out. */
export async function readToolFacts(db: Store): Promise<ToolFacts[]> {
  const rows = await db.getAll('meta', IDBKeyRange.bound(PREFIX, `${PREFIX}\uffff`));
  return rows.map(({ value }) => parseFacts(value)).filter((facts) => facts !== null);
}

/** Forgets the present state of tools that are watched no more. Their checks and incidents stay, as all history does. */
export async function forgetTools(db: Store, ids: readonly string[]): Promise<void> {
  const tx = db.transaction(['meta', 'monitors'], 'readwrite');
  const gone = ids.flatMap((id) => [tx.objectStore('meta').delete(`${PREFIX}${id}`), tx.objectStore('monitors').delete(monitorOf(id))]);
  await Promise.all([...gone, tx.done]);
}

function parseFacts(value: unknown): ToolFacts | null {
  if (!isFields(value)) return null;
  const id = own(value, 'id');
  const askedAt = momentOf(own(value, 'askedAt'));
  const misses = own(value, 'misses');
  if (typeof id !== 'string' || FORBIDDEN_KEYS.has(id) || askedAt === null || typeof misses !== 'number' || !Number.isSafeInteger(misses) || misses < 0) return null;
  const dialect = DIALECTS.find((one) => one === own(value, 'dialect')) ?? null;
  return { id, askedAt, misses, dialect, reading: parseReading(own(value, 'reading')) };
}

function parseReading(value: unknown): ToolReading {
  const status = isFields(value) ? TOOL_STATUSES.find((one) => one === own(value, 'status')) : undefined;
  if (!isFields(value) || status === undefined) return unreadable('not-understood');
  return {
    status,
    reason: UNREADABLE.find((one) => one === own(value, 'reason')) ?? null,
    note: textOf(own(value, 'note')),
    incidents: listOf(own(value, 'incidents'), MAX_INCIDENTS, parseIncident),
    firstNoticeAt: momentOf(own(value, 'firstNoticeAt')),
    components: listOf(own(value, 'components'), MAX_COMPONENTS, parseComponent),
  };
}

function parseIncident(row: Fields): ToolIncident | null {
  const title = textOf(own(row, 'title'));
  if (title === null) return null;
  return { title, status: textOf(own(row, 'status')) ?? 'unknown', startedAt: momentOf(own(row, 'startedAt')), updatedAt: momentOf(own(row, 'updatedAt')), url: textOf(own(row, 'url')) };
}

function parseComponent(row: Fields): ToolComponent | null {
  const name = textOf(own(row, 'name'));
  const status = TOOL_STATUSES.find((one) => one === own(row, 'status'));
  return name === null || status === undefined ? null : { name, status };
}

function listOf<Item>(value: unknown, limit: number, parse: (row: Fields) => Item | null): Item[] {
  return Array.isArray(value) ? value.slice(0, limit).filter(isFields).map(parse).filter((item) => item !== null) : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function momentOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}
