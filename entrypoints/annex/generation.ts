import { serviceOf } from '../../lib/domain/health/incident.ts';
import type { Refusal } from '../../lib/domain/health/generation/refusal.ts';
import { GENERATION } from '../../lib/domain/health/monitor.ts';
import { noteBalance, readBalances, readGenerationEvidence } from '../../lib/store/generation.ts';
import { enrichIncidents } from '../../lib/store/incidents.ts';
import { noteRefusal } from '../../lib/store/refusals.ts';
import { judgeOwnJobs } from '../../lib/tasks/judge-generation.ts';
import { hourOfWeek } from '../shared/hour-of-week.ts';
import type { Core } from './core.ts';

/** Judges Pika's generator by the user's own jobs. */
export async function judgeGeneration(core: Core): Promise<void> {
  const db = await core.openStore();
  await judgeOwnJobs({
    now: () => Date.now(),
    hourOf: hourOfWeek,
    evidence: (now) => readGenerationEvidence(db, hourOfWeek, now),
    updateHealth: (decide) => core.updateHealth(db, decide),
    enrichOpen: (change) => enrichIncidents(db, null, (incident) => (incident.service === serviceOf(GENERATION) ? change(incident) : incident)),
    changed: () => core.announce('health'),
  });
}

/** Pika has refused a submit. */
export async function noteOwnRefusal(core: Core, refusal: Omit<Refusal, 'at'>): Promise<void> {
  await noteRefusal(await core.openStore(), { ...refusal, at: Date.now() });
}

/** Notes the credits that the page shows. That none is shown is only news where one was. */
export async function noteOwnBalance(core: Core, credits: number | null): Promise<void> {
  const db = await core.openStore();
  if (credits !== null || (await readBalances(db)).length > 0) await noteBalance(db, credits, Date.now());
}
