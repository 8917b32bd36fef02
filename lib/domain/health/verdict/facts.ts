/** What one live look found out, before it is judged. */
import type { GenerationHealth } from '../generation/health.ts';
import type { Check, CheckFailure, MonitorState, PikaMonitor } from '../monitor.ts';
import type { ToolStatus } from '../tool-reading.ts';

/** One of Pika's hosts: what it answered just now, and what was known of it. */
export interface HostFacts {
  readonly monitor: PikaMonitor;
  /** The check made for this question; null when it has not come back in time or was not made. */
  readonly live: Check | null;
  /** Settled at the time of the question, with the live check in it where that is recorded already. */
  readonly state: MonitorState | null;
}

/** What another tool's own page says, from the last time it was asked. */
export interface ToolFinding {
  /** `Tool.id`. */
  readonly id: string;
  readonly name: string;
  readonly isSupplier: boolean;
  readonly status: ToolStatus;
  readonly at: number | null;
}

/** What pika.art last showed in an open tab. */
export interface PageFacts {
  readonly notice: 'signed-out' | 'refused' | null;
  readonly noticeAt: number | null;
  /** When it last showed one of the user's jobs; null when it never did. */
  readonly jobSeenAt: number | null;
  /** Since when our reader has not understood what it shows; null while it does. */
  readonly notUnderstoodSince: number | null;
}

/** Null stands for "no answer in time" throughout. */
export interface VerdictFacts {
  /** When the looking ended, ms since 1970. */
  readonly now: number;
  /** What the browser says. */
  readonly online: boolean;
  /** Whether the browser lets us ask pika.art. */
  readonly permitted: boolean | null;
  /** Whether unrelated hosts answer over HTTPS. */
  readonly controls: boolean | null;
  /** Whether anything answers over plain HTTP, where a captive portal can put itself in between. */
  readonly plain: boolean | null;
  /** Whether public name servers know an address for pika.art. */
  readonly lookUp: 'found' | 'missing' | null;
  readonly hosts: readonly HostFacts[];
  readonly page: PageFacts | null;
  /** Settled; null when no job of the user's was ever judged. */
  readonly generation: GenerationHealth | null;
  readonly tools: readonly ToolFinding[];
  /** `not-asked`: the user has not allowed the aggregator's host. */
  readonly opinion: { readonly status: ToolStatus; readonly at: number } | 'not-asked' | null;
}

/**
 * How a host stands, from its live check and what was confirmed before:
 * `bad` is certain (confirmed, or the host itself answers with an error), `silent` is one unconfirmed lack of an answer.
 */
export type HostWord = 'fine' | 'slow' | 'bad' | 'silent' | 'blocked' | 'unknown';

export function hostWord({ live, state }: Pick<HostFacts, 'live' | 'state'>): HostWord {
  if (state?.status === 'down') return 'bad';
  if (live === null) return state === null ? 'unknown' : rememberedWord(state);
  if (live.outcome === 'blocked') return 'blocked';
  if (live.outcome === 'failed') return live.kind === 'http' ? 'bad' : 'silent';
  return state?.status === 'degraded' ? 'slow' : 'fine';
}

/** A check made seconds ago spares another one; what it met may not have changed the status yet. */
function rememberedWord(state: MonitorState): HostWord {
  if (state.status === 'paused') return 'unknown';
  if (state.blockedSince !== null) return 'blocked';
  if (state.failingSince !== null) return state.lastFailure?.kind === 'http' ? 'bad' : 'silent';
  return WORDS[state.status];
}

const WORDS = { up: 'fine', degraded: 'slow', down: 'bad', blocked: 'blocked', unknown: 'unknown', paused: 'unknown' } as const;

/** Any answer of a host, an error or a refusal too, proves that there is a way out. */
export function hasAnswered({ live }: HostFacts): boolean {
  return live !== null && (live.outcome !== 'failed' || live.kind === 'http');
}

/** Why a host is not fine: the live check's reason before the remembered one. */
export function faultOf({ live, state }: HostFacts): CheckFailure | null {
  if (live !== null && live.outcome !== 'up' && live.kind !== null) return { kind: live.kind, httpStatus: live.httpStatus };
  return hostWord({ live, state }) === 'blocked' ? (state?.lastBlock ?? null) : (state?.lastFailure ?? null);
}

/** HTTPS is stopped and plain HTTP is answered, or all of Pika is sent elsewhere while nothing else answers: a network's own sign-in page. */
export function isPortal(facts: VerdictFacts): boolean {
  if (facts.controls !== false) return false;
  const answered = facts.hosts.filter(hasAnswered);
  if (answered.length === 0) return facts.plain === true;
  return answered.every(({ live }) => live?.kind === 'redirected' || live?.kind === 'wrong-page');
}
