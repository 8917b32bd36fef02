import { openAnnex } from './annex.ts';
import { log } from './world.ts';

/** Judges Pika's generator by the user's own jobs. Loads what that takes: the caller knows that there is something to judge. */
export async function judgeGeneration(): Promise<void> {
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
    await judgeGeneration();
  }
}
