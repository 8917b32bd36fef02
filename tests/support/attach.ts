import { type Cdp, evaluate } from './cdp.ts';
import { until } from './until.ts';
import { type Clock, letRun } from './worker.ts';

/** Where the extension is reached. */
export interface Found {
  readonly extensionId: string;
  /** Protocol sessions. */
  readonly worker: string;
  readonly page: string;
}

/**
 * Waits for the extension's worker and opens a hidden page of the extension, which no tab strip and no Playwright context shows.
 * @param clock the worker's, from its first line on
 */
export async function attach(cdp: Cdp, clock: Clock): Promise<Found> {
  let first: { extensionId: string; worker: string } | null = null;
  cdp.onEvent(({ method, params }) => {
    if (method !== 'Target.attachedToTarget') return;
    const { url } = params['targetInfo'] as { url: string }; // as the protocol defines it
    const worker = String(params['sessionId']);
    const ours = url.startsWith('chrome-extension://') && url.endsWith('/background.js');
    if (ours && first) return; // a later worker of the extension is prepared, and let go, by whoever watches it
    if (ours) first = { extensionId: new URL(url).host, worker };
    letRun(cdp, worker, ours ? clock : null);
  });
  const filter = [{ type: 'service_worker' }];
  await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter });
  const { extensionId, worker } = await until(() => first as Found | null, { timeout: 60_000, what: "the extension's worker to start" });
  const url = `chrome-extension://${extensionId}/manifest.json`;
  const { targetId } = await cdp.send<{ targetId: string }>('Target.createTarget', { url, hidden: true, background: true });
  const { sessionId: page } = await cdp.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
  const ready = (): boolean => location.protocol === 'chrome-extension:' && document.readyState === 'complete';
  await until(() => evaluate(cdp, page, ready, undefined), { timeout: 60_000, what: "the extension's page" });
  return { extensionId, worker, page };
}
