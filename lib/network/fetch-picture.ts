import { fail, ok, type Result } from '../result.ts';
import { SECOND } from '../time.ts';
import { pictureHead } from '../sources/picture.ts';
import { type FetchDeps, type FetchFailure, type FetchOptions, PLATFORM, timedFetch } from './timed-fetch.ts';

/** Bytes; Pika's own posters have about 100 kB. */
export const MAX_PICTURE = 3_000_000;
/** Pixels: more than 8K has no place in a poster. */
const MAX_PIXELS = 40_000_000;

/** A JPEG, PNG or WebP of a sensible size, checked by its own bytes before anything decodes it. `http` is any answer but 200. */
export async function fetchPicture(url: string, { signal, redirect }: Pick<FetchOptions, 'redirect'> & { readonly signal: AbortSignal }, deps: FetchDeps = PLATFORM): Promise<Result<Blob, FetchFailure | 'http' | 'not-a-picture'>> {
  const answer = await timedFetch(url, { timeoutMs: 15 * SECOND, signal, ...(redirect && { redirect }), body: ({ status }) => (status === 200 ? { limit: MAX_PICTURE, beyond: 'fail' } : null) }, deps);
  if (!answer.ok) return answer;
  const { status, bytes } = answer.value;
  if (status !== 200 || bytes === null) return fail('http', `The server answered with ${status}.`);
  const head = pictureHead(bytes);
  if (head === null || head.width < 1 || head.height < 1 || head.width * head.height > MAX_PIXELS) return fail('not-a-picture', 'The answer is no picture that we show.');
  // Bytes of a fetch are never shared memory, which the type does not say.
  return ok(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: head.type }));
}
