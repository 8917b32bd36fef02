import type { CDPSession, Page } from '@playwright/test';
import { until } from './until.ts';

/** Element that carries the badge's closed shadow root. */
export const BADGE_HOST = '[data-pika-keeper]';

/**
 * Runs code on the badge's closed shadow root, which neither the page nor Playwright can reach; null while there is no badge.
 * The function is sent as text: nothing outside it is seen by it.
 */
export function inBadge<Value>(page: Page, run: (root: ShadowRoot) => Value): Promise<Value | null> {
  return inRoot(page, BADGE_HOST, run);
}

/** The same for any element of ours, by its selector. */
export async function inRoot<Value>(page: Page, host: string, run: (root: ShadowRoot) => Value): Promise<Value | null> {
  const session = await page.context().newCDPSession(page);
  try {
    return await onRoot(session, host, run);
  } catch {
    return null; // the badge was replaced in between
  } finally {
    await session.detach().catch(() => {});
  }
}

async function onRoot<Value>(session: CDPSession, selector: string, run: (root: ShadowRoot) => Value): Promise<Value | null> {
  const { result: host } = await session.send('Runtime.evaluate', { expression: `document.querySelector('${selector}')` });
  if (host.objectId === undefined) return null;
  const { node } = await session.send('DOM.describeNode', { objectId: host.objectId, depth: 1, pierce: true });
  const root = node.shadowRoots?.[0];
  if (root === undefined) return null;
  const { object } = await session.send('DOM.resolveNode', { backendNodeId: root.backendNodeId });
  if (object.objectId === undefined) return null;
  const functionDeclaration = `function () { return (${String(run)})(this) }`;
  const { result } = await session.send('Runtime.callFunctionOn', { objectId: object.objectId, functionDeclaration, returnByValue: true });
  return result.value as Value; // what `run` returned, by value
}

export interface BadgeView {
  readonly label: string;
  readonly text: string;
  /** Text of the opened card, or null. */
  readonly card: string | null;
  readonly mode: string;
  /** Whether the style has reached it. */
  readonly styled: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a user sees of the badge. */
export function viewBadge(page: Page): Promise<BadgeView | null> {
  return inBadge(page, (root) => {
    const pill = root.querySelector('.pill');
    const { x = 0, y = 0, width = 0, height = 0 } = pill?.getBoundingClientRect() ?? {};
    return {
      label: pill?.getAttribute('aria-label') ?? '',
      text: pill?.textContent ?? '',
      card: root.querySelector('.card')?.textContent ?? null,
      mode: root.mode,
      styled: getComputedStyle(root.querySelector('.badge') ?? root.host).position === 'fixed' && width > 20 && width < 300 && height < 60,
      x,
      y,
      width,
      height,
    };
  });
}

/** Clicks the pill as a user does: when it has come to rest. */
export async function clickPill(page: Page): Promise<void> {
  const pillOf = async (): Promise<Spot | null> => {
    const view = await viewBadge(page);
    return view === null || view.width === 0 ? null : { x: view.x + view.width / 2, y: view.y + view.height / 2 };
  };
  await clickAtRest(page, pillOf, 'a badge');
}

/** Clicks one of the card's buttons by its text, when it can be pressed and has come to rest. */
export async function clickInCard(page: Page, text: string): Promise<void> {
  const buttonOf = async (): Promise<Spot | null> => {
    const boxes = await inBadge(page, (root) =>
      Array.from(root.querySelectorAll<HTMLButtonElement>('.card button:enabled'), (button) => {
        const { x, y, width, height } = button.getBoundingClientRect();
        return { text: button.textContent, x: x + width / 2, y: y + height / 2 };
      }),
    );
    return boxes?.find((one) => one.text === text) ?? null;
  };
  await clickAtRest(page, buttonOf, `a button "${text}" in the card`);
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Words and counts that come in move what stands above and beside them: it is clicked where two looks after each other find it. */
async function clickAtRest(page: Page, find: () => Promise<Spot | null>, what: string): Promise<void> {
  let before: Spot | null = null;
  const at = await until(
    async () => {
      const last = before;
      before = await find();
      return last !== null && before !== null && last.x === before.x && last.y === before.y ? before : null;
    },
    { what },
  );
  await page.mouse.click(at.x, at.y);
}
