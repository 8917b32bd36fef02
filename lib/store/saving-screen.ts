/** What the screen shows on which saving is chosen. */
import type { ClipSettings } from '../domain/clip-settings.ts';
import { nameableOf, type Nameable } from '../domain/clips/filename.ts';
import type { Hold } from '../domain/clips/gate.ts';
import { spentToday, type Today } from '../domain/clips/saving-state.ts';
import type { SourceWaits } from '../domain/clips/source-waits.ts';
import { POLICY_FIELDS, type PolicyField } from '../domain/policy.ts';
import type { Store } from './db.ts';
import { readRunning } from './ledger.ts';
import { readPolicy } from './policy.ts';
import { readGate, readTally } from './saving.ts';
import { readClipSettings } from './settings.ts';
import { readNewest } from './shelf.ts';
import { readWaits } from './source-waits.ts';

export interface SavingScreen {
  readonly settings: ClipSettings;
  readonly hold: Hold | null;
  /** What each source that is asked for nothing waits for. */
  readonly waits: SourceWaits;
  readonly today: Today;
  /** The user's newest clip as a name takes it; null when there is none. */
  readonly newest: Nameable | null;
  /** What an administrator has set. */
  readonly locked: ReadonlySet<PolicyField>;
}

export async function readSavingScreen(db: Store, now: number): Promise<SavingScreen> {
  const running = (await readRunning(db)).map(({ save }) => save);
  const [settings, { hold }, waits, tally, newest, policy] = await Promise.all([readClipSettings(db), readGate(db, running, now), readWaits(db), readTally(db), readNewestName(db), readPolicy(db)]);
  return { settings, hold, waits, today: spentToday(tally, running, now), newest, locked: new Set(POLICY_FIELDS.filter((field) => field in policy)) };
}

async function readNewestName(db: Store): Promise<Nameable | null> {
  const { rows, jobs } = await readNewest(db, 1);
  const [row] = rows;
  if (!row) return null;
  const job = jobs.find(({ id }) => id === row.clip.job) ?? null;
  // One that has no number yet would get some next one: any shows how it looks.
  return nameableOf(row.clip, job, '', row.save?.number ?? 1);
}
