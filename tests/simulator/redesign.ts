import { Later } from './flight/encode.ts';

/** A redesign of Pika's data: every field of the listing under another name. The page has been redesigned with it. */
export const NEW_NAMES: Readonly<Record<string, string>> = {
  success: 'ok', data: 'payload', results: 'creations', later: 'soon', next: 'more', id: 'ref', videos: 'takes', status: 'phase', progress: 'share',
  resultUrl: 'file', sharingUrl: 'sharedFile', videoPoster: 'still', imageThumb: 'small', duration: 'length', promptText: 'wording', params: 'wish',
  options: 'details', model: 'engine', error: 'trouble', seed: 'grain', feedback: 'thumbs', favorited: 'liked', hasSfx: 'sound',
};

/** The value with its fields renamed. What two places share is shared afterwards, too. */
export function redesigned(value: unknown, done = new Map<object, unknown>()): unknown {
  if (value instanceof Later) return new Later(redesigned(value.value, done), value.delayMs);
  if (Array.isArray(value)) return value.map((entry) => redesigned(entry, done));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const known = done.get(value);
  if (known !== undefined) return known;
  const renamed: Record<string, unknown> = {};
  done.set(value, renamed);
  for (const [key, part] of Object.entries(value)) renamed[NEW_NAMES[key] ?? key] = redesigned(part, done);
  return renamed;
}

/** New name → old name, for the page that came with it. */
export function oldNames(): Record<string, string> {
  return Object.fromEntries(Object.entries(NEW_NAMES).map(([old, name]) => [name, old]));
}
