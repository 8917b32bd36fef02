/** The popup's one read: only the rows that it shows, and counts that the index keeps. */
import { parseClipSettings } from '../domain/clip-settings.ts';
import { gateOf, type Hold, parseTally } from '../domain/clips/gate.ts';
import { parseObstacle } from '../domain/clips/obstacle.ts';
import type { Renamed } from '../domain/clips/renamed.ts';
import { parseSleep } from '../domain/clips/slept.ts';
import type { SourceWaits } from '../domain/clips/source-waits.ts';
import type { HealthFacts } from '../domain/health/record.ts';
import type { Submit } from '../domain/jobs/submits.ts';
import type { PausedSource } from '../domain/jobs/source-state.ts';
import type { PopupData } from '../domain/popup/data.ts';
import { DAY } from '../time.ts';
import { SLEPT } from './awake.ts';
import type { Store } from './db.ts';
import { type HealthReading, readFacts } from './health.ts';
import { countDying } from './ledger.ts';
import { OBSTACLE } from './obstacle.ts';
import { PAGE_NOTICE, parsePageNotice } from './page-notice.ts';
import { POPUP_STORES, type PopupReading, readRows } from './popup-rows.ts';
import { parseReader, READER } from './reader.ts';
import { RENAMED, renamedNow } from './renamed.ts';
import { countStates, inState } from './save-counts.ts';
import { SETTINGS, TALLY } from './saving.ts';
import { pausedOf, SOURCE_STATES } from './source-states.ts';
import { waitsOf } from './source-waits.ts';
import { SUBMITS, submitsWithoutJob } from './submits.ts';

/** Jobs in the list before "Show more", and added by each press of it. */
export const POPUP_PAGE = 50;

/** Everything that the popup shows and the store knows. */
export interface PopupRead {
  readonly data: PopupData;
  readonly facts: HealthFacts;
  readonly signedOut: boolean;
  readonly readerBroken: boolean;
  /** Unsaved clips whose deadline passed while nobody was awake; for a day, with those that were found lost since. */
  readonly sleptPast: number;
  readonly renamed: Renamed | null;
}

/**
 * Reads it in one transaction, as of one moment, in three rounds of questions. Rows touched: about
 * `3 × limit + 6 × TROUBLE_LIMIT`, however many are stored; a screenful touches `3 × SCREENFUL`.
 * @param early called with everything but the counts, if a clip among it tells that there is something to count. They are asked
 * for when it is done, and are of that moment: ten thousand saves take the store longer to count than all the rest to read
 */
export async function readPopup(db: Store, limit: number, now: number, early?: (read: PopupRead) => Promise<void>): Promise<PopupRead> {
  const reading = db.transaction(POPUP_STORES, 'readonly');
  const [rows, { hold, waits, paused, unanswered, ...notes }] = await Promise.all([readRows(reading, limit), readNotes(reading, now)]);
  const models = notes.facts.generation?.perModel ?? [];
  const read = { ...notes, data: { ...rows, hold, waits, paused, unanswered, models, counts: null } };
  const isPart = early !== undefined && [...rows.jobs, ...rows.failed].some(({ clips }) => clips.some(({ save }) => save !== null && save.state !== 'skipped'));
  if (isPart) await early(read);
  const counts = await countStates(isPart ? db.transaction('saves').store : reading.objectStore('saves'));
  await reading.done;
  return { ...read, data: { ...read.data, counts } };
}

type Notes = Omit<PopupRead, 'data'> & { readonly hold: Hold | null; readonly waits: SourceWaits; readonly paused: readonly PausedSource[]; readonly unanswered: readonly Submit[] };

const KEYS = [SETTINGS, TALLY, OBSTACLE, PAGE_NOTICE, READER, SLEPT, SOURCE_STATES, RENAMED, SUBMITS] as const;

/** What was found lost at wake is told for so long; the list goes on saying it. */
const LOST_IS_NEWS = DAY;

/** All that is not a row of the list. */
async function readNotes(reading: PopupReading, now: number): Promise<Notes> {
  const byState = reading.objectStore('saves').index('byState');
  const [facts, downloading, verifying, ...rows] = await Promise.all([
    readFacts(reading as unknown as HealthReading), // which reads but monitors and meta
    byState.getAll(inState('downloading')),
    byState.getAll(inState('verifying')),
    ...KEYS.map((key) => reading.objectStore('meta').get(key)),
  ]);
  const [settings, tally, obstacle, notice, reader, slept, states, renamed, submits] = rows.map((row) => row?.value);
  const sleep = parseSleep(slept);
  return {
    facts,
    hold: gateOf(parseClipSettings(settings).saving, parseTally(tally), [...downloading, ...verifying], now, parseObstacle(obstacle)).hold,
    waits: waitsOf(states, settings),
    paused: pausedOf(states, settings),
    unanswered: await submitsWithoutJob(submits, reading.objectStore('jobs'), now),
    signedOut: parsePageNotice(notice)?.notice === 'signed-out',
    readerBroken: parseReader(reader) !== null,
    sleptPast: sleep === null ? 0 : await countDying(reading.objectStore('saves'), sleep, now - sleep.to < LOST_IS_NEWS),
    renamed: renamedNow(renamed, now),
  };
}
