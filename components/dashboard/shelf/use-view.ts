import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** The part of a long list that the window shows. CSS pixels. */
export interface View {
  /** Of the window's top from the list's own; never below 0. */
  readonly top: number;
  readonly height: number;
  readonly width: number;
  /** The user's own font size, which lengths follow. */
  readonly rem: number;
}

/** Until it has been measured, which is before anything is drawn: a row or two are enough to measure by. */
const BEFORE: View = { top: 0, height: 0, width: 900, rem: 16 };
/** Positions are told in steps of this, so that most scroll events change nothing. */
const GRAIN = 48;

/** Follows the window's scrolling and the list's size, at most once a picture. */
export function useView(list: RefObject<HTMLElement | null>): View {
  const [view, setView] = useState(BEFORE);
  useLayoutEffect(() => {
    const box = list.current;
    if (box === null || typeof ResizeObserver === 'undefined') return undefined;
    let asked = 0;
    const look = (): void => {
      asked = 0;
      const { top, width } = box.getBoundingClientRect();
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      const next = { top: Math.floor(Math.max(0, -top) / GRAIN) * GRAIN, height: innerHeight + GRAIN, width, rem };
      setView((now) => (now.top === next.top && now.height === next.height && now.width === width && now.rem === rem ? now : next));
    };
    const ask = (): void => {
      asked ||= requestAnimationFrame(look);
    };
    look();
    const sizes = new ResizeObserver(ask);
    sizes.observe(box);
    addEventListener('scroll', ask, { passive: true });
    addEventListener('resize', ask);
    return () => {
      cancelAnimationFrame(asked);
      sizes.disconnect();
      removeEventListener('scroll', ask);
      removeEventListener('resize', ask);
    };
  }, [list]);
  return view;
}
