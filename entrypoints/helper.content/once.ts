/** Work that many ask for and that is done once, later. */
export interface Once {
  soon(): void;
  stop(): void;
}

/**
 * @param later puts it off to a good moment
 * @param every ms from one time to the next, at least
 */
export function once(later: (work: () => void) => unknown, every: number, work: () => void): Once {
  let isAsked = false;
  let isStopped = false;
  let last = -Infinity;
  const run = () => {
    isAsked = false;
    if (isStopped) return;
    last = performance.now();
    work();
  };
  return {
    soon() {
      if (isAsked || isStopped) return;
      isAsked = true;
      const wait = last + every - performance.now();
      if (wait > 0) setTimeout(() => later(run), wait);
      else later(run);
    },
    stop() {
      isStopped = true;
    },
  };
}
