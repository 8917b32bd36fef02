/** Other tools as a screen shows them. */
import type { MonitorState, Status } from './monitor.ts';
import { coverageOf } from './pace.ts';
import { settle } from './settle.ts';
import { type Dialect, type ToolComponent, type ToolIncident, type ToolReading, type ToolStatus, type Unreadable } from './tool-reading.ts';
import type { ToolFacts } from './tool-record.ts';
import { monitorOf, originOf, type Tool, type ToolChoice, TOOLS, watchedTools } from './tools.ts';

export interface ToolView {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly kind: Tool['kind'];
  /** The page that is asked; to be shown, and opened for more. */
  readonly url: string;
  /** What `requestHost` asks the browser for, such as `https://status.runwayml.com/*`. */
  readonly origin: string;
  readonly on: boolean;
  readonly status: ToolStatus | 'paused';
  /** When the status began, ms; null while nothing is known. */
  readonly since: number | null;
  /** One plain sentence. */
  readonly sentence: string;
  /** The last time that it was asked. */
  readonly askedAt: number | null;
  /** The host's permission is missing: the user must allow it again. */
  readonly needsPermission: boolean;
  /** What the vendor has published and not closed. */
  readonly incidents: readonly ToolIncident[];
  readonly components: readonly ToolComponent[];
  /** What an `auto` page was found to speak. */
  readonly dialect: Dialect | null;
  /** What is not certain about how it is read. */
  readonly doubt: string | null;
}

/** The whole catalogue and the user's own tools, catalogue first, as of `now`. `states` may hold other monitors too. */
export function toolViews(choice: ToolChoice, states: readonly MonitorState[], facts: readonly ToolFacts[], now: number): readonly ToolView[] {
  const own = watchedTools({ on: [], own: choice.own });
  return [...TOOLS, ...own].map((tool) => {
    const on = tool.kind === 'own' || choice.on.includes(tool.id);
    const state = states.find(({ monitor }) => monitor === monitorOf(tool.id));
    return viewOf(tool, on, state === undefined ? null : settle(state, now), facts.find(({ id }) => id === tool.id) ?? null, now);
  });
}

function viewOf(tool: Tool, on: boolean, state: MonitorState | null, facts: ToolFacts | null, now: number): ToolView {
  const fresh = on && facts !== null && Math.abs(now - facts.askedAt) <= coverageOf(monitorOf(tool.id));
  const reading = fresh ? facts.reading : null;
  const status = on && state !== null ? statusOf(state.status, reading) : 'unknown';
  return {
    id: tool.id,
    name: tool.name,
    purpose: tool.purpose,
    kind: tool.kind,
    url: tool.feed.url,
    origin: originOf(tool.feed),
    on,
    status,
    since: state === null || status === 'unknown' ? null : state.since,
    sentence: on ? sentenceOf(tool, status, state, facts) : 'Not watched.',
    askedAt: facts?.askedAt ?? null,
    needsPermission: on && facts?.reading.reason === 'not-permitted',
    incidents: reading?.incidents ?? [],
    components: reading?.components ?? [],
    dialect: facts?.dialect ?? null,
    doubt: tool.doubt,
  };
}

/** A monitor is `unknown` in a maintenance, since nothing is judged then; people want to read that it is one. */
function statusOf(status: Status, reading: ToolReading | null): ToolView['status'] {
  if (status === 'unknown') return reading?.status === 'maintenance' ? 'maintenance' : 'unknown';
  return status === 'blocked' ? 'unknown' : status;
}

function sentenceOf(tool: Tool, status: ToolView['status'], state: MonitorState | null, facts: ToolFacts | null): string {
  if (facts === null || state === null) return 'Not asked yet.';
  const direct = tool.feed.dialect === 'probe';
  const says = direct ? '' : `${tool.kind === 'opinion' ? 'apistatuscheck.com' : tool.name} reports `;
  const detail = !direct && facts.reading.note !== null && facts.reading.status === status ? `: ${endless(facts.reading.note)}` : '';
  switch (status) {
    case 'up':
      return direct ? 'Its site answers; more cannot be told.' : `${says}that all works.`;
    case 'degraded':
      return direct ? 'Its site answers slower than usual.' : `${says}trouble${detail}.`;
    case 'down':
      return direct ? downWords(state) : `${says}an outage${detail}.`;
    case 'maintenance':
      return `${says}maintenance${detail}.`;
    case 'paused':
      return 'Checks are paused.';
    case 'unknown':
      return unknownWords(facts.reading);
  }
}

function downWords({ lastFailure }: MonitorState): string {
  if (lastFailure?.kind === 'http') return `Its site answers with error ${lastFailure.httpStatus ?? 500}.`;
  return lastFailure?.kind === 'timeout' ? 'Its site does not answer in time.' : 'Its site cannot be reached.';
}

const WORDS: Readonly<Record<Unreadable, string>> = {
  'not-permitted': 'The browser does not let us ask it. Allow its host to watch it.',
  'no-answer': 'Its status page does not answer, so we can’t tell.',
  refused: 'Its status page refuses our question, so we can’t tell.',
  missing: 'There is nothing at its status address, so we can’t tell.',
  'not-a-feed': 'There is no status data at this address. Watch it as a plain page instead.',
  'wrong-page': 'Another page answers at this address, so we can’t tell.',
  'not-understood': 'We do not understand its status page, so we can’t tell.',
  'too-large': 'Its status page is larger than we read, so we can’t tell.',
};

function unknownWords({ reason, note }: ToolReading): string {
  if (reason === null) return 'Not known: it could not be asked for a while.';
  return note === null ? WORDS[reason] : `${WORDS[reason]} ${endless(note)}.`;
}

/** A vendor's sentence without its full stop, since ours follows. */
function endless(note: string): string {
  return note.replace(/[.\s]+$/, '');
}
