import { hasPikaPermission } from '../../lib/browser/permissions.ts';
import { DASHBOARD_DAYS } from '../../lib/domain/dashboard/view.ts';
import type { GenerationHealth } from '../../lib/domain/health/generation/health.ts';
import type { HealthFacts } from '../../lib/domain/health/record.ts';
import type { HistoryView } from '../../lib/domain/health/history/view.ts';
import type { Incident } from '../../lib/domain/health/incident.ts';
import type { MaintenanceWindow, PauseSpan } from '../../lib/domain/health/pauses.ts';
import type { ToolFacts } from '../../lib/domain/health/tool-record.ts';
import type { ToolChoice } from '../../lib/domain/health/tools.ts';
import type { ReaderTrouble } from '../../lib/domain/reader-watch.ts';
import { openStore, type Store } from '../../lib/store/db.ts';
import { readHealth } from '../../lib/store/health.ts';
import { readHistory } from '../../lib/store/history.ts';
import { type Coverage, type KnownCoverage, readCoverage } from '../../lib/store/incident-coverage.ts';
import { readIncidents } from '../../lib/store/incidents.ts';
import { readPauses, readWindows } from '../../lib/store/pauses.ts';
import { readReader } from '../../lib/store/reader.ts';
import { readTools } from '../../lib/store/settings.ts';
import { readToolFacts } from '../../lib/store/tools.ts';
import { DAY } from '../../lib/time.ts';
import { ownOffsetAt } from './own-zone.ts';

/** All that the dashboard shows, as the store holds it. */
export interface Snapshot {
  readonly facts: HealthFacts;
  readonly history: HistoryView;
  readonly incidents: readonly Incident[];
  readonly coverage: Coverage;
  readonly choice: ToolChoice;
  readonly toolFacts: readonly ToolFacts[];
  readonly pauses: readonly PauseSpan[];
  readonly windows: readonly MaintenanceWindow[];
  readonly reader: ReaderTrouble | null;
  readonly generation: GenerationHealth | null;
  readonly permissionMissing: boolean;
}

/** Lives as long as the page, which reads again at each change. */
const knownCoverage: KnownCoverage = new Map();

/** Days begin and end where the browser is. */
export async function readSnapshot(): Promise<Snapshot> {
  const [db, granted] = await Promise.all([openStore(), hasPikaPermission()]);
  const now = Date.now();
  const options = { now, days: DASHBOARD_DAYS, offsetAt: ownOffsetAt };
  const [facts, history, [incidents, coverage], choice, toolFacts, pauses, windows, reader] = await Promise.all([
    readHealth(db),
    readHistory(db, options),
    readWatchedIncidents(db, now),
    readTools(db),
    readToolFacts(db),
    readPauses(db),
    readWindows(db),
    readReader(db),
  ]);
  return { facts, generation: facts.generation ?? null, history, incidents, coverage, choice, toolFacts, pauses, windows, reader, permissionMissing: !granted };
}

async function readWatchedIncidents(db: Store, now: number): Promise<[readonly Incident[], Coverage]> {
  const incidents = await readIncidents(db, now - (DASHBOARD_DAYS + 1) * DAY, now + DAY);
  return [incidents, await readCoverage(db, incidents, now, knownCoverage)];
}
