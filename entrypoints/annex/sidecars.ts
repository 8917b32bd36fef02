import { sidecarFiles } from '../../lib/domain/clips/sidecar.ts';
import { completeJob } from '../../lib/domain/jobs/job.ts';
import { readRow } from '../../lib/store/ledger.ts';
import { readObstacle } from '../../lib/store/obstacle.ts';
import { readSaving } from '../../lib/store/saving.ts';
import { dropSidecar, putSidecar, readSidecars } from '../../lib/store/sidecars.ts';
import { writeSidecars } from '../../lib/tasks/write-sidecars.ts';
import type { Core } from './core.ts';

let round: Promise<void> | null = null;
let again = false;

/** Writes what belongs beside saved files, one round at a time; calls while one runs fold into one more. */
export function writeAllSidecars(core: Core): Promise<void> {
  again = round !== null;
  round ??= rounds(core).finally(() => {
    round = null;
  });
  return round;
}

async function rounds(core: Core): Promise<void> {
  do {
    again = false;
    await oneRound(core);
  } while (again);
}

async function oneRound({ openStore, texts, log }: Core): Promise<void> {
  const db = await openStore();
  // What keeps videos from the disk keeps texts from it, and each would open a dialog of its own.
  if ((await readObstacle(db)) !== null) return;
  const saving = await readSaving(db);
  await writeSidecars({
    now: () => Date.now(),
    rows: (limit) => readSidecars(db, limit),
    async files(clip) {
      const row = await readRow(db, clip);
      const job = row && (await db.get('jobs', row.clip.job));
      return row ? sidecarFiles(saving, row.save, row.clip, job ? completeJob(job) : null) : [];
    },
    put: (row) => putSidecar(db, row),
    drop: (clip) => dropSidecar(db, clip),
    start: ({ name, text, mime }) => texts.start(name, text, mime),
    find: (id) => texts.find(id),
    findOurs: (since) => texts.findOurs(since),
    forget: (id) => texts.forget(id),
    discard: (id, keep) => texts.discard(id, keep),
    log,
  });
}
