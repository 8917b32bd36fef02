/** What another tool's own status page says, as one shape whatever its dialect. */

export const TOOL_STATUSES = ['up', 'degraded', 'down', 'maintenance', 'unknown'] as const;
export type ToolStatus = (typeof TOOL_STATUSES)[number];

/** Why a tool's status cannot be told. Never a reason to call it up or down. */
export const UNREADABLE = [
  'not-permitted', // the user has not allowed, or has taken back, the host
  'no-answer', // the status page itself does not answer, or answers with an error of its own
  'refused', // 401, 403, 407, 429, 451 or a bot challenge
  'missing', // 404 or 410: nothing at this address
  'not-a-feed', // an answer, but no data: a web page, broken or cut-off JSON
  'wrong-page', // data of another page, or an answer from another host
  'not-understood', // data, but none of the fields that the dialect has
  'too-large',
] as const;
export type Unreadable = (typeof UNREADABLE)[number];

/** An incident or a maintenance that the vendor has published and not closed. */
export interface ToolIncident {
  /** At most 200 characters. */
  readonly title: string;
  /** The vendor's own word, such as "investigating". */
  readonly status: string;
  /** When it began by the vendor's account, ms. */
  readonly startedAt: number | null;
  readonly updatedAt: number | null;
  /** An https address, or null. */
  readonly url: string | null;
}

/** One part of a tool, such as "Public API". */
export interface ToolComponent {
  readonly name: string;
  readonly status: ToolStatus;
}

export interface ToolReading {
  readonly status: ToolStatus;
  /** Null unless the status is `unknown`. */
  readonly reason: Unreadable | null;
  /** The vendor's words in one line, or what was found instead; at most 200 characters. */
  readonly note: string | null;
  /** At most `MAX_INCIDENTS`, newest first as the vendor lists them. */
  readonly incidents: readonly ToolIncident[];
  /** When the vendor first published what is wrong now: not when it began. Null when nothing is, or not said. */
  readonly firstNoticeAt: number | null;
  /** At most `MAX_COMPONENTS`. */
  readonly components: readonly ToolComponent[];
}

export const MAX_INCIDENTS = 100;
export const MAX_COMPONENTS = 500;

/** A reading of a page that could not be read. */
export function unreadable(reason: Unreadable, note: string | null = null): ToolReading {
  return { status: 'unknown', reason, note, incidents: [], firstNoticeAt: null, components: [] };
}

const WORST: readonly ToolStatus[] = ['unknown', 'up', 'maintenance', 'degraded', 'down'];

/** The worse of two; anything known is worse than `unknown`. */
export function worse(a: ToolStatus, b: ToolStatus): ToolStatus {
  return WORST.indexOf(a) >= WORST.indexOf(b) ? a : b;
}

/**
 * A tool's status from its parts: `down` only when all of them are, `maintenance` only when all of them are; one part
 * under maintenance does not keep the tool from working. Parts that are `unknown` do not count.
 */
export function statusOfParts(parts: readonly ToolStatus[]): ToolStatus {
  const known = parts.filter((status) => status !== 'unknown');
  if (known.length === 0) return 'unknown';
  if (known.every((status) => status === 'down')) return 'down';
  if (known.every((status) => status === 'maintenance')) return 'maintenance';
  return known.some((status) => status === 'down' || status === 'degraded') ? 'degraded' : 'up';
}

/** How one request about a tool went. */
export interface ToolAnswer {
  /** When it was asked, ms. */
  readonly at: number;
  readonly reading: ToolReading;
  /** True when the tool's own page was probed, so that its failure and latency are the tool's own. */
  readonly direct: boolean;
  /** A direct probe that got no answer at all; it counts only while unrelated hosts answer. */
  readonly failure: 'timeout' | 'unreachable' | null;
  readonly latencyMs: number | null;
  readonly httpStatus: number | null;
  readonly retryAfterMs: number | null;
  /** Of a direct probe that met an error. */
  readonly headers?: string;
  /** What was understood, for a page whose dialect was to be found out; null while it is not. */
  readonly dialect: Dialect | null;
}

export const DIALECTS = ['statuspage', 'incident-io', 'better-stack', 'instatus', 'google', 'adobe', 'apistatuscheck', 'probe'] as const;
export type Dialect = (typeof DIALECTS)[number];

/** Where a tool's status is read. */
export interface Feed {
  /** `https://` and what is to be asked: a status page's address, or the tool's own page for a probe. */
  readonly url: string;
  readonly dialect: Dialect | 'auto';
  /** Parts that matter to people who make videos, as in "Sora"; a name that holds one of them counts. Without any, all count. */
  readonly parts?: readonly string[];
  /** For an aggregator: which of its services. */
  readonly slug?: string;
}
