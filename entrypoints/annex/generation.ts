import { serviceOf } from '../../lib/domain/health/incident.ts';
import { withJobs } from '../../lib/domain/health/incident-notes.ts';
import { GENERATION } from '../../lib/domain/health/monitor.ts';
import { readGenerationEvidence } from '../../lib/store/generation.ts';
import { enrichIncidents } from '../../lib/store/incidents.ts';
import { updateHealth } from '../../lib/store/update-health.ts';
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
    updateHealth: (decide) => updateHealth(db, decide),
    noteJobs: (jobs, since) =>
      enrichIncidents(db, since, (incident) => (incident.service === serviceOf(GENERATION) && incident.open === 1 ? withJobs(incident, jobs) : incident)),
    changed: () => core.announce('health'),
  });
}
