import '../shared/open-first.ts';
import { openSource } from './source.ts';
import { drawPopup } from './view.tsx';

/** The first read is a matter of milliseconds: whatever is drawn before it only makes it later. Longer than this, say that it is loading. */
const LOADING_AFTER = 150;

const root = document.getElementById('popup');
const source = openSource();
const draw = (): void => {
  clearTimeout(timer);
  if (root && root.childElementCount === 0) drawPopup(root, source);
};
const timer = setTimeout(draw, LOADING_AFTER);
void source.first.then(draw);
