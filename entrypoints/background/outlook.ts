import { paintToolbar } from '../../lib/browser/action.ts';
import { pushToPikaTabs } from '../../lib/browser/tabs.ts';
import { backfillView } from '../../lib/domain/clips/backfill.ts';
import { overall } from '../../lib/domain/health/overall.ts';
import type { HealthFacts } from '../../lib/domain/health/record.ts';
import type { PageSummary } from '../../lib/domain/summary.ts';
import { toolbarBadge } from '../../lib/domain/toolbar.ts';
import type { SavesPush, SummaryPush } from '../../lib/messages/protocol.ts';
import { readBackfill } from '../../lib/store/backfill.ts';
import type { Changed } from '../../lib/store/changes.ts';
import { type Store, openStore } from '../../lib/store/db.ts';
import { readHealth } from '../../lib/store/health.ts';
import { countSaves, dyingBetween } from '../../lib/store/ledger.ts';
import { readPageChoice } from '../../lib/store/page-choice.ts';
import { pausedSources } from '../../lib/store/source-states.ts';
import { HOUR, SECOND } from '../../lib/time.ts';
import { log } from './world.ts';

/** Unsaved clips are worth a warning this long before their link dies. */
const WARN_BEFORE = 2 * HOUR;

/** What the page's badge shows, as of now. */
export async function readSummary(): Promise<PageSummary> {
  const db = await openStore();
  return summaryOf(db, await readHealth(db));
}

const STORE_CLOSED = 'the browser does not let it open its list. Your saved files are safe. Restart the browser.';

/** From one painting to the next: nobody follows more of them, and each reads the store that the saves need. */
const CALM = SECOND;

let last = '';
let showing: Promise<void> | null = null;
let again = false;
let savesMoved = false;

/**
 * Paints the toolbar and tells open pika.art tabs, from the store alone. Calls while one runs, and until `CALM` after it,
 * fold into one more, so that a hundred saves do not paint a hundred times. A worker that dies before that one paints at
 * its next start.
 * @param changed what has; saves that moved are news for the cards of a page though no count has changed
 */
export async function showOutlook(changed: Changed | null = null): Promise<void> {
  savesMoved ||= changed === 'saves';
  again = showing !== null;
  showing ??= show().finally(() => void setTimeout(rest, CALM));
  return showing;
}

function rest(): void {
  showing = null;
  if (again) showOutlook().catch((error: unknown) => log('worker.error', { what: 'outlook', error: String(error) }));
}

async function show(): Promise<void> {
  try {
    await showOnce();
  } catch (error) {
    // A stale sign would be a lie: without the store we know nothing.
    await paintToolbar({ text: '?', colour: 'grey', tooltip: `Pika Keeper: ${STORE_CLOSED}` });
    throw error;
  }
}

async function showOnce(): Promise<void> {
  const db = await openStore();
  const now = Date.now();
  const facts = await readHealth(db);
  const [dying, activeJobs, summary, paused] = await Promise.all([
    dyingBetween(db, now, now + WARN_BEFORE),
    db.countFromIndex('jobs', 'byActivity', IDBKeyRange.bound([1], [1, []])),
    summaryOf(db, facts),
    pausedSources(db),
  ]);
  const health = overall(facts, now, clock);
  const urgentBefore = dying.first === null ? null : clock(dying.first);
  await paintToolbar(toolbarBadge({ health, activeJobs, urgentClips: dying.count, urgentBefore, needsKey: paused.length > 0 }));
  const push: SummaryPush = { type: 'push:summary', summary };
  const text = JSON.stringify(push);
  const isNews = text !== last;
  last = text;
  const hint: SavesPush = { type: 'push:saves' };
  if (isNews || savesMoved) await pushToPikaTabs(isNews ? push : hint);
  savesMoved = false;
}

async function summaryOf(db: Store, facts: HealthFacts): Promise<PageSummary> {
  const now = Date.now();
  const [saves, shows, run] = await Promise.all([countSaves(db), readPageChoice(db), readBackfill(db)]);
  const { status, sentence } = overall(facts, now, clock);
  const waiting = saves.wanted + saves.downloading + saves.verifying;
  return { status, sentence, saved: saves.saved, waiting, trouble: saves.failed + saves.lost, shows, backfill: backfillView(run, saves, now) };
}

/** A moment as the user's clock shows it; with its day when that is not today. */
function clock(at: number): string {
  const today = new Date(at).toDateString() === new Date().toDateString();
  const format: Intl.DateTimeFormatOptions = today ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' };
  return new Intl.DateTimeFormat(undefined, format).format(at);
}
