import type { BackfillCommand } from '../domain/clips/backfill.ts';
import type { PageAsk } from '../domain/clips/bulk.ts';
import type { PageCard } from '../domain/clips/page-card.ts';
import type { MonitorId } from '../domain/health/monitor.ts';
import type { ApiSourceId, JobRequest, SeenJob, SeenVideo } from '../domain/jobs/job.ts';
import type { Submit } from '../domain/jobs/submits.ts';
import type { PageChoice } from '../domain/page-choice.ts';
import type { ReaderState } from '../domain/reader-watch.ts';
import type { TokenTest } from '../domain/jobs/job-source.ts';
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
  /** Whether our reader understands what the page gets; `shapes` are redacted, for a bug report. */
  'page:reader': { tier: 'helper'; message: { readonly type: 'page:reader'; readonly state: ReaderState; readonly shapes: readonly string[] }; reply: null };
  /** Credits left as the page shows them; null when it works and shows none. */
  'page:balance': { tier: 'helper'; message: { readonly type: 'page:balance'; readonly credits: number | null }; reply: null };
  /** A submit that Pika refused: what its form asked for, and Pika's words. */
  'page:refusal': { tier: 'helper'; message: { readonly type: 'page:refusal'; readonly request: JobRequest; readonly error: string }; reply: null };
  /** How one of the page's submits fares. Answers true once it is written down. */
  'page:submit': { tier: 'helper'; message: { readonly type: 'page:submit'; readonly submit: Submit }; reply: boolean };
  'page:summary': { tier: 'helper'; message: { readonly type: 'page:summary' }; reply: PageSummary };
  /**
   * How the clips of videos that the page shows stand, in their order; null for what is in no ledger, and in place of all
   * after too many questions. Whoever knows a clip's address has seen it: none can be guessed.
   */
  'page:cards': { tier: 'helper'; message: { readonly type: 'page:cards'; readonly urls: readonly string[] }; reply: readonly (PageCard | null)[] | null };
  /** The user pressed a save button on the page. Answers how many of the clips are on their way or on disk; null: too many presses */
  'page:save': { tier: 'helper'; message: { readonly type: 'page:save'; readonly urls: readonly string[]; readonly ask: PageAsk }; reply: number | null };
  /** The user chose on the page what of ours stands there. */
  'page:shows': { tier: 'helper'; message: { readonly type: 'page:shows'; readonly shows: PageChoice }; reply: PageSummary };
  'page:backfill': { tier: 'helper'; message: { readonly type: 'page:backfill'; readonly command: BackfillCommand }; reply: PageSummary };
  /** How the tab's walk through the library goes. Answers whether it walks on */
  'page:walked': { tier: 'helper'; message: { readonly type: 'page:walked'; readonly ended: boolean; readonly touched: boolean }; reply: boolean };
  'ui:shows': { tier: 'extension'; message: { readonly type: 'ui:shows'; readonly shows: PageChoice }; reply: null };
  'ui:backfill': { tier: 'extension'; message: { readonly type: 'ui:backfill'; readonly command: BackfillCommand }; reply: null };
  'ui:retry': { tier: 'extension'; message: { readonly type: 'ui:retry'; readonly clip: string }; reply: null };
  /** Clips that the user wants whatever the settings leave out: "save this one", "save again". */
  'ui:ask': { tier: 'extension'; message: { readonly type: 'ui:ask'; readonly clips: readonly string[] }; reply: null };
  /** Clips that are to be left alone; what is on disk or on its way stays as it is. */
  'ui:skip': { tier: 'extension'; message: { readonly type: 'ui:skip'; readonly clips: readonly string[] }; reply: null };
  /** Saved clips whose file the user misses: saved once more, beside whatever is there. */
  'ui:again': { tier: 'extension'; message: { readonly type: 'ui:again'; readonly clips: readonly string[] }; reply: null };
  /** A `SavingChange`: what is saved, when, where and how, as far as it changes; to be parsed where it is stored. */
  'ui:set-saving': { tier: 'extension'; message: { readonly type: 'ui:set-saving'; readonly saving: unknown }; reply: null };
  /** Nothing new begins until it is resumed; what runs is finished. */
  'ui:pause-saving': { tier: 'extension'; message: { readonly type: 'ui:pause-saving'; readonly paused: boolean }; reply: null };
  'ui:retry-all': { tier: 'extension'; message: { readonly type: 'ui:retry-all' }; reply: null };
  'ui:show': { tier: 'extension'; message: { readonly type: 'ui:show'; readonly clip: string }; reply: boolean };
  'ui:check-now': { tier: 'extension'; message: { readonly type: 'ui:check-now' }; reply: null };
  /** Watches nothing (null), or not these monitors, until a moment; `FOREVER` until resumed. */
  'ui:pause': { tier: 'extension'; message: { readonly type: 'ui:pause'; readonly monitors: readonly MonitorId[] | null; readonly until: number }; reply: null };
  'ui:resume': { tier: 'extension'; message: { readonly type: 'ui:resume'; readonly monitors: readonly MonitorId[] | null }; reply: null };
  /** All maintenance windows, to be parsed where they are stored. */
  'ui:set-windows': { tier: 'extension'; message: { readonly type: 'ui:set-windows'; readonly windows: readonly unknown[] }; reply: null };
  /** Which other tools are watched, to be parsed where it is stored; the page has asked for their hosts in the click. */
  'ui:set-tools': { tier: 'extension'; message: { readonly type: 'ui:set-tools'; readonly tools: unknown }; reply: null };
  /** Asks tools now; all that are watched when `only` is empty. */
  'ui:check-tools': { tier: 'extension'; message: { readonly type: 'ui:check-tools'; readonly only: readonly string[] }; reply: null };
  /** Asks the sources of jobs for what is due: jobs were added, or a source was set up. */
  'ui:poll-now': { tier: 'extension'; message: { readonly type: 'ui:poll-now' }; reply: null };
  /** Whether a source takes the stored token. */
  'ui:test-source': { tier: 'extension'; message: { readonly type: 'ui:test-source'; readonly source: ApiSourceId }; reply: TokenTest };
  /** The user has done what a paused source was waiting for. */
  'ui:resume-source': { tier: 'extension'; message: { readonly type: 'ui:resume-source'; readonly source: ApiSourceId }; reply: null };
}

export type MessageName = keyof Protocol;
export type Message = Protocol[MessageName]['message'];
export type Reply<Name extends MessageName> = Protocol[Name]['reply'];

/** Pushed by the background to each open pika.art tab when the summary changes. */
export interface SummaryPush {
  readonly type: 'push:summary';
  readonly summary: PageSummary;
}

/** Pushed when saves have moved: whoever shows some asks how they stand. It says nothing of any clip. */
export interface SavesPush {
  readonly type: 'push:saves';
}

export const MAX_JOBS = 200;
export const MAX_LOOSE = 200;
/** Videos of one page that are asked about, or asked for, in one message. */
export const MAX_CARDS = 100;
export const MAX_ASKED = 1000;
/** Characters of JSON; larger messages are refused unread. */
export const MAX_MESSAGE = 1_000_000;
