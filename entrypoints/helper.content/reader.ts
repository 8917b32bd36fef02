import type { JobRequest, SeenJob } from '../../lib/domain/jobs/job.ts';
import { createTurns } from '../../lib/domain/jobs/turns.ts';
import type { PageNotice } from '../../lib/messages/protocol.ts';
import type { AnswerRead } from '../../lib/domain/reader-watch.ts';
import { type PageReading, readPage } from '../../lib/sources/pika/library.ts';
import { requestOfFormText, withForm } from '../../lib/sources/pika/submit-form.ts';
import type { Told } from '../../lib/sources/pika/tap-inlet.ts';
import { mayHoldOwnJobs } from '../../lib/sources/pika/tap-route.ts';

/** Pika's page makes a handful of requests a second at its busiest; whatever sends more is playing with us. */
const TEXTS_PER_SECOND = 50;
/** A person submits a few videos at once, and then waits. */
const REFUSALS = { perSecond: 0.5, burst: 5 };
/** Characters that wait to be read. */
const MAX_INBOX = 8_000_000;

export interface ReaderDoors {
  readonly now: () => number;
  readonly soon: (work: () => void) => void;
  readonly seen: (jobs: readonly SeenJob[]) => void;
  readonly noticed: (notice: PageNotice) => void;
  /** A submit was refused: what it asked for, and Pika's words. */
  readonly refused: (request: JobRequest, error: string) => void;
  /** The answer to a submit was read; `took` where it names a job. */
  readonly replied: (took: boolean) => void;
  /** Each answer that could be taken, and what became of it. */
  readonly answered: (answer: PageAnswer) => void;
}

/** One answer, read. */
export interface PageAnswer extends AnswerRead {
  readonly text: string;
  /** Credits left, where it tells them. */
  readonly balance: number | null;
}

/** Turns texts that the page got, or that somebody pretends it got, into sightings. Never throws. */
export interface Reader {
  /** Reads the text in a task of its own, or drops it when there are too many or it came from somebody else's gallery. */
  take(told: Told): void;
}

/** A finished file of the user's, under whatever name it goes: what a redesign leaves as it is. */
const RESULT_FILE = /pika\.art\\?\/(?:results|v1)\\?\//;

/** Something of the user's is in it, known by its address or by the form of a job, and no job can be read. */
function isPuzzling(text: string, { jobs, notice, threw, unreadable }: PageReading): boolean {
  if (jobs.length > 0 || notice !== null || threw || isMarkup(text)) return false;
  return RESULT_FILE.test(text) || unreadable > 0;
}

/** A page in place of an answer is a portal's or a challenge's: no redesign of Pika's data. */
function isMarkup(text: string): boolean {
  return /^\uFEFF?\s*</.test(text.slice(0, 200));
}

export function createReader({ now, soon, seen, noticed, refused, replied, answered }: ReaderDoors): Reader {
  const turns = createTurns(TEXTS_PER_SECOND, TEXTS_PER_SECOND);
  const refusals = createTurns(REFUSALS.perSecond, REFUSALS.burst);
  let inbox = 0;
  const read = ({ text, form }: Told) => {
    inbox -= text.length;
    const reading = readPage(text);
    if (form !== '') replied(reading.ok && reading.value.jobs.length > 0);
    if (!reading.ok) {
      // Too much, or too deep: nobody's jobs, unless there are files of theirs in it.
      answered({ text, jobs: 0, puzzling: RESULT_FILE.test(text) && !isMarkup(text), balance: null });
      return;
    }
    const { jobs, notice, refusal, balance } = reading.value;
    if (jobs.length > 0) seen(withForm(jobs, form));
    // A refused submit is one of many answers, and says nothing of the session.
    if (refusal !== null && form !== '' && jobs.length === 0) {
      if (refusals.take(now()) === 0) refused(requestOfFormText(form), refusal);
    } else if (notice !== null) noticed(notice);
    answered({ text, jobs: jobs.length, puzzling: isPuzzling(text, reading.value), balance });
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
