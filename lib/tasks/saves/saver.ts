import type { DownloadNews } from '../../domain/clips/download.ts';
import { HOUR, MINUTE } from '../../time.ts';
import { followAttempt, settleStrays } from './follow.ts';
import { hear } from './hear.ts';
import { newMemory } from './memory.ts';
import type { SavePorts } from './ports.ts';
import { createRounds } from './round.ts';

/** `tidy` looks back so far: a worker that dies sweeps further at its next start. */
const TIDY_BACK = 10 * MINUTE;

export interface Saver {
  /** Starts what is due and looks at what runs. Overlapping calls fold into one further round. */
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
  /**
   * At the worker's start: settles every row that an earlier life left open.
   * @param newSession the browser was restarted since
   */
  reconcile(newSession: boolean): Promise<void>;
}

/** Takes clips from wanted to saved. Every step reads its row in the transaction that writes it, and decides by that. */
export function createSaver(ports: SavePorts): Saver {
  const memory = newMemory();
  const rounds = createRounds(memory, ports);
  return {
    pump: rounds.pump,
    onDownload: (id, news) => hear(id, news, memory, ports, rounds),
    tidy: () => settleStrays(ports.now() - TIDY_BACK, memory, ports),
    async reconcile(newSession) {
      memory.newSession = newSession;
      if (newSession) await ports.reviveCancelled(ports.now());
      // An hour is longer than any server takes to begin an answer.
      await settleStrays(ports.now() - HOUR, memory, ports);
      const { running, gate } = await ports.plan(ports.now(), () => null);
      memory.hold = gate.hold;
      await Promise.all(running.map(({ clip }) => memory.exclusively(clip.id, () => followAttempt(clip.id, memory, ports))));
      memory.newSession = false;
      await rounds.pump();
    },
  };
}
