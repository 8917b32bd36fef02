/**
 * A tool that publishes no status: its own page is asked. An answer says that its site is reachable, and no more; a
 * server error of its own says that it is not.
 */
import { type ToolReading, unreadable } from '../../domain/health/tool-reading.ts';
import { CHALLENGE_MARKS, REFUSAL_MARKS } from '../pika/answers.ts';
import { refusal, type FeedAnswer, isHost, hostOf, type Reader, reading } from './document.ts';

/** Edges stand before other tools as before Pika, and refuse in the same words, whatever the status. */
const REFUSALS = [...CHALLENGE_MARKS, ...REFUSAL_MARKS];

export const pageProbe: Reader = {
  describe: (feed) => [feed.url],
  read(answer, feed) {
    if (!isHost(answer.url, hostOf(feed.url))) return unreadable('wrong-page');
    if (REFUSALS.some((mark) => answer.text.includes(mark))) return unreadable('refused', 'It shows a bot check.');
    if (answer.status >= 500 && answer.status !== 511) return failed(answer);
    const refused = refusal(answer, feed);
    if (refused !== null) return refused;
    return isPage(answer) ? answered('Its site answers; more cannot be told.') : unreadable('wrong-page');
  },
};

function isPage(answer: FeedAnswer): boolean {
  return /\bhtml\b/i.test(answer.contentType ?? '') && /<html|<!doctype html/i.test(answer.text.slice(0, 4096));
}

function answered(note: string): ToolReading {
  return reading({ status: 'up', note, incidents: [], firstNoticeAt: null, components: [] });
}

function failed(answer: FeedAnswer): ToolReading {
  return reading({ status: 'down', note: `Its site answers with error ${answer.status}.`, incidents: [], firstNoticeAt: null, components: [] });
}
