import { type Runtime, browser } from '../browser/api.ts';
import type { Log } from '../log.ts';
import { parseMessage } from './parse.ts';
import { MAX_MESSAGE, type Message, type MessageName, type Protocol, type Reply } from './protocol.ts';

/** Where a message came from, as far as a handler may know. */
export interface Origin {
  /** The pika.art tab, for the helper's messages. */
  readonly tab: number | null;
}

export type Handlers = {
  readonly [Name in MessageName]: (message: Protocol[Name]['message'], origin: Origin) => Promise<Reply<Name>>;
};

const HELPER_ORIGINS: ReadonlySet<string> = new Set(['https://pika.art', 'https://www.pika.art']);

/**
 * Answers messages. Sender, size and shape are checked here, once, before any handler runs; what does not fit gets
 * `null` and a line in the log. Attach in the worker's first turn.
 */
export function listen(handlers: Handlers, log: Log): void {
  browser.runtime.onMessage.addListener((raw: unknown, sender: Runtime.MessageSender, sendResponse: (reply: unknown) => void) => {
    const tier = tierOf(sender);
    const message = tier === null ? null : readMessage(raw);
    if (message === null || tier !== tierFor(message.type)) {
      log('message.refused', { tier, type: message?.type ?? null });
      sendResponse(null);
      return true;
    }
    answer(handlers, message, { tab: sender.tab?.id ?? null }).then(sendResponse, (error: unknown) => {
      log('message.failed', { type: message.type, error: String(error) });
      sendResponse(null);
    });
    // Keeps the channel open for the asynchronous answer, in every browser and with the polyfill.
    return true;
  });
}

/** A message's name says who may send it, as the protocol's map does. */
function tierFor(type: MessageName): 'helper' | 'extension' {
  return type.startsWith('page:') ? 'helper' : 'extension';
}

/**
 * Who is talking: our helper in the top frame of a pika.art tab, or one of our own pages. A page of ours may be open
 * in a tab too, so its address decides, not the absence of a tab.
 */
export function tierOf(sender: Runtime.MessageSender): 'helper' | 'extension' | null {
  if (sender.id !== browser.runtime.id) return null;
  const url = sender.url ?? '';
  if (url.startsWith(browser.runtime.getURL(''))) return 'extension';
  return sender.tab !== undefined && sender.frameId === 0 && HELPER_ORIGINS.has(originOf(url)) ? 'helper' : null;
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}

function readMessage(raw: unknown): Message | null {
  try {
    return JSON.stringify(raw).length > MAX_MESSAGE ? null : parseMessage(raw);
  } catch {
    return null;
  }
}

/** The cast holds because `parseMessage` has given the message the shape that its `type` promises. */
function answer(handlers: Handlers, message: Message, origin: Origin): Promise<unknown> {
  const handle = handlers[message.type] as (message: Message, origin: Origin) => Promise<unknown>;
  return handle(message, origin);
}
