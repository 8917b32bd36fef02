import { PAGE_BADGE_STYLE } from '../../components/page/page-badge-style.ts';

/** Marks our element, so that a helper of the next version finds what the last one could not take away. */
const MARK = 'data-pika-keeper';

export interface BadgeHost {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
}

/**
 * An element with a closed shadow root. A plain `div`: the page could have given a tag name of our own a constructor of its own.
 * Its inline style is `!important`, so that no rule of the page moves or hides it by accident.
 */
export function createBadgeHost(): BadgeHost {
  const element = document.createElement('div');
  element.setAttribute(MARK, '');
  element.style.setProperty('all', 'initial', 'important');
  element.style.setProperty('display', 'block', 'important');
  // Out of the page's layout, whatever the page does to its children.
  element.style.setProperty('position', 'fixed', 'important');
  element.style.setProperty('width', '0', 'important');
  element.style.setProperty('height', '0', 'important');
  element.style.setProperty('z-index', '2147483000', 'important');
  const root = element.attachShadow({ mode: 'closed' });
  style(root);
  return { element, root };
}

/** Takes away what an earlier helper left; those that live put theirs back. */
export function removeOldBadges(): void {
  for (const old of document.querySelectorAll(`[${MARK}]`)) old.remove();
}

/** A constructed sheet is beyond the page's CSP. Firefox refuses it to content scripts, and lets them write a style element instead. */
function style(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(PAGE_BADGE_STYLE);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const element = document.createElement('style');
    element.textContent = PAGE_BADGE_STYLE;
    root.append(element);
  }
}
