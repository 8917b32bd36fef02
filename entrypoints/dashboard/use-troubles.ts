import { useEffect, useState } from 'preact/hooks';
import { onChanged } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { readAllTroubles } from '../../lib/store/polls.ts';

const NONE: ReadonlyMap<string, string> = new Map();
/** Between two looks: a round of questions announces many changes. */
const CALM = 700;

/** Why the last look at its source told nothing of a job, by `Job.id`; in step with the store while `wanted`. */
export function useTroubles(wanted: boolean): ReadonlyMap<string, string> {
  const [troubles, setTroubles] = useState(NONE);
  useEffect(() => {
    if (!wanted) return undefined;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const read = (): void => {
      timer = null;
      void openStore().then(readAllTroubles).then(setTroubles).catch(() => {}); // a store that does not open is told of by the whole page
    };
    read();
    const unhear = onChanged((what) => {
      if (what === 'jobs') timer ??= setTimeout(read, CALM);
    });
    return () => {
      unhear();
      if (timer !== null) clearTimeout(timer);
    };
  }, [wanted]);
  return troubles;
}
