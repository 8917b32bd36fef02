import type { Refusal } from '../domain/health/generation/refusal.ts';
import type { Store } from './db.ts';
import { readMeta, writeMeta } from './meta.ts';

/** The key under which refused submits are kept. */
export const REFUSALS = 'refusals';
export const MAX_REFUSALS = 30;

/** Keeps a submit that Pika refused; of so many, the newest. */
export async function noteRefusal(db: Store, refusal: Refusal): Promise<void> {
  const known = await readMeta(db, REFUSALS);
  await writeMeta(db, REFUSALS, [...(Array.isArray(known) ? known : []), refusal].slice(-MAX_REFUSALS));
}
