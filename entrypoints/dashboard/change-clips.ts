import type { Bulk } from '../../lib/domain/clips/view/bulk.ts';
import { countWords } from '../../lib/domain/words.ts';
import { MAX_ASKED } from '../../lib/messages/protocol.ts';
import type { DashboardPorts } from './run-action.ts';

const MESSAGES = { save: 'ui:ask', retry: 'ui:ask', again: 'ui:again', skip: 'ui:skip' } as const;

const DONE: Readonly<Record<keyof Bulk, string>> = {
  save: 'will be saved',
  retry: 'will be tried again',
  again: 'will be saved again, beside the file that is there',
  skip: 'will not be saved',
};

/** Asks the background for one thing for many clips, as many at a time as one message takes, and says what was done. */
export async function changeClips(action: { readonly what: keyof Bulk; readonly clips: readonly string[] }, { send }: Pick<DashboardPorts, 'send'>): Promise<string | null> {
  const { clips, what } = action;
  for (let done = 0; done < clips.length; done += MAX_ASKED) {
    const reply = await send({ type: MESSAGES[what], clips: clips.slice(done, done + MAX_ASKED) });
    if (reply.ok) continue;
    if (reply.failure.kind === 'gone') return 'Pika Keeper was updated. Reload this page.';
    return done === 0 ? 'Pika Keeper did not answer. Try again in a moment.' : `Pika Keeper stopped answering. ${countWords(done, 'clip')} ${DONE[what]}: try again for the others.`;
  }
  return `${countWords(clips.length, 'clip')} ${DONE[what]}.`;
}
