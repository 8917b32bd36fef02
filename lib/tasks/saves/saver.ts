import { HOUR, MINUTE, SECOND } from '../../time.ts';
import type { Gate } from '../../domain/clips/gate.ts';
import { isObstacle } from '../../domain/clips/obstacle.ts';
import { isPointedAt } from '../../domain/clips/pointed.ts';
import { beginSave } from './begin.ts';
import { followAttempt, settleStray, settleStrays } from './follow.ts';
import { type Memory, type Row, type SavePorts, newMemory } from './ports.ts';
import { inRounds } from './rounds.ts';

/** Few at a time: the user's line and Pika's servers have other work too. */
export const AT_ONCE = 5;
/** And so many more for clips that somebody waits for. */
const EXPRESS = 3;
const PROOFS_AT_ONCE = 6;
/** The others wait no longer than this for the first one's server to answer. */
const WARY_FOR = SECOND;
/** `tidy` looks back so far: a worker that dies sweeps further at its next start. */
const TIDY_BACK = 10 * MINUTE;
/** While downloads run and the worker lives, they are looked at this often; the tick does it otherwise. */
const LOOK_EVERY = 2 * SECOND;
/** A little less, or a timer that is a moment early would look at nothing. */
const LOOK_AFTER = LOOK_EVERY - SECOND / 2;
const STILL_AFTER = 30 * SECOND;
/** No timer outlives the worker's idle limit (30 s); later work is the tick's. */
const TIMER_LIMIT = 25 * SECOND;

export interface Saver {
  /** Starts what is due and looks at what runs. Overlapping calls fold into one further round; none waits for a backlog's end. */
  pump(): Promise<void>;
  /** The browser says that a download began or changed. */
  onDownload(id: number, began: boolean): Promise<void>;
  /**
   * At each tick: removes or adopts what began unnoticed. The browser tells of a download before it says whose it is, so
   * that the event alone does not show every stray.
   */
  tidy(): Promise<void>;
  /** At the worker's start: settles every row that an earlier life, or an earlier session of the browser, left open. */
  reconcile(): Promise<void>;
}

/** Takes clips from wanted to saved. Every step re-reads its row, and every write says which state it came from. */
export function createSaver(ports: SavePorts): Saver {
  const memory = newMemory();
  let opening: Promise<void> | null = null;
  const again = (): void => void pump();
  const pump = inRounds(async (more) => {
    await open();
    const { running, gate } = await oneRound(memory, ports, again);
    // The next round comes at once: it plans for itself.
    if (!more()) await planNext(running, gate, ports, again);
  });

  /** Before anything else of a life: the event that woke it may come before `reconcile`. */
  function open(): Promise<void> {
    opening ??= openSession(ports).catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  }

  return {
    pump,
    async onDownload(id, began) {
      await open();
      const row = await ports.rowOfDownload(id);
      if (row) await memory.exclusively(row.clip.id, () => followAttempt(row.clip.id, memory, ports));
      else if (began) await settleNew(id, memory, ports);
      else if (memory.hold === 'asks') await noteOther(id, ports);
      // A finished download has made room for the next.
      if (row) await pump();
    },
    tidy: () => open().then(() => settleStrays(ports.now() - TIDY_BACK, memory, ports)),
    async reconcile() {
      await open();
      // An hour is longer than any server takes to begin an answer.
      await settleStrays(ports.now() - HOUR, memory, ports);
      const rows = await ports.running();
      memory.hold = (await ports.gate([], ports.now())).hold;
      await Promise.all(rows.map(({ clip }) => memory.exclusively(clip.id, () => followAttempt(clip.id, memory, ports))));
      await pump();
    },
  };
}

/** A kill in between costs nothing: the next life of the same session does it again, and before anything new begins. */
async function openSession(ports: SavePorts): Promise<void> {
  if (!(await ports.isNewSession())) return;
  await ports.noteRestart(ports.now());
  await ports.markSession();
}

async function settleNew(id: number, memory: Memory, ports: SavePorts): Promise<void> {
  const item = await ports.find(id);
  if (item) await settleStray(item, memory, ports);
}

/** A download of somebody else's that had its name faster than anyone answers a dialog: the browser may have stopped asking. */
async function noteOther(id: number, ports: SavePorts): Promise<void> {
  const item = await ports.find(id);
  if (item && !item.ours && item.state !== 'interrupted' && item.filename !== '' && Math.abs(ports.now() - Date.parse(item.startTime)) < SECOND) await ports.letProbe();
}

