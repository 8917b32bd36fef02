import { type PageChoice, parsePageChoice } from '../domain/page-choice.ts';
import type { Store } from './db.ts';
import { changeMeta, readMeta } from './meta.ts';

const SETTINGS = 'settings';

export async function readPageChoice(db: Store): Promise<PageChoice> {
  return parsePageChoice(fieldsOf(await readMeta(db, SETTINGS))['page']);
}

/** Changes what stands on pika.art and no other setting, in one transaction. */
export async function writePageChoice(db: Store, page: PageChoice): Promise<void> {
  await changeMeta(db, SETTINGS, (stored) => ({ ...fieldsOf(stored), page: parsePageChoice(page) }));
}

function fieldsOf(raw: unknown): Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null ? { ...raw } : {};
}
