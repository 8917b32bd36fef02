import { never } from '../../result.ts';
import type { CheckFailure, MonitorId, MonitorState } from './monitor.ts';

/** A moment as the user reads it, in their language and time zone; the domain knows neither. */
export type FormatTime = (at: number) => string;

interface Part {
  /** After "Pika's". */
  readonly name: string;
  readonly host: string;
}

const PARTS: Readonly<Partial<Record<MonitorId, Part>>> = {
  'pika-web': { name: 'site', host: 'pika.art' },
  'pika-api': { name: 'generator', host: 'api.pika.art' },
  'pika-cdn': { name: 'video server', host: 'cdn.pika.art' },
  'pika-login': { name: 'sign-in', host: 'login.pika.art' },
};

/** What a person calls a monitor, and where it lives; a monitor without words of its own goes by its id. */
export function part(monitor: MonitorId): Part {
  return PARTS[monitor] ?? { name: monitor, host: monitor };
}

/** "Pika has been down since 22:14: the site answers with error 503." `down` is not empty; `rest` are the others. */
export function downSentence(down: readonly MonitorState[], rest: readonly MonitorState[], since: number, time: FormatTime): string {
  const site = down.find((state) => state.monitor === 'pika-web');
  const first = site ?? down[0];
  const reason = first === undefined ? 'it cannot be reached' : reasonOf(first.lastFailure);
  const recovering = down.every((state) => state.goodInARow > 0) ? ' It has begun to answer again; we are making sure.' : '';
  if (site !== undefined) return `Pika has been down since ${time(since)}: the site ${reason}.${recovering}`;
  const siteWorks = rest.some((state) => state.monitor === 'pika-web' && (state.status === 'up' || state.status === 'degraded'));
  const have = down.length === 1 ? 'has' : 'have';
  const because = down.length === 1 ? `: it ${reason}` : '';
  return `Pika’s ${names(down)} ${have} been down since ${time(since)}${because}${siteWorks ? '; the site itself works' : ''}.${recovering}`;
}

/** "pika.art shows your browser a bot check, so we can't tell whether Pika works." `state` is a blocked one. */
export function blockedSentence(state: MonitorState, since: number, time: FormatTime): string {
  const { host } = part(state.monitor);
  return `Since ${time(since)} ${host} ${blockOf(state.lastBlock)}, so we can’t tell whether Pika works.`;
}

export function slowSentence(slow: readonly MonitorState[], since: number, time: FormatTime): string {
  const worst = slow.reduce<number | null>((most, { latencyMs }) => (latencyMs === null ? most : Math.max(most ?? 0, latencyMs)), null);
  const took = worst === null ? '' : `; the last answer took ${(worst / 1000).toFixed(1)} s`;
  const verb = slow.length === 1 ? 'answers' : 'answer';
  return `Pika works, but its ${names(slow)} ${verb} slower than usual since ${time(since)}${took}.`;
}

/** `unknown` is not empty. */
export function unknownSentence(unknown: readonly MonitorState[], all: number, time: FormatTime): string {
  const lastCheckAt = newest(unknown);
  const returning = unknown.filter((state) => state.outageSince !== null && state.goodInARow > 0);
  if (returning.length > 0) return returningSentence(returning);
  const failing = unknown.find((state) => state.failingSince !== null);
  if (failing?.failingSince != null) {
    return `A check of Pika’s ${part(failing.monitor).name} failed at ${time(failing.failingSince)}; we are checking again.`;
  }
  if (lastCheckAt === null) return 'Not checked yet.';
  if (unknown.length === all) return `Not checked since ${time(lastCheckAt)}, so we can’t tell whether Pika works.`;
  return `Pika’s ${names(unknown)} could not be checked since ${time(lastCheckAt)}; the rest works.`;
}

/** Answers have come again since an outage that a sleep or a gap has hidden; too few yet to call it over. */
function returningSentence(returning: readonly MonitorState[]): string {
  const isSite = returning.some((state) => state.monitor === 'pika-web');
  if (isSite) return 'Pika was down and answers again; we are making sure.';
  const verbs = returning.length === 1 ? 'was down and answers' : 'were down and answer';
  return `Pika’s ${names(returning)} ${verbs} again; we are making sure.`;
}

/** `states` are all up; those with a failure under confirmation are named, since the user may just have met it. */
export function upSentence(states: readonly MonitorState[], time: FormatTime): string {
  const failing = states.find((state) => state.failingSince !== null);
  if (failing?.failingSince == null) return 'Pika works.';
  return `Pika works, but a check of its ${part(failing.monitor).name} failed at ${time(failing.failingSince)}; we are checking again.`;
}

export const OFFLINE_SENTENCE = 'You are offline.';
export const NO_ANSWER_SENTENCE = 'Your internet connection does not answer, so Pika cannot be checked.';
export const NOT_PERMITTED_SENTENCE = 'Your browser does not let Pika Keeper look at pika.art. Allow it on the extensions page.';
export const PAUSED_SENTENCE = 'Checks are paused.';

/** Latest check among the states; null when none was ever made. */
export function newest(states: readonly MonitorState[]): number | null {
  return states.reduce<number | null>((latest, { lastCheckAt }) => (lastCheckAt === null ? latest : Math.max(latest ?? 0, lastCheckAt)), null);
}

/** Why a part counts as failing, after its name. */
export function reasonOf(failure: CheckFailure | null): string {
  switch (failure?.kind) {
    case 'http':
      return failure.httpStatus === null ? 'answers with an error' : `answers with error ${failure.httpStatus}`;
    case 'timeout':
      return 'does not answer in time';
    default:
      return 'cannot be reached';
  }
}

/** What a blocked part does, after its host. */
export function blockOf(block: CheckFailure | null): string {
  const kind = block?.kind ?? 'refused';
  const status = block?.httpStatus == null ? '' : ` (error ${block.httpStatus})`;
  switch (kind) {
    case 'challenge':
      return 'shows your browser a bot check';
    case 'redirected':
      return 'sends us on to another site, as the sign-in pages of networks do';
    case 'wrong-page':
      return 'answers with a page that is not Pika’s own';
    case 'refused':
    case 'http':
    case 'timeout':
    case 'unreachable':
    case 'reported':
      return `refuses our checks${status}`;
    default:
      return never(kind);
  }
}

/** "site", "generator and video server", "site, generator and sign-in". */
export function names(states: readonly Pick<MonitorState, 'monitor'>[]): string {
  const all = states.map((state) => part(state.monitor).name);
  const last = all.at(-1) ?? '';
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} and ${last}`;
}
