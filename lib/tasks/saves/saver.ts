import type { DownloadNews } from '../../domain/clips/download.ts';
import { HOUR, MINUTE } from '../../time.ts';
import { followAttempt, settleStrays } from './follow.ts';
import { hear } from './hear.ts';
import { newMemory } from './memory.ts';
import type { SavePorts } from './ports.ts';
import { createRounds } from './round.ts';

/** `tidy` looks back so far: a worker that starts sweeps further. */
const TIDY_BACK = 10 * MINUTE;
/** And that is how far: longer than any server takes to begin an answer. */
const START_BACK = HOUR;
/** A look is noted this often: the next one that needs to know looks back further than this. */
const NOTE_EVERY = MINUTE;

export interface Saver {
  /** Starts what is due and looks at what runs. Overlapping calls fold into one further round; none waits for a backlog's end. */
  pump(): Promise<void>;
  /**
   * The browser says that a download began or changed.
   * @returns whether it is known to be a clip's
   */
  onDownload(id: number, news: DownloadNews): Promise<boolean>;
  /**
   * At each tick: removes or adopts what began unnoticed. The browser tells of a download before it says whose it is, so
   * that the event alone does not show every stray.
   */
  tidy(): Promise<void>;
  /** At the worker's start: settles every row that an earlier life, or an earlier session of the browser, left open. */
  reconcile(): Promise<void>;
}

/** Takes clips from wanted to saved. Every step reads its row in the transaction that writes it, and decides by that. */
export function createSaver(ports: SavePorts): Saver {
  const memory = newMemory();
  let opening: Promise<void> | null = null;

  /** Before anything else of a life: the event that woke it may come before `reconcile`. */
  function open(): Promise<void> {
    opening ??= openSession(ports).catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  }

  /** Also past the last look, whenever that was: a download may have begun as the last worker of the day died. */
  async function sweep(back: number): Promise<void> {
    const now = ports.now();
    const last = await ports.sweptAt();
    await settleStrays(Math.min(now, last ?? now) - back, memory, ports);
    if (last === null || Math.abs(now - last) >= NOTE_EVERY) await ports.noteSwept(now);
  }

  const rounds = createRounds(memory, ports, open);
  return {
    pump: rounds.pump,
    onDownload: (id, news) => open().then(() => hear(id, news, memory, ports, rounds)),
    tidy: () => open().then(() => sweep(TIDY_BACK)),
    async reconcile() {
      await open();
      await sweep(START_BACK);
      const { running, gate } = await ports.plan(ports.now(), () => null);
      memory.hold = gate.hold;
      await Promise.all(running.map(({ clip }) => memory.exclusively(clip.id, () => followAttempt(clip.id, memory, ports))));
      await rounds.pump();
    },
  };
}

/** A kill in between costs nothing: the next life of the same session does it again, and before anything new begins. */
async function openSession(ports: SavePorts): Promise<void> {
  if (!(await ports.isNewSession())) return;
  await ports.noteRestart(ports.now());
  await ports.markSession();
}
