/** Tokens of job sources. They stand apart from the settings, and leave this store only in the header of a request to their own source. */
import type { ApiSourceId } from '../domain/jobs/job.ts';
import { parseToken } from '../domain/jobs/job-source.ts';
import { API_SOURCES } from '../domain/jobs/source-settings.ts';
import type { Store } from './db.ts';

/** For the worker alone. Null when there is none, or none that fits into a header. */
export async function readToken(db: Store, source: ApiSourceId): Promise<string | null> {
  return parseToken((await db.get('secrets', source))?.token);
}

/** Which sources have a token: all that a screen may know. */
export async function sourcesWithToken(db: Store): Promise<ReadonlySet<ApiSourceId>> {
  const keys = await db.getAllKeys('secrets');
  return new Set(API_SOURCES.filter((id) => keys.includes(id)));
}

export async function forgetToken(db: Store, source: ApiSourceId): Promise<void> {
  await db.delete('secrets', source);
}
