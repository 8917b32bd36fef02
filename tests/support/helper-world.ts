import type { Page } from '@playwright/test';

declare const chrome: { readonly runtime: { sendMessage(message: unknown): Promise<unknown> } };

/**
 * Runs a function in the world of the extension's script on a page's top frame, with what that script may use of `chrome`.
 * It is sent as text; argument and answer travel as JSON.
 */
export async function inHelper<Value, Arg>(page: Page, extensionId: string, run: (arg: Arg) => Value | Promise<Value>, arg: Arg): Promise<Value> {
  const session = await page.context().newCDPSession(page);
  try {
    const { frameTree } = await session.send('Page.getFrameTree');
    const world = new Promise<number>((resolve) => {
      session.on('Runtime.executionContextCreated', ({ context }) => {
        const data = context.auxData as { type?: string; frameId?: string } | undefined; // as the protocol defines it
        const isOurs = data?.type === 'isolated' && context.origin === `chrome-extension://${extensionId}`;
        if (isOurs && data.frameId === frameTree.frame.id) resolve(context.id);
      });
    });
    await session.send('Runtime.enable');
    const expression = `(${String(run)})(${JSON.stringify(arg)})`;
    const options = { expression, contextId: await world, awaitPromise: true, returnByValue: true };
    const { exceptionDetails, result } = await session.send('Runtime.evaluate', options);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as Value; // JSON of what `run` returned
  } finally {
    await session.detach().catch(() => {});
  }
}

/** Says something to the background. It is sent as text to whoever is to say it. */
export function sendMessage(message: unknown): Promise<unknown> {
  return chrome.runtime.sendMessage(message);
}
