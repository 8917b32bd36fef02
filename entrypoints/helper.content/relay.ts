import { createParcels, NO_PARCEL, type PageParcel } from '../../lib/domain/jobs/parcels.ts';
import { createTurns } from '../../lib/domain/jobs/turns.ts';
import { PARCEL_LIMITS, type PageTextsReply } from '../../lib/messages/protocol.ts';
import { SECOND } from '../../lib/time.ts';

/** Characters that wait to be passed on. */
const ROOM = 8_000_000;
/** Pika's page makes a handful of requests a second at its busiest; whatever gets more answers is playing with us. */
const TEXTS_PER_SECOND = 50;
const MESSAGES_PER_SECOND = 10;
/** After so long, what held clips over the background's rate limit is passed on again. */
const DEFERRED_FOR = 5 * SECOND;
const FIRST_RETRY = SECOND / 2;
const LAST_RETRY = 10 * SECOND;

export interface RelayDoors {
  readonly now: () => number;
  readonly later: (work: () => void, ms: number) => void;
  /** Tells the background; null when it did not answer, or not well. Never rejects. */
  readonly tell: (parcel: PageParcel) => Promise<PageTextsReply | null>;
  readonly answered: (reply: PageTextsReply) => void;
}

/** Brings what the page shows to the background: at once, each once unless it changes, and again until it has been heard. */
export interface Relay {
  offer(part: Partial<PageParcel>): void;
  stop(): void;
}

export function createRelay({ now, later, tell, answered }: RelayDoors): Relay {
  const parcels = createParcels(PARCEL_LIMITS, ROOM);
  const texts = createTurns(TEXTS_PER_SECOND, TEXTS_PER_SECOND);
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
    while (!stopped && parcels.waiting > 0) {
      const wait = turns.take(now());
      if (wait > 0) await pause(wait);
      else await sendOne();
    }
    pumping = false;
  };
  const sendOne = async () => {
    const parcel = parcels.take();
    if (parcel === null) return;
    const reply = await tell(parcel);
    if (reply === null) {
      parcels.again(parcel);
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
    if (reply.deferred > 0) defer(parcel);
  };
  const defer = createDeferral(later, parcels.forget, (parcel) => {
    parcels.again(parcel);
    void pump();
  });

  return {
    offer(part) {
      if (stopped || (part.texts !== undefined && texts.take(now()) > 0)) return;
      if (parcels.see({ ...NO_PARCEL, ...part })) void pump();
    },
    stop() {
      stopped = true;
    },
  };
}

/** Keeps for a while what was over the background's rate limit. Bounded as the rest, so that nobody fills the memory with it. */
function createDeferral(later: RelayDoors['later'], lost: (parcel: PageParcel) => void, again: (parcel: PageParcel) => void): (parcel: PageParcel) => void {
  const kept = createParcels(PARCEL_LIMITS, ROOM);
  let ringing = false;
  const ring = () => {
    ringing = false;
    for (let parcel = kept.take(); parcel !== null; parcel = kept.take()) again(parcel);
  };
  return (parcel) => {
    if (!kept.again(parcel)) lost(parcel);
    if (ringing) return;
    ringing = true;
    later(ring, DEFERRED_FOR);
  };
}
