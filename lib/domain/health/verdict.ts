/** "Is it me or them?": one answer from one live look, with what it rests on. */
import { evidenceOf } from './verdict/evidence.ts';
import { faultOf, hasAnswered, type HostFacts, type HostWord, hostWord, isPortal, type VerdictFacts } from './verdict/facts.ts';
import { type Answer, SAY } from './verdict/sentences.ts';

export const VERDICTS = [
  'them', // Pika does not work, for anybody as far as can be told from here
  'partly-them', // a part of it does not, or it is slow
  'you', // the connection, the sign-in, or nothing that can be seen from outside
  'blocked', // a bot check, a refusal or a redirect stands between this browser and Pika
  'unclear',
] as const;
export type VerdictWord = (typeof VERDICTS)[number];

export interface VerdictEvidence {
  /** Such as `controls`, `pika-web`, `tool:runway`; each once. */
  readonly id: string;
  /** One sentence. Holds no token, prompt or address of the user's. */
  readonly what: string;
  readonly says: 'fine' | 'bad' | 'unclear';
  /** When it was found out, ms; null when it never was. */
  readonly at: number | null;
  /** How it is known, or what it means; null when the sentence says it all. */
  readonly detail: string | null;
}

export interface Verdict {
  readonly verdict: VerdictWord;
  readonly sentence: string;
  /** What to do next, in one sentence. */
  readonly next: string;
  /** When it was given, ms. */
  readonly at: number;
  /** In the order in which a person would look. */
  readonly evidence: readonly VerdictEvidence[];
}

/**
 * Judges one look. Pika is blamed only while unrelated hosts answer; the user only while nothing is confirmed against
 * Pika; where both could be, it is `unclear` and says what to try.
 */
export function verdictOf(facts: VerdictFacts): Verdict {
  const answer = connectionAnswer(facts) ?? pikaAnswer(facts);
  return { ...answer, at: facts.now, evidence: evidenceOf(facts) };
}

/** What keeps us from judging Pika at all; null when nothing does. */
function connectionAnswer(facts: VerdictFacts): Answer | null {
  if (!facts.online) return SAY.offline;
  if (isPortal(facts)) return SAY.portal;
  if (facts.permitted === false) return SAY.notPermitted;
  if (facts.controls === true || facts.hosts.some(hasAnswered)) return null;
  return facts.controls === false ? SAY.noAnswer : SAY.nothingYet;
}

/** Worst first, as the status does: what is certain, what stands in between, what may be, what is slow, what is fine. */
function pikaAnswer(facts: VerdictFacts): Answer {
  const { generation, controls, page, hosts } = facts;
  const having = (word: HostWord): HostFacts[] => hosts.filter((host) => hostWord(host) === word);
  const [bad, blocked, silent, slow, unknown] = [having('bad'), having('blocked'), having('silent'), having('slow'), having('unknown')];
  const works = hosts.some((host) => hostWord(host) === 'fine' || hostWord(host) === 'slow');
  const certain = badAnswer(facts, bad, silent, works);
  if (certain !== null) return certain;
  const [firstBlocked] = blocked;
  if (firstBlocked) return SAY.blocked(firstBlocked.monitor, faultOf(firstBlocked));
  if (silent.length > 0) return SAY.silent(silent, facts.lookUp === 'found');
  if (generation?.status === 'down') return controls === true ? SAY.makesNothing(generation) : SAY.generationTrouble(generation);
  if (generation?.status === 'degraded') return SAY.generationTrouble(generation);
  if (generation && generation.stuck.length > 0) return SAY.stuck(generation.stuck, facts.now);
  if (slow.length > 0) return SAY.slow(slow);
  if (page?.notice === 'signed-out') return SAY.signedOut;
  if (unknown.length > 0) return SAY.notAllAnswered(unknown, works);
  return SAY.works;
}

/** What is certain against Pika; null when nothing is. */
function badAnswer({ controls, hosts, lookUp, tools }: VerdictFacts, bad: readonly HostFacts[], silent: readonly HostFacts[], works: boolean): Answer | null {
  const isSite = ({ monitor }: HostFacts): boolean => monitor === 'pika-web';
  const suppliers = tools.filter(({ isSupplier, status }) => isSupplier && (status === 'down' || status === 'degraded'));
  if (lookUp === 'missing' && controls === true && [...bad, ...silent].some(isSite)) return SAY.nameMissing;
  const [first] = bad;
  if (!first) return null;
  if (controls !== true && !works) return SAY.bothFail(bad);
  const whole = bad.find(isSite) ?? (bad.length === hosts.length ? first : null);
  if (whole && controls === true) return SAY.down(whole, bad, suppliers, lookUp === 'found');
  return SAY.partDown(bad, works, suppliers);
}
