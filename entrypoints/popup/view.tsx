import { render } from 'preact';
import { App } from './App.tsx';
import type { Source } from './source.ts';

/** Draws the popup into `root`. */
export function drawPopup(root: HTMLElement, source: Source): void {
  render(<App source={source} />, root);
}
