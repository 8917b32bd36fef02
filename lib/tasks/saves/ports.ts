import type { Clip } from '../../domain/clips/clip.ts';
import type { DownloadView, StopReason } from '../../domain/clips/download.ts';
import type { ObstacleKind, Passed } from '../../domain/clips/obstacle.ts';
import type { MakeWish, Plan } from '../../domain/clips/plan.ts';
import type { ServerCopy } from '../../domain/clips/proof.ts';
import type { Save, SaveState } from '../../domain/clips/save.ts';
import type { LinkAsked } from '../../domain/clips/source-waits.ts';
import { type Decide, replaceFrom } from '../../domain/clips/step.ts';
import type { Log } from '../../log.ts';
import type { Result } from '../../result.ts';
import type { SaveActs } from './acts.ts';

export interface Row {
  readonly save: Save;
  readonly clip: Clip;
}

/** What saving needs of the world. */
export interface SavePorts {
  now(): number;
  /** 0–1. */
  random(): number;
  /** What most lives of the worker do not need. */
  acts(): Promise<SaveActs>;
  /** A save has met what stands before all; false when another one stands at it already, and this one only waits. */
  met(kind: ObstacleKind, clip: string): Promise<boolean>;
  /** This clip is the one that tries whether the obstacle is gone: written before it begins. */
  probe(clip: string): Promise<void>;
  /** A download has come so far; true when that ends an obstacle. */
  passed(clip: string, how: Passed): Promise<boolean>;
  /** Somebody else's download has begun without a question: one of ours may try. */
  letProbe(): Promise<void>;
  /** Reads what a round needs, in one transaction. */
  plan(now: number, wish: MakeWish): Promise<Plan>;
  row(clipId: string): Promise<Row | null>;
  /** The row that a download belongs to. Browsers use ids again: `startTime`, where it is known, must fit too. */
  rowOfDownload(id: number, startTime?: string): Promise<Row | null>;
  /** Of these downloads those that no row points to, by one look. */
  unowned(items: readonly DownloadView[]): Promise<readonly DownloadView[]>;
  rowOfUrl(url: string): Promise<Row | null>;
  /** When the next wanted row falls due. */
  nextDue(): Promise<number | null>;
  /**
   * Reads a row and writes what `decide` makes of it, in one transaction; `strict`: the disk has it when this answers.
   * @returns the row as it was written; null when it was left alone
   */
  step(clipId: string, decide: Decide, strict: boolean): Promise<Row | null>;
  /** Whether the browser was started again since `markSession`. */
  isNewSession(): Promise<boolean>;
  /** Notes in the rows that the browser was restarted: what its quitting has cancelled is due again. */
  noteRestart(now: number): Promise<unknown>;
  markSession(): Promise<void>;
  /** When the last look for strays that came to its end had begun; null before the first. */
  sweptAt(): Promise<number | null>;
  noteSwept(at: number): Promise<void>;
  /** A name that no other clip of the ledger asks for, with the clip's number where it shows one, and whether it is the clip's own file that would be written over. */
  nameFor(row: Row): Promise<{ readonly name: string; readonly number: number | null; readonly over: boolean }>;
  /** Asks the clip's source for a fresh link, without waiting for it; `look`: only tells what would come of that. */
  refresh(clip: Clip, how: 'ask' | 'look'): Promise<LinkAsked>;
  /** @param over writes over a file of that name, instead of adding a number */
  start(url: string, name: string, over: boolean): Promise<Result<number, StopReason>>;
  find(id: number): Promise<DownloadView | null>;
  /** This extension's downloads begun since a moment, of one URL or of all; on request with those of which the browser does not say who began them. */
  findOurs(since: number, url?: string, unclaimed?: boolean): Promise<DownloadView[]>;
  resume(id: number): Promise<boolean>;
  /** Stops it, removes its file and its line in the browser's list; a file at the path `keep` stays. */
  discard(id: number, keep?: string | null): Promise<void>;
  /** Looks at the server's copy by small range requests. */
  inspect(url: string): Promise<ServerCopy>;
  /** Runs something once, soon, if the worker lives that long; the tick does it otherwise. */
  later(ms: number, run: () => void): void;
  /** Tells whoever shows saves. */
  changed(): void;
  log: Log;
}

/** Writes a row if it still is in one of the states `from`, else answers false: somebody was faster. */
export async function put(save: Save, from: readonly SaveState[], strict: boolean, ports: SavePorts): Promise<boolean> {
  const replace = replaceFrom(save, from);
  return (await ports.step(save.clip, (now) => replace(now.save), strict)) !== null;
}
