import type { SeenJob, SeenVideo } from '../../lib/domain/jobs/job.ts';
import { createOffers, type Offer } from '../../lib/domain/jobs/offers.ts';
import { createTurns } from '../../lib/domain/jobs/turns.ts';
import { MAX_JOBS, MAX_LOOSE, MAX_MESSAGE, type SightingsReply } from '../../lib/messages/protocol.ts';
import { MINUTE, SECOND } from '../../lib/time.ts';

/** Room for the message around the offer. */
const ENVELOPE = 1_000;
const LIMITS = { jobs: MAX_JOBS, loose: MAX_LOOSE, characters: MAX_MESSAGE - ENVELOPE, waiting: 2_000, told: 5_000 };
const MESSAGES_PER_SECOND = 10;
/** After so long, clips that were over the background's rate limit are offered again. */
const DEFERRED_FOR = 5 * SECOND;
/** An active job that the page shows unmoved is told of once in this time, so that "no movement" and "not seen" can be told apart. */
const SIGN_OF_LIFE = MINUTE;
const FIRST_RETRY = SECOND / 2;
const LAST_RETRY = 10 * SECOND;

export interface RelayDoors {
  readonly now: () => number;
  readonly later: (work: () => void, ms: number) => void;
  /** Tells the background; null when it did not answer, or not well. Never rejects. */
  readonly tell: (offer: Offer) => Promise<SightingsReply | null>;
  readonly answered: (reply: SightingsReply) => void;
}

/** Brings sightings to the background: at once, each once unless it changes, and again until they have been heard. */
export interface Relay {
  offer(jobs: readonly SeenJob[], loose: readonly SeenVideo[]): void;
  stop(): void;
}

export function createRelay({ now, later, tell, answered }: RelayDoors): Relay {
  const offers = createOffers(LIMITS);
  const turns = createTurns(MESSAGES_PER_SECOND, MESSAGES_PER_SECOND);
  let pumping = false;
  let stopped = false;
  let failures = 0;

  const pause = (ms: number) => new Promise<void>((resume) => later(resume, ms));
  const pump = async () => {
    if (pumping) return;
    pumping = true;
    // What the page shows in one turn goes in one message.
    await Promise.resolve();
    while (!stopped && offers.waiting > 0) {
      const wait = turns.take(now());
      if (wait > 0) await pause(wait);
      else await sendOne();
    }
    pumping = false;
  };
  const sendOne = async () => {
    const offer = offers.take();
    if (offer === null) return;
    const reply = await tell(offer);
    if (reply === null) {
      offers.again(offer);
      failures += 1;
      await pause(Math.min(LAST_RETRY, FIRST_RETRY * 2 ** Math.min(failures, 10)));
      return;
    }
    failures = 0;
    if (stopped) return;
    try {
      answered(reply);
    } catch {
      // trouble in showing the answer must not keep sightings back
    }
    if (reply.deferred > 0) later(() => retell(offer), DEFERRED_FOR);
  };
  const retell = (offer: Offer) => {
    offers.again(offer);
    void pump();
  };

  return {
    offer(jobs, loose) {
      if (!stopped && offers.see(jobs, loose, Math.floor(now() / SIGN_OF_LIFE))) void pump();
    },
    stop() {
      stopped = true;
    },
  };
}
