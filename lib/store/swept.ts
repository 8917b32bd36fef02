/** When strays were last looked for: a worker that starts days later looks back as far as that. */
import type { Store } from './db.ts';
import { readMeta, writeMeta } from './meta.ts';

const SWEPT = 'swept';

/** When the last look for strays that came to its end had begun, ms; null before the first. */
export async function readSweptAt(db: Store): Promise<number | null> {
  const stored = await readMeta(db, SWEPT);
  return typeof stored === 'number' ? stored : null;
}

export function noteSwept(db: Store, at: number): Promise<void> {
  return writeMeta(db, SWEPT, at);
}
