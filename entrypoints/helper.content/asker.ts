import type { PageAsk } from '../../lib/domain/clips/bulk.ts';
import { MAX_CARDS } from '../../lib/messages/protocol.ts';
import { SECOND } from '../../lib/time.ts';
import type { Seen } from './seen.ts';

/** Between two messages: as fast as the background takes them. */
const PACE = SECOND / 2;

export interface AskerDoors {
  /** @returns how many clips are on their way or on disk; null when they were not taken. Never rejects. */
  readonly save: (urls: readonly string[], ask: PageAsk) => Promise<number | null>;
  readonly pause: (ms: number) => Promise<void>;
  /** How many of all have been asked for; null when it is over. */
  readonly progress: (done: number | null) => void;
}

/** Asks for all that a tab has shown, a message's worth at a time. */
export interface Asker {
  /** All that has been seen by now. */
  seen(): Promise<void>;
  /** What has been seen up to there, as part of the whole library; once each. @returns whether all of it has been taken */
  library(upTo: number): boolean;
  /** Another run through the library begins: what the last one has asked for may have been called off since. */
  anew(): void;
  stop(): void;
}

export function createAsker(clips: Seen, { save, pause, progress }: AskerDoors): Asker {
  let libraryTo = 0;
  let run = 0;
  let isAsking = false;
  let isStopped = false;
  const askFrom = async (from: number, to: number, ask: PageAsk, told: (done: number) => void) => {
    let done = from;
    while (done < to && !isStopped) {
      const urls = clips.since(done).slice(0, Math.min(MAX_CARDS, to - done));
      if (urls.length === 0) return;
      // What was not taken is asked for again: the worker was busy, or there were too many.
      if ((await save(urls, ask)) !== null) done += urls.length;
      told(done);
      if (done < to) await pause(PACE);
    }
  };
  const alone = async (work: () => Promise<void>) => {
    if (isAsking) return;
    isAsking = true;
    await work();
    isAsking = false;
  };
  return {
    seen: () =>
      alone(async () => {
        await askFrom(0, clips.size, 'seen', progress);
        progress(null);
      }),
    library(upTo) {
      if (upTo <= libraryTo) return true;
      const asked = run;
      void alone(() =>
        askFrom(libraryTo, upTo, 'library', (done) => {
          if (asked === run) libraryTo = done;
        }),
      );
      return false;
    },
    anew() {
      run += 1;
      libraryTo = 0;
    },
    stop() {
      isStopped = true;
    },
  };
}
