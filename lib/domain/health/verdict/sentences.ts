/** The answers in words: what is the matter, and the one thing to do next. */
import { countWords, spanWords } from '../../words.ts';
import type { GenerationHealth } from '../generation/health.ts';
import type { StuckJob } from '../generation/stuck.ts';
import type { CheckFailure, PikaMonitor } from '../monitor.ts';
import { blockOf, names, part, reasonOf } from '../sentences.ts';
import type { Verdict } from '../verdict.ts';
import { faultOf, type HostFacts, type ToolFinding } from './facts.ts';

export type Answer = Pick<Verdict, 'verdict' | 'sentence' | 'next'>;

const AGAIN = 'Wait a minute, then ask again.';

export const SAY = {
  offline: you('Your computer is offline.', 'Connect to the internet, then ask again.'),
  noAnswer: you('Your internet connection does not answer: neither Pika nor any other site can be reached.', 'Check your Wi-Fi, cable or VPN, then ask again.'),
  portal: you('Your network wants you to sign in before it lets you out.', 'Open any web page, sign in to the network, then ask again.'),
  signedOut: you('Pika works, but you are signed out of it.', 'Open pika.art and sign in.'),
  works: you('Pika works from here.', 'If it does not work for you, reload the page; if that does not help, sign out and in again, or try without other extensions.'),
  notPermitted: unclear('Your browser does not let Pika Keeper look at pika.art.', 'Allow pika.art on the browser’s extensions page, then ask again.'),
  nothingYet: unclear('Nothing has answered in time, neither Pika nor other sites.', 'Your connection may be very slow: ask again in a moment.'),
  nameMissing: them('Public name servers do not know an address for pika.art, so nobody can reach it.', 'Wait: only Pika can repair this, and your videos are saved as soon as they can be had.'),

  blocked(monitor: PikaMonitor, block: CheckFailure | null): Answer {
    const sentence = `${part(monitor).host} ${blockOf(block)}, so it cannot be told whether Pika works.`;
    return { verdict: 'blocked', sentence, next: nextForBlock(block) };
  },

  /** One check without an answer is no proof. `known`: public name servers have its address, so that it may be the way there. */
  silent(hosts: readonly HostFacts[], known: boolean): Answer {
    const sentence = `Pika’s ${names(hosts)} did not answer just now, which is being checked again.`;
    const hint = 'Ask again in a minute; until then try without a VPN, firewall or ad blocker, or on another network.';
    return unclear(sentence, known ? hint : 'Ask again in a minute.');
  },

  makesNothing: ({ sentence }: GenerationHealth): Answer => them(sentence, 'Wait before you submit more; what Pika finishes is saved by itself.'),
  /** One that hangs among others that are made. */
  stuck: (jobs: readonly StuckJob[], now: number): Answer => partly(`Pika answers, but ${stuckWords(jobs, now)}.`, 'Give it some time before you submit it again; what Pika finishes is saved by itself.'),
  generationTrouble: ({ sentence, reason }: GenerationHealth): Answer => partly(sentence, reason === 'model-unavailable' ? 'Use another model until it works again.' : 'Expect to wait; what Pika finishes is saved by itself.'),
  slow: (hosts: readonly HostFacts[]): Answer => partly(`Pika works, but its ${names(hosts)} ${hosts.length === 1 ? 'answers' : 'answer'} slower than usual.`, 'Give it more time; nothing needs to be done on your side.'),

  notAllAnswered(hosts: readonly HostFacts[], works: boolean): Answer {
    const isPaused = hosts.every(({ state }) => state?.status === 'paused');
    if (isPaused) return unclear(`Checks of Pika’s ${names(hosts)} are paused.`, 'Go on with the checks in the dashboard, then ask again.');
    return unclear(`Pika’s ${names(hosts)} did not answer in time${works ? '; the rest works' : ''}.`, AGAIN);
  },

  /** Pika answers with errors, and nothing else answers at all. */
  bothFail: (bad: readonly HostFacts[]): Answer => unclear(`${failing(bad)}, but other sites do not answer either.`, 'Check your connection, then ask again.'),

  /** @param known public name servers have its address */
  down(whole: HostFacts, bad: readonly HostFacts[], suppliers: readonly ToolFinding[], known: boolean): Answer {
    const again = bad.every(({ live }) => live?.outcome === 'up');
    const wait = again ? 'Wait two minutes, then reload Pika.' : 'Wait: nothing on your side will help, and your videos are saved as soon as they can be had.';
    const isMute = whole.live?.kind === 'unreachable' && known;
    const next = isMute ? 'Wait; if others can use Pika, try without your VPN or on another network.' : wait;
    return them(`${failing([whole])}, while other sites answer${again ? '; it has begun to answer again' : ''}.${blame(suppliers)}`, next);
  },

  partDown(bad: readonly HostFacts[], works: boolean, suppliers: readonly ToolFinding[]): Answer {
    return partly(`${failing(bad)}${works ? '; the rest of Pika answers' : ''}.${blame(suppliers)}`, NEXT_FOR_PART[bad[0]?.monitor ?? 'pika-web']);
  },
} as const;

const NEXT_FOR_PART: Readonly<Record<PikaMonitor, string>> = {
  'pika-web': 'Wait a few minutes, then reload Pika.',
  'pika-api': 'Wait before you submit more; finished videos are saved as usual.',
  'pika-cdn': 'Leave your videos to Pika Keeper: they are saved as soon as their server answers.',
  'pika-login': 'Do not sign out: you might not get in again until it works.',
};

/** "one of your videos has not moved for 23 min". */
export function stuckWords(jobs: readonly StuckJob[], now: number): string {
  const longest = spanWords(now - Math.min(now, ...jobs.map(({ since }) => since)));
  return jobs.length === 1 ? `one of your videos has not moved for ${longest}` : `${countWords(jobs.length, 'video')} of yours have not moved, one for ${longest}`;
}

/** "Pika’s site answers with error 503", "Pika’s generator and sign-in do not work". */
function failing(bad: readonly HostFacts[]): string {
  const [first] = bad;
  if (!first || bad.length > 1) return `Pika’s ${names(bad)} do not work`;
  const { state } = first;
  const span = state?.status === 'down' ? ` (down for ${spanWords((state.lastCheckAt ?? state.since) - state.since)})` : '';
  return `Pika’s ${part(first.monitor).name} ${reasonOf(faultOf(first))}${span}`;
}

function blame(suppliers: readonly ToolFinding[]): string {
  const [first, ...rest] = suppliers.map(({ name }) => name);
  if (first === undefined) return '';
  return rest.length === 0 ? ` ${first}, which Pika stands on, reports trouble too.` : ` ${[first, ...rest].join(', ')}, which Pika stands on, report trouble too.`;
}

function nextForBlock(block: CheckFailure | null): string {
  switch (block?.kind) {
    case 'challenge':
      return 'Open pika.art, pass the bot check there, then ask again.';
    case 'redirected':
    case 'wrong-page':
      return 'Open pika.art: your network’s sign-in or a notice of Pika’s may be waiting there.';
    default:
      return 'Wait a few minutes; if it stays, try without your VPN or on another network.';
  }
}

function them(sentence: string, next: string): Answer {
  return { verdict: 'them', sentence, next };
}

function partly(sentence: string, next: string): Answer {
  return { verdict: 'partly-them', sentence, next };
}

function you(sentence: string, next: string): Answer {
  return { verdict: 'you', sentence, next };
}

function unclear(sentence: string, next: string): Answer {
  return { verdict: 'unclear', sentence, next };
}
