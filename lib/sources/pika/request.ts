/** What was asked for, out of the places where Pika's generations keep it (`params`, `params.options`, the job itself). */
import type { JobRequest } from '../../domain/jobs/job.ts';
import { digits, first, group, number, own, text, type Fields } from '../fields.ts';

export const MAX_PROMPT = 4000;

/**
 * @param job a job of the listing or a submit's `generation`
 * @param video its first video, which tells the seed that was really used
 */
export function requestOf(job: Fields, video: Fields): JobRequest {
  const params = group(job, 'params');
  const options = group(params, 'options');
  const parameters = group(options, 'parameters');
  const places = [job, params, options];
  const find = <Value>(key: string, read: (value: unknown) => Value | null): Value | null =>
    first(...places.map((place) => read(own(place, key))));
  const prompt = (value: unknown): string | null => text(value, MAX_PROMPT);
  return {
    prompt: first(find('promptText', prompt), find('prompt', prompt)),
    negativePrompt: first(prompt(own(parameters, 'negativePrompt')), find('negativePrompt', prompt)),
    model: first(
      find('model', (value) => text(typeof value === 'number' ? String(value) : value, 40)),
      text(own(video, 'model'), 40),
    ),
    feature: find('contentType', (value) => text(value, 40)),
    aspectRatio: find('aspectRatio', ratio),
    resolution: find('resolution', (value) => text(value, 20)),
    durationSeconds: find('duration', (value) => number(value, 0.1, 3600)),
    seed: first(digits(own(parameters, 'seed')), find('seed', digits), digits(own(video, 'seed'))),
    creditCost: find('creditCost', (value) => number(value, 0, 1_000_000)),
  };
}

/** Width by height, as a number or as "16:9". */
function ratio(value: unknown): number | null {
  const written = typeof value === 'string' ? /^(\d{1,4}):(\d{1,4})$/.exec(value) : null;
  return number(written === null ? value : Number(written[1]) / Number(written[2]), 0.01, 100);
}
