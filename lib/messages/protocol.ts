import type { SeenJob, SeenVideo } from '../domain/jobs/job.ts';
import type { PageSummary } from '../domain/summary.ts';

/** What the page said besides jobs. */
export const PAGE_NOTICES = ['signed-out', 'refused'] as const;
export type PageNotice = (typeof PAGE_NOTICES)[number];

/** What the helper on pika.art reports: jobs, and videos found on the page that name no job. */
export interface SightingsMessage {
  readonly type: 'page:sightings';
  /** At most `MAX_JOBS`. */
  readonly jobs: readonly SeenJob[];
  /** At most `MAX_LOOSE`. */
  readonly loose: readonly SeenVideo[];
}

export interface SightingsReply {
  /** Clips that are in the ledger now, new or known. */
  readonly accepted: number;
  /** Clips over the rate limit: the helper offers them again later. */
  readonly deferred: number;
  readonly summary: PageSummary;
}

/** The one map of messages: name → payload and reply. The tier says who may send it. */
export interface Protocol {
  'page:sightings': { tier: 'helper'; message: SightingsMessage; reply: SightingsReply };
  'page:notice': { tier: 'helper'; message: { readonly type: 'page:notice'; readonly notice: PageNotice }; reply: null };
  'page:summary': { tier: 'helper'; message: { readonly type: 'page:summary' }; reply: PageSummary };
  'ui:retry': { tier: 'extension'; message: { readonly type: 'ui:retry'; readonly clip: string }; reply: null };
  'ui:retry-all': { tier: 'extension'; message: { readonly type: 'ui:retry-all' }; reply: null };
  'ui:show': { tier: 'extension'; message: { readonly type: 'ui:show'; readonly clip: string }; reply: boolean };
  'ui:check-now': { tier: 'extension'; message: { readonly type: 'ui:check-now' }; reply: null };
}

export type MessageName = keyof Protocol;
export type Message = Protocol[MessageName]['message'];
export type Reply<Name extends MessageName> = Protocol[Name]['reply'];

/** Pushed by the background to each open pika.art tab when the summary changes. */
export interface SummaryPush {
  readonly type: 'push:summary';
  readonly summary: PageSummary;
}

export const MAX_JOBS = 200;
export const MAX_LOOSE = 200;
/** Characters of JSON; larger messages are refused unread. */
export const MAX_MESSAGE = 1_000_000;
