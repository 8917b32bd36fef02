import { type PageListener, pageApi } from '../browser/page-api.ts';
import { type Result, fail, ok } from '../result.ts';
import { type MessageName, type Protocol, type Reply, type SummaryPush } from './protocol.ts';

/** `gone`: this script outlived its extension (update, removal); `refused`: the other side did not answer. */
export type SendFailure = 'gone' | 'refused';

/** Sends a message to the background and waits for its answer. Never throws. */
export async function send<Name extends MessageName>(message: Protocol[Name]['message'] & { type: Name }): Promise<Result<Reply<Name>, SendFailure>> {
  if (!isAlive()) return fail('gone', 'The extension was updated or removed: reload the page.');
  try {
    // The cast holds because the background answers each message with the reply that the protocol map gives it.
    const reply = (await pageApi().runtime.sendMessage(message)) as Reply<Name> | null | undefined;
    return reply === undefined ? fail('refused', 'The background did not answer.') : ok(reply as Reply<Name>);
  } catch (error) {
    return isAlive() ? fail('refused', 'The background did not answer.', error) : fail('gone', 'The extension was updated or removed.');
  }
}

/** Whether this script's extension still runs. */
export function isAlive(): boolean {
  try {
    return pageApi().runtime?.id !== undefined;
  } catch {
    return false;
  }
}

/** Calls back for each summary that the background pushes; returns a function that stops it. */
export function onPush(handle: (push: SummaryPush) => void): () => void {
  const { runtime } = pageApi();
  const listener: PageListener = (raw, sender) => {
    if (sender.id === runtime.id && isPush(raw)) handle(raw);
  };
  runtime.onMessage.addListener(listener);
  return () => runtime.onMessage.removeListener(listener);
}

/** Only the background can send to a content script, so the type alone tells. */
function isPush(raw: unknown): raw is SummaryPush {
  return typeof raw === 'object' && raw !== null && 'type' in raw && raw.type === 'push:summary' && 'summary' in raw;
}
