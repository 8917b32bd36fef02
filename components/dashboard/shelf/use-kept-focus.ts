import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Keeps the keyboard where it was while a list is drawn anew: items come, go and change places, and browsers drop the
 * focus of an element that is moved.
 * @param active id of the item that has the list's one stop for the Tab key
 * @returns a function that takes the focus to an item as soon as it is drawn
 */
export function useKeptFocus(list: RefObject<HTMLElement | null>, active: string | null): (id: string) => void {
  const inside = useRef(false);
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    const box = list.current;
    if (box === null) return undefined;
    const enter = (): void => void (inside.current = true);
    // With nobody to take it the focus was lost, not given away: that is what is repaired below.
    const leave = (event: FocusEvent): void => {
      if (event.relatedTarget !== null && !box.contains(event.relatedTarget as Node)) inside.current = false; // only nodes take the focus
    };
    const press = (event: Event): void => {
      if (!box.contains(event.target as Node)) inside.current = false; // a pointer's target is a node
    };
    box.addEventListener('focusin', enter);
    box.addEventListener('focusout', leave);
    document.addEventListener('pointerdown', press);
    return () => {
      box.removeEventListener('focusin', enter);
      box.removeEventListener('focusout', leave);
      document.removeEventListener('pointerdown', press);
    };
  }, [list]);
  useLayoutEffect(() => {
    const box = list.current;
    if (box === null) return;
    const lost = inside.current && document.activeElement === document.body ? active : null;
    const target = wanted.current ?? lost;
    if (target === null) return;
    const item = box.querySelector<HTMLElement>(`[data-id="${target}"]`);
    if (item === null) return;
    item.focus({ preventScroll: true });
    if (wanted.current !== null) item.scrollIntoView({ block: 'nearest' });
    wanted.current = null;
  });
  return (id) => {
    wanted.current = id;
  };
}
