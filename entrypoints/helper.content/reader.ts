import type { SeenJob } from '../../lib/domain/jobs/job.ts';
import { createTurns } from '../../lib/domain/jobs/turns.ts';
import type { PageNotice } from '../../lib/messages/protocol.ts';
import { readPage } from '../../lib/sources/pika/library.ts';
import { withForm } from '../../lib/sources/pika/submit-form.ts';
import type { Told } from '../../lib/sources/pika/tap-inlet.ts';
import { mayHoldOwnJobs } from '../../lib/sources/pika/tap-route.ts';

/** Pika's page makes a handful of requests a second at its busiest; whatever sends more is playing with us. */
const TEXTS_PER_SECOND = 50;
/** Characters that wait to be read. */
const MAX_INBOX = 8_000_000;

export interface ReaderDoors {
  readonly now: () => number;
  readonly soon: (work: () => void) => void;
  readonly seen: (jobs: readonly SeenJob[]) => void;
  readonly noticed: (notice: PageNotice) => void;
}

/** Turns texts that the page got, or that somebody pretends it got, into sightings. Never throws. */
export interface Reader {
  /** Reads the text in a task of its own, or drops it when there are too many or it came from somebody else's gallery. */
  take(told: Told): void;
}

export function createReader({ now, soon, seen, noticed }: ReaderDoors): Reader {
  const turns = createTurns(TEXTS_PER_SECOND, TEXTS_PER_SECOND);
  let inbox = 0;
  const read = ({ text, form }: Told) => {
    inbox -= text.length;
    const reading = readPage(text);
    if (!reading.ok) return;
    if (reading.value.jobs.length > 0) seen(withForm(reading.value.jobs, form));
    if (reading.value.notice !== null) noticed(reading.value.notice);
  };
  return {
    take(told) {
      const { text } = told;
      if (inbox + text.length > MAX_INBOX || turns.take(now()) > 0 || !mayHoldOwnJobs(told.url)) return;
      inbox += text.length;
      soon(() => read(told));
    },
  };
}
