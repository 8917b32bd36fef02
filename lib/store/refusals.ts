import type { Refusal } from '../domain/health/generation/refusal.ts';
import type { Store } from './db.ts';
import { changeMeta } from './meta.ts';

/** The key under which refused submits are kept. */
export const REFUSALS = 'refusals';
export const MAX_REFUSALS = 30;

/** Keeps a submit that Pika refused; of so many, the newest. */
export async function noteRefusal(db: Store, refusal: Refusal): Promise<void> {
  await changeMeta(db, REFUSALS, (known) => [...(Array.isArray(known) ? known : []), refusal].slice(-MAX_REFUSALS));
}
