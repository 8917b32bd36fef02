import { type Log, memoryLog } from '../../lib/log.ts';
import { type Changed, announce } from '../../lib/store/changes.ts';

/** The worker's last lines, for a look through the browser's own tools. */
export const log: Log = memoryLog(200, () => Date.now(), (line) => console.debug(line));

let listeners: readonly ((what: Changed) => void)[] = [];

/** Calls back for each change that this worker makes. */
export function onOwnChange(handle: (what: Changed) => void): void {
  listeners = [...listeners, handle];
}

/** Tells pages of the extension, and this worker's own listeners, that something was written. */
export function changed(what: Changed): void {
  announce(what);
  for (const handle of listeners) handle(what);
}

let timer: { readonly at: number; readonly id: ReturnType<typeof setTimeout> } | null = null;

/** One timer for all: the earliest wins, since whatever it runs looks at everything. */
export function later(ms: number, run: () => void): void {
  const at = Date.now() + ms;
  if (timer && timer.at <= at) return;
  if (timer) clearTimeout(timer.id);
  const id = setTimeout(() => {
    timer = null;
    run();
  }, ms);
  timer = { at, id };
}
