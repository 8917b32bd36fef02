import type { PageParcel, ParcelLimits } from '../domain/jobs/parcels.ts';
import type { PageSummary } from '../domain/summary.ts';

/** What the helper on pika.art passes on, unread. */
export interface PageTextsMessage extends PageParcel {
  readonly type: 'page:texts';
}

export interface PageTextsReply {
  /** Clips that are in the ledger now, new or known. */
  readonly accepted: number;
  /** Clips over the rate limit: the helper passes the same texts on again later. */
  readonly deferred: number;
  readonly summary: PageSummary;
}

/** The one map of messages: name → payload and reply. The tier says who may send it. */
export interface Protocol {
  'page:texts': { tier: 'helper'; message: PageTextsMessage; reply: PageTextsReply };
  /** Asks for the badge's script; answered once it has run, with whether it has. */
  'page:badge-please': { tier: 'helper'; message: { readonly type: 'page:badge-please' }; reply: boolean };
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

/** Characters of JSON; larger messages are refused unread. Texts of the page have bounds of their own. */
export const MAX_MESSAGE = 1_000_000;
/**
 * What one `page:texts` holds at most: its characters are room for the longest answer there is, or for a whole first page.
 * Few texts, so that a page that floods has little under way when it is closed.
 */
export const PARCEL_LIMITS: ParcelLimits = { texts: 4, scripts: 2_000, videos: 200, characters: 4_400_000 };
