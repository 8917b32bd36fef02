import { useEffect, useState } from 'preact/hooks';
import type { Submit } from '../../lib/domain/jobs/submits.ts';
import { onChanged } from '../../lib/store/changes.ts';
import { openStore } from '../../lib/store/db.ts';
import { readAllTroubles } from '../../lib/store/polls.ts';
import { readWithoutJob } from '../../lib/store/submits.ts';

export interface JobTroubles {
  /** Why the last look at its source told nothing of a job, by `Job.id`. */
  readonly troubles: ReadonlyMap<string, string>;
  /** Submits that no answer and no job is known of. */
  readonly unanswered: readonly Submit[];
}

const NONE: JobTroubles = { troubles: new Map(), unanswered: [] };
/** Between two looks: a round of questions announces many changes. */
const CALM = 700;

/** What is to be told of jobs beside them; in step with the store while `wanted`. */
export function useTroubles(wanted: boolean): JobTroubles {
  const [troubles, setTroubles] = useState(NONE);
  useEffect(() => {
    if (!wanted) return undefined;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const read = (): void => {
      timer = null;
      void readTroubles().then(setTroubles).catch(() => {}); // a store that does not open is told of by the whole page
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

async function readTroubles(): Promise<JobTroubles> {
  const db = await openStore();
  const [troubles, unanswered] = await Promise.all([readAllTroubles(db), readWithoutJob(db, Date.now())]);
  return { troubles, unanswered };
}
