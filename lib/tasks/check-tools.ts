import type { Change } from '../domain/health/change.ts';
import type { HealthFacts, HealthWrite } from '../domain/health/record.ts';
import { type Dialect, type ToolAnswer, unreadable } from '../domain/health/tool-reading.ts';
import { hadNoAnswer, isToolDue, knownDialect, recordTools, type ToolFacts, type ToolLook } from '../domain/health/tool-record.ts';
import type { Tool } from '../domain/health/tools.ts';
import { SECOND } from '../time.ts';

/** Tools asked in one tick; the others are due at the next. */
export const TOOLS_A_TICK = 8;
/** Two requests after each other, a redirect and the control probes; when more has passed, the machine slept in between. */
const LONGEST_ROUND = 60 * SECOND;

export interface CheckToolsPorts {
  /** Wall clock, ms since 1970. */
  now(): number;
  online(): boolean;
  /** Tools that the user has switched on. */
  watched(): Promise<readonly Tool[]>;
  /** Whether the browser still lets us ask this tool's host. */
  permitted(tool: Tool): Promise<boolean>;
  /** Asks one tool on its own host; never rejects. */
  ask(tool: Tool, known: Dialect | null): Promise<ToolAnswer>;
  /** Whether any of a few unrelated hosts answers; never rejects. */
  controlsAnswer(): Promise<boolean>;
  readHealth(): Promise<HealthFacts>;
  readToolFacts(): Promise<readonly ToolFacts[]>;
  /** Reads, decides and writes in one transaction. */
  updateHealth(decide: (facts: HealthFacts) => HealthWrite): Promise<HealthWrite>;
  changed(): void;
}

export interface CheckToolsOptions {
  /** This install's phase, 0 to 1. */
  readonly jitter: number;
  /** A person asked: all tools, or those of `only`, whatever is due. */
  readonly atOnce?: boolean;
  /** `Tool.id`s to look at; all without it. */
  readonly only?: readonly string[];
  /** A permission was given or taken back: only tools that this concerns, whatever is due. */
  readonly permissionsOnly?: boolean;
}

/**
 * Asks the tools that are due how they are, and records it. With no tool switched on it reads the choice and does no
 * more. A kill before the write loses only what was in flight, and those tools stay due.
 */
export async function checkTools(ports: CheckToolsPorts, options: CheckToolsOptions): Promise<readonly Change[]> {
  const watched = (await ports.watched()).filter(({ id }) => options.only === undefined || options.only.includes(id));
  if (watched.length === 0 || !ports.online()) return [];
  const start = ports.now();
  const [facts, known] = await Promise.all([ports.readHealth(), ports.readToolFacts()]);
  const due =
    options.permissionsOnly === true
      ? await withOtherPermission(ports, watched, known)
      : watched.filter((tool) => isToolDue(tool, facts, known, start, options.atOnce === true));
  if (due.length === 0) return [];
  const looks = await Promise.all(longestWaiting(due, known).map((tool) => look(ports, tool, known)));
  const controls = looks.some(({ answer }) => hadNoAnswer(answer)) ? await ports.controlsAnswer() : null;
  const now = ports.now();
  if (now - start > LONGEST_ROUND || start - now > SECOND) return [];
  const written = await ports.updateHealth((present) => recordTools(present, known, { now, looks, controls }, options.jitter));
  ports.changed();
  return written.changes;
}

function longestWaiting(due: readonly Tool[], known: readonly ToolFacts[]): readonly Tool[] {
  const askedAt = new Map(known.map((facts) => [facts.id, facts.askedAt]));
  return due.toSorted((a, b) => (askedAt.get(a.id) ?? 0) - (askedAt.get(b.id) ?? 0)).slice(0, TOOLS_A_TICK);
}

/** Tools that were asked and may not be any more, and those that may be again. */
async function withOtherPermission(ports: CheckToolsPorts, watched: readonly Tool[], known: readonly ToolFacts[]): Promise<readonly Tool[]> {
  const permitted = await Promise.all(watched.map((tool) => ports.permitted(tool)));
  return watched.filter((tool, index) => {
    const facts = known.find(({ id }) => id === tool.id);
    return facts !== undefined && permitted[index] === (facts.reading.reason === 'not-permitted');
  });
}

/** The permission is looked at before each request: users take it back at any time. */
async function look(ports: CheckToolsPorts, tool: Tool, known: readonly ToolFacts[]): Promise<ToolLook> {
  if (await ports.permitted(tool)) return { tool, answer: await ports.ask(tool, knownDialect(known.find(({ id }) => id === tool.id))) };
  const nothing = { direct: false, failure: null, latencyMs: null, httpStatus: null, retryAfterMs: null, dialect: null };
  return { tool, answer: { ...nothing, at: ports.now(), reading: unreadable('not-permitted') } };
}
