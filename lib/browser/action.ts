import type { BadgeColour, ToolbarBadge } from '../domain/toolbar.ts';
import { browser } from './api.ts';

/** Dark enough for the white text that both browsers put on them. */
const HEX: Readonly<Record<BadgeColour, string>> = {
  red: '#c62828',
  amber: '#9a5b00',
  grey: '#5f6368',
  blue: '#1a5fd0',
};
const TEXT_HEX = '#ffffff';

let painted: string | null = null;

/**
 * Paints the toolbar button. Badge and title last only for the browser's session, so every start of the worker paints
 * anew; within one life, the same badge is painted once. Never rejects: a badge that cannot be painted must not stop
 * the work that it tells of.
 */
export async function paintToolbar(badge: ToolbarBadge): Promise<void> {
  const wanted = JSON.stringify(badge);
  if (wanted === painted) return;
  painted = wanted;
  try {
    await Promise.all([
      browser.action.setBadgeText({ text: badge.text }),
      browser.action.setBadgeBackgroundColor({ color: HEX[badge.colour] }),
      browser.action.setTitle({ title: badge.tooltip }),
    ]);
  } catch {
    painted = null;
  }
  await paintText();
}

/** Not every browser lets the text's colour be set, and those pick a legible one themselves. */
async function paintText(): Promise<void> {
  try {
    await browser.action.setBadgeTextColor({ color: TEXT_HEX });
  } catch {
    // Legible as it is.
  }
}
