import { classifyMediaUrl } from '../../lib/sources/pika/media-url.ts';

/** More than any library that was heard of; what comes beyond it is saved as usual, and only not counted here. */
const MOST = 20_000;

/** The clips that this tab has shown, each once, whichever of its addresses was shown. */
export interface Seen {
  readonly size: number;
  /** @returns whether there was a new one among them */
  add(urls: Iterable<string>): boolean;
  /** Addresses of those that came after the first `from`, in the order in which they came. */
  since(from: number): string[];
}

export function createSeen(): Seen {
  const clips = new Map<string, string>();
  return {
    get size() {
      return clips.size;
    },
    add(urls) {
      const before = clips.size;
      for (const url of urls) {
        const media = classifyMediaUrl(url);
        if (media.kind === 'result' && !media.share && clips.size < MOST && !clips.has(media.pathKey)) clips.set(media.pathKey, media.url);
      }
      return clips.size > before;
    },
    since: (from) => [...clips.values()].slice(from),
  };
}
