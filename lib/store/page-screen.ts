import { type BackfillView, backfillView } from '../domain/clips/backfill.ts';
import type { PageChoice } from '../domain/page-choice.ts';
import { readBackfill } from './backfill.ts';
import type { Store } from './db.ts';
import { countSaves } from './ledger.ts';
import { readPageChoice } from './page-choice.ts';

/** What is shown on pika.art, and the run through the library; for screens. */
export interface PageScreen {
  readonly shows: PageChoice;
  readonly run: BackfillView | null;
}

export async function readPageScreen(db: Store, now: number): Promise<PageScreen> {
  const [shows, run] = await Promise.all([readPageChoice(db), readBackfill(db)]);
  return { shows, run: run && backfillView(run, await countSaves(db), now) };
}
