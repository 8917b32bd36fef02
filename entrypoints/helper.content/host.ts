/** Marks our elements, so that a helper of the next version finds what the last one could not take away. */
export const MARKS = ['data-pika-keeper', 'data-pika-keeper-cards'] as const;

export interface Host {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
}

/** What the page's own scripts may pretend: presses and keys that no person made. */
const PRETENDED = ['click', 'keydown', 'keyup', 'pointerdown', 'pointermove', 'pointerup'] as const;

/**
 * An element with a closed shadow root. A plain `div`: the page could have given a tag name of our own a constructor of its own.
 * Its inline style is `!important`, so that no rule of the page moves or hides it by accident. What no person did goes no further
 * than this root.
 *
 * @param position `fixed` in the window, or `absolute` at the document's start; in any case out of the page's layout
 */
export function createHost(mark: (typeof MARKS)[number], position: 'fixed' | 'absolute', css: string): Host {
  const element = document.createElement('div');
  element.setAttribute(mark, '');
  const style = { all: 'initial', display: 'block', position, top: position === 'fixed' ? 'auto' : '0', left: position === 'fixed' ? 'auto' : '0', width: '0', height: '0', 'z-index': '2147483000' };
  for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value, 'important');
  const root = element.attachShadow({ mode: 'closed' });
  for (const type of PRETENDED) root.addEventListener(type, (event) => event.isTrusted || event.stopImmediatePropagation(), { capture: true });
  dress(root, css);
  return { element, root };
}

/** Takes away what an earlier helper left; those that live put theirs back. */
export function removeOld(mark: (typeof MARKS)[number]): void {
  for (const old of document.querySelectorAll(`[${mark}]`)) old.remove();
}

/** A constructed sheet is beyond the page's CSP. Firefox refuses it to content scripts, and lets them write a style element instead. */
function dress(root: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const element = document.createElement('style');
    element.textContent = css;
    root.append(element);
  }
}
