/** The line for what was submitted to Pika and got no answer. */
import { NO_REQUEST } from '../jobs/job.ts';
import { isOverdue, SHOWN_WITHIN, type Submit } from '../jobs/submits.ts';
import { jobTitle } from '../jobs/words.ts';
import type { NoticeView } from './notices.ts';

/** @param submits those that no answer and no job is known of */
export function unansweredNotices(submits: readonly Submit[], now: number): readonly NoticeView[] {
  const told = submits.filter((submit) => isOverdue(submit, now)).toSorted((a, b) => b.at - a.at);
  const [last] = told;
  if (last === undefined) return [];
  const { text: name, isPrompt } = jobTitle({ ...NO_REQUEST, prompt: last.prompt }, '');
  const one = told.length === 1;
  return [{
    kind: 'unanswered',
    tone: 'warn',
    title: `No answer from Pika: ${isPrompt ? `“${name}”` : name}${told.length > 1 ? ` and ${told.length - 1} more` : ''}`,
    text: `${now - last.at < SHOWN_WITHIN ? `We do not know whether Pika took ${one ? 'this: it' : 'these: they'} may be under way, and billed.` : `${one ? 'It has' : 'They have'} not shown up since.`} Look in your library, and at your credits, before you submit ${one ? 'it' : 'them'} again.`,
    action: { kind: 'open-library', label: 'Open library' },
  }];
}
