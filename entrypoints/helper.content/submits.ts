import { isUnanswered, type Submit, type SubmitFate } from '../../lib/domain/jobs/submits.ts';
import { createTurns } from '../../lib/domain/jobs/turns.ts';
import { requestOfFormText } from '../../lib/sources/pika/submit-form.ts';
import { SECOND } from '../../lib/time.ts';

/** Where the page has always submitted to. */
const SUBMIT = 'https://api.pika.art/generate';
/** A person submits a few videos at once, and then waits. */
const SUBMITS = { perSecond: 0.5, burst: 10 };
const MAX_SUBMITS = 20;
/** We hear of a form once the page lets go, when its request may be out already. */
const FILLED_WITHIN = SECOND / 10;
/** Between a form and its request the page may fetch a token. */
const SENT_WITHIN = 10 * SECOND;
/** An answer that came whole is read at once; one that was cut never is. */
const READ_WITHIN = 3 * SECOND;
/** The browser tells of a request's end a moment after the page could read the answer. */
const TOLD_WITHIN = SECOND;

/** How a request ended, as the browser itself tells: the status is 0 where the page could read none. */
export type RequestEnd = Pick<PerformanceResourceTiming, 'name' | 'startTime' | 'responseEnd' | 'responseStatus'>;

export interface SubmitsDoors {
  readonly now: () => number;
  /** The clock of `RequestEnd`. */
  readonly clock: () => number;
  readonly later: (work: () => void, ms: number) => void;
  readonly newId: () => string;
  /** @returns whether it is written down; what is not is said again */
  readonly tell: (submit: Submit) => Promise<boolean>;
}

/** Follows each submit of the page from its form to its end, and tells each step: the page, and this with it, may end at any moment. */
export interface Submits {
  /** The page has filled in this form. */
  begun(form: string): void;
  ended(request: RequestEnd): void;
  /** An answer to a submit was read. @param took whether it named a job */
  answered(took: boolean): void;
  beat(): void;
}

interface Followed {
  submit: Submit;
  readonly begun: number;
  /** When its request was answered: 0 while it is out, `Infinity` where it never was. */
  answered: number;
  heard: boolean;
}

export function createSubmits({ now, clock, later, newId, tell }: SubmitsDoors): Submits {
  const turns = createTurns(SUBMITS.perSecond, SUBMITS.burst);
  let all: Followed[] = [];
  const say = async (one: Followed, fate: SubmitFate) => {
    const submit = { ...one.submit, fate };
    one.submit = submit;
    one.heard = false;
    const heard = await tell(submit);
    // What was said meanwhile is newer.
    if (one.submit === submit) one.heard = heard;
  };

  return {
    begun(form) {
      const { prompt, ...rest } = requestOfFormText(form);
      // A prompt alone is asked about elsewhere, too.
      if (Object.values(rest).every((value) => value === null) || turns.take(now()) > 0) return;
      const submit: Submit = { id: newId(), prompt: prompt ?? '', at: now(), fate: 'sent' };
      const one: Followed = { submit, begun: clock(), answered: 0, heard: false };
      all = [...all, one].slice(-MAX_SUBMITS);
      void say(one, 'sent');
    },
    ended({ name, startTime, responseEnd, responseStatus }) {
      if (!name.startsWith(SUBMIT)) return;
      const one = all.findLast(({ begun, answered }) => answered === 0 && begun < startTime + FILLED_WITHIN && begun > startTime - SENT_WITHIN);
      if (!one) return;
      one.answered = isNoAnswer(responseStatus) ? Infinity : responseEnd;
      if (one.answered === Infinity) void say(one, 'broke');
      else if (responseStatus >= 400) void say(one, 'refused');
      else later(() => one.submit.fate === 'sent' && void say(one, 'broke'), READ_WITHIN);
    },
    answered(took) {
      const at = clock();
      later(() => {
        const one = all.findLast(({ submit, answered }) => answered > 0 && answered <= at && isUnanswered(submit));
        if (one) void say(one, took ? 'taken' : 'refused');
      }, TOLD_WITHIN);
    },
    beat() {
      for (const one of all) if (!one.heard) void say(one, one.submit.fate);
    },
  };
}

/** None that could be read, or the edge's word that Pika gave it none in time: Pika may have taken the submit. */
function isNoAnswer(status: number): boolean {
  return status === 0 || status === 502 || status === 504 || status >= 520;
}
