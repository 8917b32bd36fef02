/** The sources of jobs as Settings shows them. */
import { countWords, type Tone } from '../../words.ts';
import type { ApiSourceId } from '../job.ts';
import type { SourceProfile } from '../job-source.ts';
import { API_SOURCES, baseOf, type SourceSettings } from '../source-settings.ts';
import type { SourceStates } from '../source-state.ts';
import { MOST_WAIT } from '../source-failure.ts';

/** What is known of the sources: everything but their tokens. */
export interface SourceFacts {
  readonly settings: SourceSettings;
  readonly states: SourceStates;
  readonly withToken: ReadonlySet<ApiSourceId>;
  /** Sources whose hosts the browser lets us ask. */
  readonly permitted: ReadonlySet<ApiSourceId>;
  /** Jobs that are asked for, by source. */
  readonly jobs: Readonly<Record<ApiSourceId, number>>;
}

export interface SourceView {
  readonly id: ApiSourceId;
  readonly name: string;
  readonly purpose: string;
  readonly doubt: string | null;
  readonly tokenName: string;
  readonly on: boolean;
  /** Where it is asked. */
  readonly base: string;
  /** Where it is asked unless the user says otherwise. */
  readonly usualBase: string;
  readonly hasToken: boolean;
  /** How it is doing; null while it is off. */
  readonly state: { readonly tone: Tone; readonly sentence: string } | null;
  /** The one thing that the user can do about its state. */
  readonly help: 'allow' | 'resume' | null;
}

/** @param clock a moment as the user reads it */
export function sourceViews(profiles: Readonly<Record<ApiSourceId, SourceProfile>>, facts: SourceFacts, now: number, clock: (at: number) => string): readonly SourceView[] {
  return API_SOURCES.map((id) => {
    const { name, purpose, doubt, tokenName, base: usualBase } = profiles[id];
    const { on } = facts.settings[id];
    const base = baseOf(profiles[id], facts.settings);
    const shown = { id, name, purpose, doubt, tokenName, on, base, usualBase, hasToken: facts.withToken.has(id) };
    return { ...shown, ...(on ? stateOf(profiles[id], base, facts, now, clock) : { state: null, help: null }) };
  });
}

/** What stands in the way first: without permission a token is of no use. */
function stateOf({ id, name, tokenName }: SourceProfile, base: string, facts: SourceFacts, now: number, clock: (at: number) => string): Pick<SourceView, 'state' | 'help'> {
  const waiting = facts.jobs[id] === 0 ? '' : ` ${countWords(facts.jobs[id], 'job')} ${facts.jobs[id] === 1 ? 'waits' : 'wait'} for it.`;
  if (!facts.permitted.has(id)) return { state: { tone: 'warn', sentence: `The browser does not let us ask ${new URL(base).host}.${waiting}` }, help: 'allow' };
  if (!facts.withToken.has(id)) return { state: { tone: 'warn', sentence: `It needs its ${tokenName}.${waiting}` }, help: null };
  const state = facts.states[id];
  const paused = state?.paused ?? null;
  if (paused !== null && paused.kind !== 'no-token' && paused.kind !== 'no-permission') return { state: { tone: 'bad', sentence: `Paused since ${clock(paused.at)}: ${paused.message}${waiting}` }, help: 'resume' };
  const restUntil = state?.restUntil ?? 0;
  // A rest further ahead than any comes from a clock that was turned.
  if (restUntil > now && restUntil <= now + MOST_WAIT) return { state: { tone: 'wait', sentence: `${name} rests until ${clock(restUntil)}.${waiting}` }, help: null };
  const { jobs } = facts;
  return { state: { tone: 'good', sentence: jobs[id] === 0 ? 'Ready. No job is followed at the moment.' : `${countWords(jobs[id], 'job')} ${jobs[id] === 1 ? 'is' : 'are'} followed.` }, help: null };
}

/** Hosts of one source that nothing else is asked at; `others`: match patterns that are in use elsewhere. */
export function unusedHosts(hosts: readonly string[], others: readonly string[]): readonly string[] {
  return hosts.filter((host) => !others.includes(host));
}

/** Match patterns of all sources that are switched on, but for one. */
export function hostsOfSources(profiles: Readonly<Record<ApiSourceId, SourceProfile>>, settings: SourceSettings, but: ApiSourceId | null = null): readonly string[] {
  return API_SOURCES.flatMap((id) => (settings[id].on && id !== but ? profiles[id].origins(baseOf(profiles[id], settings)) : []));
}
