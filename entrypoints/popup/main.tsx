import { render } from 'preact';
import { App } from './App.tsx';
import { openSource } from './source.ts';

/** The first read is a matter of milliseconds: whatever is drawn before it only makes it later. Longer than this, say that it is loading. */
const LOADING_AFTER = 150;

const root = document.getElementById('popup');
const source = openSource();
const draw = (): void => {
  clearTimeout(timer);
  if (root && root.childElementCount === 0) render(<App source={source} />, root);
};
const timer = setTimeout(draw, LOADING_AFTER);
void source.first.then(draw);
