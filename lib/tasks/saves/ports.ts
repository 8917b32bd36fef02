import type { Clip } from '../../domain/clips/clip.ts';
import type { DownloadView, StopReason } from '../../domain/clips/download.ts';
import type { Gate, Hold, Skip } from '../../domain/clips/gate.ts';
import type { ObstacleKind, Passed } from '../../domain/clips/obstacle.ts';
import type { ServerCopy } from '../../domain/clips/proof.ts';
import type { Save, SaveState } from '../../domain/clips/save.ts';
import type { SaveRules } from '../../domain/clips/save-rules.ts';
import type { Log } from '../../log.ts';
import type { Result } from '../../result.ts';

export interface Row {
  readonly save: Save;
  readonly clip: Clip;
}

/** What saving needs of the world. */
export interface SavePorts {
  now(): number;
  /** 0–1. */
  random(): number;
  /** What the user's pause and the day's limits let begin, besides what runs. */
  gate(running: readonly Save[], now: number): Promise<Gate>;
  rules(): Promise<SaveRules>;
  /** A save has met what stands before all; false when another one stands at it already, and this one only waits. */
  met(kind: ObstacleKind, clip: string): Promise<boolean>;
  /** This clip is the one that tries whether the obstacle is gone: written before it begins. */
  probe(clip: string): Promise<void>;
  /** A download has come so far; true when that ends an obstacle. */
  passed(clip: string, how: Passed): Promise<boolean>;
  /** Somebody else's download has begun without a question: one of ours may try. */
  letProbe(): Promise<void>;
  /** Why the user's choice leaves a clip out; null for one that is to be saved. */
  skips(row: Row): Promise<Skip | null>;
  /** Wanted rows that are due, earliest deadline first; `asked`: of those only what the user asked for. */
  due(now: number, limit: number, asked: boolean): Promise<Row[]>;
  /** Of those, the first tries for clips that somebody waits for; a cheap look. */
  express(now: number, limit: number): Promise<Row[]>;
  /** Rows that are downloading or verifying. */
  running(): Promise<Row[]>;
  row(clipId: string): Promise<Row | null>;
  /** The row that a download belongs to. Browsers use ids again: `startTime`, where it is known, must fit too. */
  rowOfDownload(id: number, startTime?: string): Promise<Row | null>;
  /** Of these downloads those that no row points to, by one look. */
  unowned(items: readonly DownloadView[]): Promise<readonly DownloadView[]>;
  rowOfUrl(url: string): Promise<Row | null>;
  /** When the next wanted row falls due. */
  nextDue(): Promise<number | null>;
  /** Writes a row if it still is in one of the states `from`, else answers false: somebody was faster. */
  put(save: Save, from: readonly SaveState[], strict: boolean): Promise<boolean>;
  /** Whether the browser was started again since `markSession`. */
  isNewSession(): Promise<boolean>;
  /** Notes in the rows that the browser was restarted: what its quitting has cancelled is due again. */
  noteRestart(now: number): Promise<unknown>;
  markSession(): Promise<void>;
  /** A name that no other clip of the ledger asks for, with the clip's number where it shows one, and whether it is the clip's own file that would be written over. */
  nameFor(row: Row): Promise<{ readonly name: string; readonly number: number | null; readonly over: boolean }>;
  /** Asks the clip's source for a fresh link, without waiting for it; false when that source cannot be asked. */
  refresh(clip: Clip): Promise<boolean>;
  /** @param over writes over a file of that name, instead of adding a number */
  start(url: string, name: string, over: boolean): Promise<Result<number, StopReason>>;
  find(id: number): Promise<DownloadView | null>;
  /** This extension's downloads begun since a moment, of one URL or of all. */
  findOurs(since: number, url?: string): Promise<DownloadView[]>;
  resume(id: number): Promise<boolean>;
  /** Stops it, removes its file and its line in the browser's list. */
  discard(id: number): Promise<void>;
  /** Looks at the server's copy by small range requests. */
  inspect(url: string): Promise<ServerCopy>;
  /** Runs something once, soon, if the worker lives that long; the tick does it otherwise. */
  later(ms: number, run: () => void): void;
  /** Tells whoever shows saves. */
  changed(): void;
  log: Log;
}

/** Caches of one worker's life; after a kill the ledger alone decides. */
export interface Memory {
  /** Clips whose `start` has not answered yet. */
  readonly starting: Set<string>;
  /** Clips whose file is being proven. */
  readonly proving: Set<string>;
  /** One thing at a time per clip. */
  exclusively(clipId: string, run: () => Promise<void>): Promise<void>;
  /** As the last round found it. */
  hold: Hold | null;
  /** Downloads whose name the browser has not chosen, since when. */
  readonly nameless: Map<string, number>;
  /** No download has shown yet, in this life, that the browser asks nobody where to save: they begin one by one until then. */
  wary: boolean;
  /** Since when something is seen to run. */
  firstAt: number | null;
}

export function newMemory(): Memory {
  const tails = new Map<string, Promise<void>>();
  return {
    starting: new Set(),
    proving: new Set(),
    hold: null,
    nameless: new Map(),
    wary: true,
    firstAt: null,
    exclusively(clipId, run) {
      const tail = (tails.get(clipId) ?? Promise.resolve()).then(run, run);
      tails.set(clipId, tail);
      const drop = () => {
        if (tails.get(clipId) === tail) tails.delete(clipId);
      };
      tail.then(drop, drop);
      return tail;
    },
  };
}
