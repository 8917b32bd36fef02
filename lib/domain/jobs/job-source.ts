/**
 * What every job source answers to. A source is data and pure functions: it says what may be asked, how often, and what
 * an answer means; whoever polls does the asking. A new one is one file in `lib/sources/jobs/`, one line in its list
 * and its id in `SOURCES`.
 */
import type { ApiSourceId, SeenJob } from './job.ts';
import type { SourceFailure } from './source-failure.ts';

/** How gently a source wants to be asked. */
export interface SourcePace {
  /** Least ms between two looks at one job. */
  readonly perJobMs: number;
  /** Requests under way at one time. */
  readonly atOnce: number;
  /** Requests begun within any 60 s. */
  readonly perMinute: number;
}

/** Where and with what a source is asked. */
export interface SourceAccess {
  /** In the form of `parseBase`: https, no slash at the end. */
  readonly base: string;
  /** In the form of `parseToken`. */
  readonly token: string;
}

/**
 * One request. It has neither method nor body because it is always a GET, sent without cookies; redirects are not
 * followed, since some sources' tokens travel in headers that a browser would carry along to another host.
 */
export interface Question {
  /** What is asked for, in the source's own words; `read` needs it. */
  readonly step: string;
  readonly jobId: string;
  readonly url: string;
  /** Holds the token: never logged or stored. */
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes of body that are read; of a larger answer the poller says `tooLarge`. */
  readonly limit: number;
  /** What earlier steps of this look have shown. */
  readonly known: SeenJob | null;
}

/** What came back, unread. */
export interface Answer {
  readonly status: number;
  /** Value of the `content-type` header. */
  readonly contentType: string | null;
  /** `Retry-After` in ms from now, however absurd; null without one that can be understood. */
  readonly retryAfterMs: number | null;
  /** At most `Question.limit` bytes. */
  readonly bytes: Uint8Array;
  /** It was a redirect, which is not followed. */
  readonly redirect: boolean;
  /** It was longer than `Question.limit`. */
  readonly tooLarge: boolean;
}

/** What one answer means. */
export type SourceReading =
  | {
      readonly kind: 'job';
      readonly job: SeenJob;
      /** When the source says that its links die (ms since 1970); null where it says nothing. A link's own date goes first. */
      readonly linksDieAt: number | null;
      /** When the source may forget the job; null where it promises nothing. */
      readonly forgottenAt: number | null;
    }
  /** More has to be asked before anything is known for sure: at once, within the same look. */
  | { readonly kind: 'ask'; readonly next: Question }
  | { readonly kind: 'failure'; readonly failure: SourceFailure };

/** A link that may be downloaded. Same form as what pika.art's own links become. */
export interface AllowedLink {
  readonly url: string;
  /** The same for every link to this file, also a refreshed one; never the same for two files. */
  readonly pathKey: string;
  /** The job's id where the path holds one. */
  readonly jobId: string | null;
  readonly sfx: boolean;
}

/** What a pasted text is to a source. */
export type Recognised =
  | { readonly kind: 'job'; readonly jobId: string; /** An address of this source, so no other can be meant. */ readonly certain: boolean }
  /** It belongs to this source and is no job of it; `reason` is a sentence. */
  | { readonly kind: 'bad'; readonly reason: string }
  | { readonly kind: 'foreign' };

/** What is known of a source without asking it: names, addresses and their rules. All that a screen needs. */
export interface SourceProfile {
  readonly id: ApiSourceId;
  readonly name: string;
  /** One sentence: whose jobs these are. */
  readonly purpose: string;
  /** What is not certain or no longer true about it; null when nothing. */
  readonly doubt: string | null;
  /** What its token is called where the user gets it. */
  readonly tokenName: string;
  /** Where it is asked unless the user sets another address. */
  readonly base: string;
  readonly pace: SourcePace;
  /** How long it knows a job, in ms from its creation; null where it promises nothing. */
  readonly jobLifeMs: number | null;
  /** Match patterns of the hosts that have to be permitted: the API's and those of its files. */
  origins(base: string): readonly string[];
  /** What the user pasted: an id, or an address that holds one. Never throws, and reads no more than `MAX_PASTED_ITEM` characters. */
  recognise(text: string, base: string): Recognised;
  /** The allow-list: null for whatever must not be downloaded. */
  allow(url: unknown, base: string): AllowedLink | null;
  /** A still picture on the hosts that its files are on, in normal form; null for whatever must not be fetched. */
  allowPicture(url: unknown, base: string): string | null;
}

export interface JobSource extends SourceProfile {
  /** The first request of one look at a job. */
  ask(jobId: string, access: SourceAccess): Question;
  /** A request that tells whether the token is good: it looks at a job that does not exist. Judge its reading with `judgeTest`. */
  test(access: SourceAccess): Question;
  /** Never throws, whatever the answer is. `now` in ms since 1970. */
  read(question: Question, answer: Answer, access: SourceAccess, now: number): SourceReading;
}

/**
 * A source of its profile and what asks it. Call it with `@__PURE__`: bundlers leave an unused call out where they would keep a
 * literal that spreads the profile, so that screens, which take the profile alone, do not carry what reads answers.
 */
export function jobSource(profile: SourceProfile, asking: Omit<JobSource, keyof SourceProfile>): JobSource {
  return { ...profile, ...asking };
}

/** Characters of one pasted id or address that are read. */
export const MAX_PASTED_ITEM = 2048;

/** Steps of one look; a source that wants more of them is not understood. */
export const MAX_STEPS = 3;

export type TestVerdict = 'accepted' | 'refused' | 'no-credit' | 'not-known';

/** What a test of a source's token found, with one sentence for the user. */
export interface TokenTest {
  readonly verdict: TestVerdict | 'no-token' | 'no-permission';
  readonly message: string;
}

/** What a reading of `test`'s answer says of the token: that the job is not there was to be expected. */
export function judgeTest(reading: SourceReading): TestVerdict {
  if (reading.kind !== 'failure') return 'accepted';
  const { kind } = reading.failure;
  if (kind === 'gone' || kind === 'bad-id') return 'accepted';
  if (kind === 'token-refused') return 'refused';
  return kind === 'no-credit' ? 'no-credit' : 'not-known';
}

/** A token as it may stand in a header, without the word before it that people copy along; null for what is none. */
export function parseToken(raw: unknown): string | null {
  if (typeof raw !== 'string' || raw.length > 2048) return null;
  const token = raw.trim().replace(/^(?:authorization:\s*)?(?:(?:bearer|key)\s+|x-api-key:\s*)/i, '');
  return /^[\x21-\x7e]{4,1024}$/.test(token) ? token : null;
}
