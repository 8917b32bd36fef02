/** How long a helper lives: until the extension behind it is gone, updated or removed. */
export interface Lifetime {
  /** Whether it goes on; the first time that it does not, all is ended. */
  goesOn(): boolean;
  /** Keeps what is to be done at the end, in the order in which it was given; past the end it is done at once. */
  atEnd(work: () => void): void;
}

/** @param isAlive whether the extension is still there */
export function createLifetime(isAlive: () => boolean): Lifetime {
  const ends: (() => void)[] = [];
  let over = false;
  const run = (work: () => void) => {
    try {
      work();
    } catch {
      // the extension's side is gone already; the rest has to end all the same
    }
  };
  return {
    goesOn() {
      if (!over && !isAlive()) {
        over = true;
        ends.splice(0).forEach(run);
      }
      return !over;
    },
    atEnd(work) {
      if (over) run(work);
      else ends.push(work);
    },
  };
}
