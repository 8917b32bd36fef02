import { openSource } from './source.ts';

/** The first read is a matter of milliseconds: whatever is drawn before it only makes it later. Longer than this, say that it is loading. */
const LOADING_AFTER = 150;

const root = document.getElementById('popup');
const source = openSource();
// All that draws comes while the store is read, which takes longer.
const view = import('./view.tsx');
const draw = async (): Promise<void> => {
  clearTimeout(timer);
  const { drawPopup } = await view;
  if (root && root.childElementCount === 0) drawPopup(root, source);
};
const timer = setTimeout(() => void draw(), LOADING_AFTER);
void source.first.then(draw);
