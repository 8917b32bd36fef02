/** One sentence for what the user's own jobs say about Pika. */
import { countWords, spanWords } from '../../words.ts';
import type { ModelHealth } from './health.ts';
import type { Pace } from './pace.ts';

export const MAKES_SENTENCE = 'Pika makes your videos.';
export const NOT_WATCHED_SENTENCE = 'None of your videos has been made lately, so that we cannot tell how Pika’s generator does.';

/** "Pika takes longer than usual for you: 14 min now, usually 3 min." `pace` has at least one slow wait. */
export function slowGenerationSentence({ slow }: Pace): string {
  const [worst] = slow;
  if (!worst) return 'Pika takes longer than usual for you.';
  const usual = worst.usual.basis === 'assumed' ? 'normal is 2 to 5\u00a0min' : `usually ${spanWords(worst.usual.medianMs)}`;
  return `Pika takes longer than usual for you: ${spanWords(worst.ms)} now, ${usual}.`;
}

/** "Model 2.5 fails for you; 2.2 works." */
export function modelSentence(failing: readonly ModelHealth[], working: readonly ModelHealth[]): string {
  const failed = failing.reduce((sum, model) => sum + model.failed, 0);
  const all = failing.reduce((sum, model) => sum + model.failed + model.made, 0);
  const subject = failing.length === 1 ? 'Model' : 'Models';
  const verb = failing.length === 1 ? 'fails' : 'fail';
  const known = names(failing);
  if (known === '') return `Pika fails ${failed} of your last ${countWords(all, 'video')}.`;
  const others = names(working);
  if (others === '') return `${subject} ${known} ${verb} for you: ${failed} of the last ${countWords(all, 'video')}.`;
  return `${subject} ${known} ${verb} for you; ${others} ${working.length === 1 ? 'works' : 'work'}.`;
}

export function nothingMadeSentence(failed: number): string {
  return `Pika makes no videos for you: the last ${countWords(failed, 'job')} failed, each on Pika’s side.`;
}

/** @param dead of the broken ones, those that Pika's video server does not have: the others are there, and no videos */
export function exportsSentence(dead: number, broken: number, all: number): string {
  const files = `Pika finishes your videos, but ${broken} of the last ${countWords(all, 'file')}`;
  if (dead === broken) return `${files} cannot be had: Pika’s video server does not have them.`;
  return dead === 0 ? `${files} are broken: Pika’s export fails.` : `${files} cannot be had or are broken.`;
}

function names(models: readonly ModelHealth[]): string {
  const known = models.map(({ name }) => name).filter((name) => name !== null);
  const last = known.at(-1) ?? '';
  return known.length < 2 ? last : `${known.slice(0, -1).join(', ')} and ${last}`;
}
