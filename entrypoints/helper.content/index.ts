import { defineContentScript } from 'wxt/utils/define-content-script';
import { startHelper } from './helper.ts';

/** Set in the extension's own world, which the page cannot see: injected twice, the second one has nothing to do. */
const STARTED = Symbol.for('pika-keeper:helper');

export default defineContentScript({
  matches: ['https://pika.art/*', 'https://www.pika.art/*'],
  runAt: 'document_start',
  // Else the page would be told the extension's id and could stop the script at will.
  noScriptStartedPostMessage: true,
  main() {
    const world = globalThis as { [STARTED]?: true }; // nobody else knows the symbol
    if (world[STARTED]) return;
    world[STARTED] = true;
    startHelper();
  },
});
