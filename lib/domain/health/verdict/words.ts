/** A verdict as people read it and pass it on. */
import type { Tone } from '../../words.ts';
import type { FormatTime } from '../sentences.ts';
import type { Verdict, VerdictEvidence, VerdictWord } from '../verdict.ts';

interface VerdictWords {
  readonly title: string;
  readonly tone: Tone;
}

export const VERDICT_WORDS: Readonly<Record<VerdictWord, VerdictWords>> = {
  them: { title: 'It is Pika', tone: 'bad' },
  'partly-them': { title: 'It is partly Pika', tone: 'warn' },
  you: { title: 'It is not Pika', tone: 'busy' },
  blocked: { title: 'Something stands in between', tone: 'warn' },
  unclear: { title: 'It cannot be told yet', tone: 'quiet' },
};

export const SAYS_WORDS: Readonly<Record<VerdictEvidence['says'], VerdictWords>> = {
  fine: { title: 'fine', tone: 'good' },
  bad: { title: 'bad', tone: 'bad' },
  unclear: { title: 'unclear', tone: 'quiet' },
};

/** The whole verdict as text to paste into a chat or a ticket. @param time a moment with its day and zone */
export function verdictText({ verdict, sentence, next, at, evidence }: Verdict, time: FormatTime): string {
  const lines = evidence.map(({ what, says, at: found, detail }) => {
    const facts = [detail, found === null ? 'no time known' : time(found)].filter((fact) => fact !== null);
    return `- [${SAYS_WORDS[says].title}] ${what} (${facts.join('; ')})`;
  });
  return [
    `Is it me or Pika? ${VERDICT_WORDS[verdict].title}.`,
    sentence,
    `What to do: ${next}`,
    '',
    `Looked at from my browser, ${time(at)}:`,
    ...lines,
    '',
    'Made by Pika Keeper.',
    '',
  ].join('\n');
}
