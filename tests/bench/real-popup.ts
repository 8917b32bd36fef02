import { setTimeout as pause } from 'node:timers/promises';
import { evaluate } from '../support/cdp.ts';
import { until } from '../support/until.ts';
import type { Side } from './stage.ts';

/** What is asked of `chrome` here; sent to the worker as text. */
declare const chrome: {
  readonly action: { setPopup(details: { popup: string }): Promise<void>; openPopup(): Promise<void> };
  readonly runtime: { getContexts(filter: { contextTypes: string[] }): Promise<unknown[]> };
};

interface Target {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
}

/** Longer than any popup takes to draw: whoever looks at it before would make it later. */
const UNTIL_DRAWN_MS = 800;

/**
 * Opens a popup as a click on the toolbar does, in a window of its own, and closes it again.
 * @param page that it shows; all that it first draws must be useful
 * @returns milliseconds from the click until the first text was on the screen
 */
export async function clickAndWatch(side: Side, page: string): Promise<number> {
  const { keeper, cdp } = side;
  await keeper.page.bringToFront();
  const clickedAt = await keeper.worker.evaluate(openPopup, page);
  const { targetId } = await until(() => findPopup(side, page), { what: 'the popup' });
  await pause(UNTIL_DRAWN_MS);
  const { sessionId } = await cdp.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
  const drawnAt = await evaluate(cdp, sessionId, firstText, undefined);
  await cdp.send('Target.closeTarget', { targetId });
  await until(() => keeper.worker.evaluate(isClosed), { what: 'the popup to close' });
  return drawnAt - clickedAt;
}

/** Runs in the worker. @returns the moment of the click, ms since 1970 */
async function openPopup(popup: string): Promise<number> {
  await chrome.action.setPopup({ popup });
  const at = performance.timeOrigin + performance.now();
  await chrome.action.openPopup();
  return at;
}

async function isClosed(): Promise<boolean> {
  return (await chrome.runtime.getContexts({ contextTypes: ['POPUP'] })).length === 0;
}

async function findPopup({ keeper, cdp }: Side, page: string): Promise<Target | undefined> {
  const { targetInfos } = await cdp.send<{ targetInfos: Target[] }>('Target.getTargets');
  return targetInfos.find(({ type, url }) => type === 'page' && url === `chrome-extension://${keeper.extensionId}/${page}`);
}

/** Runs in the popup. @returns when its first text was painted, ms since 1970; rejects when that was not what a person opens it for */
function firstText(): Promise<number> {
  return new Promise((resolve, reject) => {
    new PerformanceObserver((list) => {
      const entry = list.getEntriesByName('first-contentful-paint').at(0);
      if (!entry) return;
      if (document.querySelector('.verdict-title, body > p') === null) reject(new Error('the popup shows nothing of use'));
      else resolve(performance.timeOrigin + entry.startTime);
    }).observe({ type: 'paint', buffered: true });
  });
}
