import { serviceOf } from '../../lib/domain/health/incident.ts';
import { withJobs } from '../../lib/domain/health/incident-notes.ts';
import { GENERATION } from '../../lib/domain/health/monitor.ts';
import { announce } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { mayJudge, readGenerationEvidence } from '../../lib/store/generation.ts';
import { enrichIncidents } from '../../lib/store/incidents.ts';
import { updateHealth } from '../../lib/store/update-health.ts';
import { judgeOwnJobs } from '../../lib/tasks/judge-generation.ts';
import { log } from './world.ts';

/** Judges Pika's generator by the user's own jobs, where there is anything to judge. */
export async function judgeGeneration(news: boolean): Promise<void> {
  const db = await openStore();
  await judgeOwnJobs(
    {
      now: () => Date.now(),
      hourOf,
      mayJudge: (now) => mayJudge(db, now),
      evidence: (now) => readGenerationEvidence(db, hourOf, now),
      updateHealth: (decide) => updateHealth(db, decide),
      noteJobs: (jobs, since) =>
        enrichIncidents(db, since, (incident) => (incident.service === serviceOf(GENERATION) && incident.open === 1 ? withJobs(incident, jobs) : incident)),
      changed: () => announce('health'),
    },
    news,
  );
}

let judging: Promise<void> | null = null;
let again = false;

/** Judges once what a burst of sightings has changed. A kill in between costs nothing: the next tick judges. */
export function judgeSoon(): void {
  again = true;
  judging ??= judgeWhileAsked()
    .catch((error: unknown) => log('worker.error', { what: 'generation', error: String(error) }))
    .finally(() => {
      judging = null;
    });
}

async function judgeWhileAsked(): Promise<void> {
  while (again) {
    again = false;
    await judgeGeneration(true);
  }
}

/** The hour of the week on the user's own clock, from Monday 0:00. */
function hourOf(at: number): number {
  const date = new Date(at);
  return ((date.getDay() + 6) % 7) * 24 + date.getHours();
}