interface Round {
  /** At its beginning. */
  readonly running: readonly Row[];
  readonly gate: Gate;
}

async function oneRound(memory: Memory, ports: SavePorts, pump: () => void): Promise<Round> {
  const running = await ports.running();
  lookAt(running, memory, ports);
  const gate = await ports.gate(running.map(({ save }) => save), ports.now());
  memory.hold = gate.hold;
  await startDue(await nextRows(placesFor(running, memory, ports.now()), gate, memory, ports), memory, ports, pump);
  return { running, gate };
}

/**
 * Downloads that take a place. An intent without an id, left by a worker that died, takes none: whether anything runs
 * for it is not known, and the others must not wait for that to be settled.
 */
function placesTaken(running: readonly Row[], memory: Memory): number {
  return running.filter(({ save }) => save.state === 'downloading' && (save.downloadId !== null || memory.starting.has(save.clip))).length;
}

/** With what runs, the first of a life goes alone, until it is seen that the browser opens no dialog for each. */
function placesFor(running: readonly Row[], memory: Memory, now: number): number {
  const taken = placesTaken(running, memory);
  memory.firstAt = taken === 0 ? null : (memory.firstAt ?? now);
  // What has no name yet may be a question to the user: nothing goes beside it.
  if (memory.wary && memory.nameless.size > 0) return -EXPRESS;
  if (memory.firstAt !== null && now - memory.firstAt >= WARY_FOR) memory.wary = false;
  return (memory.wary ? 1 : AT_ONCE) - taken;
}

/** What may begin now: as many as there is room for, and a few more of those that somebody waits for. */
async function nextRows(places: number, gate: Gate, memory: Memory, ports: SavePorts): Promise<Row[]> {
  if (isObstacle(gate.hold)) return gate.room > 0 && memory.nameless.size === 0 ? ports.due(ports.now(), 1, false) : [];
  if (gate.hold === 'paused' || places <= -EXPRESS) return [];
  const rows = await (places > 0 ? ports.due(ports.now(), places, gate.hold !== null) : ports.express(ports.now(), places + EXPRESS));
  let { room } = gate;
  return rows.filter(({ save }) => isPointedAt(save) || room-- > 0);
}

/**
 * Looks at what runs, behind the round: a slow proof must not hold up the next download. What the browser has told of a
 * moment ago needs no look: rounds follow each other closely while clips come in.
 */
function lookAt(running: readonly Row[], memory: Memory, ports: SavePorts): void {
  const now = ports.now();
  const downloading = running.filter(({ save }) => save.state === 'downloading' && Math.abs(now - (save.observedAt ?? 0)) >= LOOK_AFTER);
  const toProve = running.filter(({ save, clip }) => save.state === 'verifying' && save.nextAttemptAt <= now && !memory.proving.has(clip.id));
  for (const { clip } of [...downloading, ...toProve.slice(0, Math.max(0, PROOFS_AT_ONCE - memory.proving.size))]) {
    memory
      .exclusively(clip.id, () => followAttempt(clip.id, memory, ports))
      .catch((error: unknown) => ports.log('save.error', { clip: clip.id, error: String(error) }));
  }
}

async function startDue(rows: readonly Row[], memory: Memory, ports: SavePorts, pump: () => void): Promise<void> {
  await Promise.all(rows.map(({ clip }) => memory.exclusively(clip.id, () => beginSave(clip.id, memory, ports, pump))));
}

async function planNext(running: readonly Row[], gate: Gate, ports: SavePorts, pump: () => void): Promise<void> {
  const now = ports.now();
  // A download that stands still, or waits for the user, must not keep the worker alive: the tick looks at it.
  const lively = running.filter(({ save }) => save.state === 'verifying' || now - save.updatedAt < STILL_AFTER);
  const moments = lively.map(({ save }) => Math.max(save.state === 'verifying' ? save.nextAttemptAt : 0, now + LOOK_EVERY));
  // What is held begins when the hold ends: the tick, or a message, tells.
  const next = gate.hold === null ? await ports.nextDue() : null;
  if (next !== null && running.length < AT_ONCE) moments.push(Math.max(next, now + SECOND));
  if (moments.length === 0) return;
  const wait = Math.min(...moments) - now;
  if (wait <= TIMER_LIMIT) ports.later(wait, pump);
}
