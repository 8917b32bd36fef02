import type { Page } from '@playwright/test';
import { inRoot } from './page-badge.ts';

/** Element that carries the closed shadow root of the signs on videos. */
export const SIGNS_HOST = '[data-pika-keeper-cards]';

export interface SignView {
  /** What a screen reader says. */
  readonly told: string;
  readonly isButton: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a user sees of the signs on videos, in the window's pixels. */
export async function viewSigns(page: Page): Promise<SignView[]> {
  const seen = await inRoot(page, SIGNS_HOST, (root) =>
    Array.from(root.querySelectorAll('.face'), (face) => {
      const { x, y, width, height } = face.getBoundingClientRect();
      return { told: (face.getAttribute('aria-label') ?? '').replace('Pika Keeper: ', ''), isButton: face.tagName === 'BUTTON', x, y, width, height };
    }),
  );
  return seen ?? [];
}

/** How many videos in the window show each sign's first words. */
export async function tallySigns(page: Page): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { told } of await viewSigns(page)) {
    const words = told.replace(/\d+.%/u, '%').split('.', 1)[0] ?? '';
    counts[words] = (counts[words] ?? 0) + 1;
  }
  return counts;
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Rectangles of the page's own elements. */
export function rectsOf(page: Page, selector: string): Promise<Rect[]> {
  return page.evaluate(
    (chosen) =>
      Array.from(document.querySelectorAll(chosen), (element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x, y, width, height };
      }),
    selector,
  );
}

export function isInside(inner: Rect, outer: Rect): boolean {
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;
}
