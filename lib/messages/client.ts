import { browser } from '../browser/api.ts';
import { type Result, fail, ok } from '../result.ts';
import { MAX_MESSAGE, type MessageName, type Protocol, type Reply, type SavesPush, type SummaryPush } from './protocol.ts';

/** `gone`: this script outlived its extension (update, removal); `refused`: the other side did not answer. */
export type SendFailure = 'gone' | 'refused' | 'too-large';

/** Sends a message to the background and waits for its answer. Never throws. */
export async function send<Name extends MessageName>(message: Protocol[Name]['message'] & { type: Name }): Promise<Result<Reply<Name>, SendFailure>> {
  if (!isAlive()) return fail('gone', 'The extension was updated or removed: reload the page.');
  if (JSON.stringify(message).length > MAX_MESSAGE) return fail('too-large', 'The message is too large.');
  try {
    // The cast holds because the background answers each message with the reply that the protocol map gives it.
    const reply = (await browser.runtime.sendMessage(message)) as Reply<Name> | null | undefined;
    return reply === undefined ? fail('refused', 'The background did not answer.') : ok(reply as Reply<Name>);
  } catch (error) {
    return isAlive() ? fail('refused', 'The background did not answer.', error) : fail('gone', 'The extension was updated or removed.');
  }
}

/** Whether this script's extension still runs. */
export function isAlive(): boolean {
  try {
    return browser.runtime?.id !== undefined;
  } catch {
    return false;
  }
}

/** Calls back for whatever the background pushes; returns a function that stops it. */
export function onPush(handle: (push: SummaryPush | SavesPush) => void): () => void {
  const listener = (raw: unknown, sender: { id?: string | undefined }): undefined => {
    if (sender.id === browser.runtime.id && isPush(raw)) handle(raw);
  };
  browser.runtime.onMessage.addListener(listener);
  return () => browser.runtime.onMessage.removeListener(listener);
}

/** Only the background can send to a content script, so the type alone tells. */
function isPush(raw: unknown): raw is SummaryPush | SavesPush {
  if (typeof raw !== 'object' || raw === null || !('type' in raw)) return false;
  return raw.type === 'push:saves' || (raw.type === 'push:summary' && 'summary' in raw);
}
