import { openStore } from '../../lib/store/db.ts';
import { mayJudge } from '../../lib/store/generation.ts';
import { openAnnex } from './annex.ts';
import { log } from './world.ts';

/**
 * Judges Pika's generator by the user's own jobs, where there is anything to judge.
 * @param news jobs have just changed, so that there is something to judge
 */
export async function judgeGeneration(news: boolean): Promise<void> {
  if (!news && !(await mayJudge(await openStore(), Date.now()))) return;
  const annex = await openAnnex();
  await annex.judgeGeneration();
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
