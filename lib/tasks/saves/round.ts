import type { Gate } from '../../domain/clips/gate.ts';
import { isObstacle } from '../../domain/clips/obstacle.ts';
import type { Plan, Wish } from '../../domain/clips/plan.ts';
import { isPointedAt } from '../../domain/clips/pointed.ts';
import { SECOND } from '../../time.ts';
import { followAttempt, proveBehind } from './follow.ts';
import type { Memory } from './memory.ts';
import type { Row, SavePorts } from './ports.ts';
import { inRounds } from './rounds.ts';

/** Few at a time: the user's line and Pika's servers have other work too. */
export const AT_ONCE = 5;
/** And so many more for clips that somebody waits for. */
const EXPRESS = 3;
const PROOFS_AT_ONCE = 6;
/** The others wait no longer than this for the first one's server to answer. */
const WARY_FOR = SECOND;
/** While downloads run and the worker lives, they are looked at this often; the tick does it otherwise. */
const LOOK_EVERY = 2 * SECOND;
/** A little less, or a timer that is a moment early would look at nothing. */
const LOOK_AFTER = LOOK_EVERY - SECOND / 2;
const STILL_AFTER = 30 * SECOND;
/** No timer outlives the worker's idle limit (30 s); later work is the tick's. */
const TIMER_LIMIT = 25 * SECOND;

export interface Rounds {
  /** A round that looks anew whose turn it is. Overlapping calls fold into one further round; none waits for a backlog's end. */
  pump(): Promise<void>;
  /** A round that follows from a download: it takes up the turns that are known already. */
  goOn(): Promise<void>;
}

/** @param open what comes before anything else of a life */
export function createRounds(memory: Memory, ports: SavePorts, open: () => Promise<void>): Rounds {
  let afresh = true;

  const goOn = inRounds(async (more) => {
    await open();
    if (afresh) memory.next = [];
    afresh = false;
    const round = await oneRound(memory, ports, () => void goOn());
    // The next round comes at once: it plans for itself.
    if (!more()) await planNext(round, ports, () => void pump());
  });

  function pump(): Promise<void> {
    afresh = true;
    return goOn();
  }

  return { pump, goOn };
}

interface Round {
  /** At its beginning. */
  readonly running: readonly Row[];
  readonly gate: Gate;
  readonly begun: number;
}

/** Looks at what runs, and begins what may. @param more asks for another round */
async function oneRound(memory: Memory, ports: SavePorts, more: () => void): Promise<Round> {
  const now = ports.now();
  let places = 0;
  const plan = await ports.plan(now, (running, gate) => {
    memory.hold = gate.hold;
    places = placesFor(running, memory, now);
    return wishFor(places, gate, memory);
  });
  lookAt(plan.running, memory, ports);
  memory.next = plan.next;
  const rows = withinRoom(plan);
  if (rows.length > 0) {
    const { beginSave } = await ports.acts();
    await Promise.all(rows.map((row) => memory.exclusively(row.clip.id, () => beginSave(row, plan.saving, memory, ports, { more, followAttempt, proveBehind }))));
  }
  return { running: plan.running, gate: plan.gate, begun: rows.length };
}

/**
 * Downloads that take a place. An intent without an id, left by a worker that died, takes none: whether anything runs
 * for it is not known, and the others must not wait for that to be settled.
 */
function placesTaken(running: readonly Row[], memory: Memory): number {
  const { starting, ended } = memory;
  return running.filter(({ save }) => save.state === 'downloading' && !ended.has(save.clip) && (save.downloadId !== null || starting.has(save.clip))).length;
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
function wishFor(places: number, { hold, room }: Gate, { nameless, next }: Memory): Wish {
  if (isObstacle(hold)) return room > 0 && nameless.size === 0 ? { kind: 'due', limit: 1, asked: false, known: [] } : null;
  if (hold === 'paused' || places <= -EXPRESS) return null;
  if (places <= 0) return { kind: 'express', limit: places + EXPRESS };
  return { kind: 'due', limit: places, asked: hold !== null, known: hold === null ? next : [] };
}

function withinRoom({ rows, gate }: Plan): Row[] {
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

/** When the next round is to come, while this life lasts. */
async function planNext({ running, gate, begun }: Round, ports: SavePorts, pump: () => void): Promise<void> {
  const now = ports.now();
  // A download that stands still, or waits for the user, must not keep the worker alive: the tick looks at it.
  const lively = running.filter(({ save }) => save.state === 'verifying' || now - save.updatedAt < STILL_AFTER);
  const moments = lively.map(({ save }) => Math.max(save.state === 'verifying' ? save.nextAttemptAt : 0, now + LOOK_EVERY));
  if (begun > 0) moments.push(now + LOOK_EVERY);
  // What is held begins when the hold ends: the tick, or a message, tells.
  const next = gate.hold === null && running.length + begun < AT_ONCE ? await ports.nextDue() : null;
  if (next !== null) moments.push(Math.max(next, now + SECOND));
  if (moments.length === 0) return;
  const wait = Math.min(...moments) - now;
  if (wait <= TIMER_LIMIT) ports.later(wait, pump);
}
