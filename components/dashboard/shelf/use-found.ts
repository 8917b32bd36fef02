import { useEffect, useState } from 'preact/hooks';
import { findIn } from '../../../lib/domain/clips/view/find.ts';

/** Items between two looks at the clock. */
const STEP = 500;
/** Milliseconds of one go: two of them and a drawing fit between two pictures of a screen. */
const SLICE = 6;

/**
 * Those of `items` that pass, worked out in goes so short that typing never waits; until a new answer is whole the last one stays.
 * Both arguments have to stay the same objects for as long as they mean the same.
 */
export function useFound<Item>(items: readonly Item[], test: (item: Item) => boolean): readonly Item[] {
  const [found, setFound] = useState<readonly Item[]>(() => items.filter(test));
  useEffect(() => {
    const steps = findIn(items, test, STEP);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const go = (): void => {
      for (const end = performance.now() + SLICE; performance.now() < end; ) {
        const step = steps.next();
        if (step.done === true) return setFound(step.value);
      }
      timer = setTimeout(go, 0);
    };
    go();
    return () => clearTimeout(timer);
  }, [items, test]);
  return found;
}
