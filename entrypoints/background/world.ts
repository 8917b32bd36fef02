import { type Log, memoryLog } from '../../lib/log.ts';

/** The worker's last lines, for a look through the browser's own tools. */
export const log: Log = memoryLog(200, () => Date.now(), (line) => console.debug(line));

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
