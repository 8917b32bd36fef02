/** What the Clips and Jobs tabs show: the newest at once, everything a moment later, then whatever changes. */
import type { Shelf } from '../../lib/domain/dashboard/shelf.ts';
import type { Job } from '../../lib/domain/jobs/job.ts';
import type { BrokenKind } from '../../lib/domain/popup/broken.ts';
import type { KeptClip } from '../../lib/domain/popup/data.ts';
import type { NewestRows, Part } from '../../lib/store/shelf.ts';
import { ShelfRows } from './shelf-rows.ts';

export interface ShelfPorts {
  readNewest(limit: number): Promise<NewestRows>;
  readClips(after: string | null, limit: number): Promise<Part<KeptClip>>;
  readJobs(after: string | null, limit: number): Promise<Part<Job>>;
  readMoving(ids: readonly string[]): Promise<readonly KeptClip[]>;
  show(shelf: Shelf): void;
  /** Called when nothing could be read at all. */
  broken(why: BrokenKind): void;
  /** Runs `work` after `ms`; returns a function that calls it off. */
  later(work: () => void, ms: number): () => void;
}

export interface ShelfReader {
  /** Something changed: reads what is on the screen soon, and everything when it is due. */
  refresh(): void;
  /** Clips that are on the screen: they are read again first. */
  watch(ids: readonly string[]): void;
  stop(): void;
}

/** Clips and jobs of the first read: as many as a person sees before they scroll. */
export const FIRST = 32;
/** Rows of one read: about 10 ms of work, so that a key press is never late. */
export const BATCH = 400;
/** Between two looks at what moves. */
export const CALM = 700;
/** Between two reads of everything. */
export const WHOLE_AGAIN = 10_000;

/** Reads at once. */
export function readShelf(ports: ShelfPorts): ShelfReader {
  const rows = new ShelfRows();
  let watched: readonly string[] = [];
  let state: 'busy' | 'idle' | 'stopped' = 'idle';
  let dirty = false;
  let wholeIsDue = true;
  let changedSince = false;
  const isStopped = (): boolean => state === 'stopped';
  const show = (): void => {
    if (!isStopped()) ports.show(rows.shelf());
  };

  async function read(): Promise<void> {
    state = 'busy';
    dirty = false;
    try {
      const [newest, moving] = await Promise.all([ports.readNewest(FIRST), ports.readMoving(watched)]);
      rows.add([...moving, ...newest.rows], newest.jobs, newest.clips);
      show();
      if (wholeIsDue && !isStopped()) {
        wholeIsDue = false;
        changedSince = false;
        await readWhole(rows, ports, isStopped);
        show();
        ports.later(fallDue, WHOLE_AGAIN);
      }
    } catch (error) {
      // What is shown already stays: it was true a moment ago, and the next change reads again.
      if (!isStopped() && rows.isEmpty) ports.broken(error instanceof Error && error.name === 'VersionError' ? 'newer' : 'closed');
    }
    ports.later(rest, CALM);
  }

  /** What changed since the last read of everything may stand where nobody looked. */
  function fallDue(): void {
    wholeIsDue = true;
    if (changedSince) refresh();
  }

  function rest(): void {
    if (isStopped()) return;
    state = 'idle';
    if (dirty) void read();
  }

  function refresh(): void {
    dirty = true;
    changedSince = true;
    if (state === 'idle') void read();
  }

  void read();
  return {
    refresh,
    watch: (ids) => void (watched = ids),
    stop: () => void (state = 'stopped'),
  };
}

/** Everything, part by part, with a pause before each for whatever the page has to do: to draw the first clips, to answer a key. */
async function readWhole(rows: ShelfRows, ports: ShelfPorts, isStopped: () => boolean): Promise<void> {
  const next = rows.renew();
  const pause = (): Promise<void> => new Promise((resolve) => ports.later(resolve, 0));
  const all = async <Row>(read: (after: string | null, limit: number) => Promise<Part<Row>>, add: (rows: readonly Row[]) => void): Promise<void> => {
    for (let after: string | null = null, more = true; more && !isStopped(); more = after !== null) {
      await pause();
      const part: Part<Row> = await read(after, BATCH);
      add(part.rows);
      after = part.last;
    }
  };
  await all(ports.readJobs, next.addJobs);
  await all(ports.readClips, next.addClips);
  if (!isStopped()) next.keep();
}
