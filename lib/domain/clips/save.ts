import type { Skip } from './gate.ts';
import type { LeftBehind } from './left-behind.ts';

/** A save: one clip's way to disk. The rows together are the ledger. */
export const SAVE_STATES = ['wanted', 'downloading', 'verifying', 'saved', 'failed', 'lost', 'skipped'] as const;
export type SaveState = (typeof SAVE_STATES)[number];

export const SAVE_PROBLEMS = [
  'network', // the connection broke or timed out
  'server', // the media server answered 5xx or 429
  'link-dead', // 401, 403, 404 or 410: a fresh link is needed
  'not-a-video', // the answer is HTML, JSON or nothing that an MP4 player would open
  'truncated', // the file is shorter than it should be, or its boxes do not add up
  'wrong-size', // the file differs in size from what the server says
  'disk-full',
  'disk-denied', // the folder is read-only, gone, or a file
  'name-refused',
  'cancelled', // the user cancelled it in the browser
  'asks', // the browser asked where to save it, and got no answer
  'policy', // an administrator lets the browser save nothing
  'browser-blocked', // a danger verdict
  'browser-closed', // the browser or the machine stopped in the middle
  'file-missing', // saved once, not there any more
  'gone', // the link is dead, and its source does not know the job any more
  'unproven', // downloaded, but the server would not let us check it
] as const;
export type SaveProblemKind = (typeof SAVE_PROBLEMS)[number];

export interface SaveProblem {
  readonly kind: SaveProblemKind;
  readonly at: number;
  readonly httpStatus: number | null;
}

export const PROOFS = [
  'boxes', // size is the server's and the MP4's boxes add up
  'length', // the link died before we could look inside; the download was as long as the server said
  'listed', // its name stood in a list of files that the user gave; nobody has looked at the file
] as const;
/** How we know that a saved file is whole. */
export type Proof = (typeof PROOFS)[number];

export const BULKS = ['seen', 'library'] as const;
/** What a clip was asked for as a part of. */
export type Bulk = (typeof BULKS)[number];

/** What the file itself says about its film; null where it does not. */
export interface Measured {
  /** Pixels. */
  readonly width: number | null;
  readonly height: number | null;
  readonly durationSeconds: number | null;
}

export interface Save {
  /** `Clip.id`. */
  readonly clip: string;
  readonly state: SaveState;
  /** Its job was seen under way: somebody waits for this clip, so it goes before a backlog. */
  readonly awaited: boolean;
  /** The user asked for this one: it goes first, whatever the settings leave out. Absent in rows of versions 1 and 2. */
  readonly asked?: true;
  /** Asked for as one of many, seen in a tab or in the whole library: it is saved though the settings leave it out, but waits its turn. */
  readonly bulk?: Bulk;
  /** Which choice of the user's left it out; only while `skipped`. */
  readonly skip?: Skip;
  /** Its place in the count that a name may show: given once, kept for ever. */
  readonly number?: number;
  /** Name asked of the browser, relative to its download folder, with `/`; null until the first intent. */
  readonly requestedName: string | null;
  /** Downloads begun so far. */
  readonly attempts: number;
  /** Not before this moment; earliest deadline first among those that are due. */
  readonly nextAttemptAt: number;
  /** Copied from the clip: the order in which saves run. */
  readonly deadlineAt: number;
  /** When the running attempt's intent was written; null unless downloading or verifying. */
  readonly intentAt: number | null;
  /** The browser's id; proves nothing without `startTime` and URL. */
  readonly downloadId: number | null;
  /** The browser's own ISO start time of the attempt. */
  readonly startTime: string | null;
  /** Absolute path that the browser really uses, as soon as it is known. */
  readonly finalName: string | null;
  /** The browser has lost the name that was asked for, as it went on with a broken connection: `finalName` is the server's. */
  readonly lostName?: true;
  /** Bytes on disk so far; once complete, the file's size. */
  readonly bytes: number | null;
  readonly totalBytes: number | null;
  /** When the running download was last looked at; null when the browser was restarted since, or we have stopped it: then no cancel is the user's. */
  readonly observedAt: number | null;
  /** How long it has stood still while we looked (sleep does not count). */
  readonly stalledMs: number;
  /** What an earlier attempt may have left on disk without the browser's knowing; never in a row that is `saved`. */
  readonly left?: LeftBehind;
  /** A cancel that was hardly the user's was not believed once: the next one is. Never in a row that is `saved`. */
  readonly doubted?: true;
  /** Looks at the server's copy that proved nothing so far. */
  readonly looks: number;
  readonly problem: SaveProblem | null;
  readonly proof: Proof | null;
  /** When its file was last known to be on disk. A row that is not `saved` keeps it when the user asks for the file again. */
  readonly savedAt: number | null;
  /** Of the saved file; absent before that, and in rows of version 1. */
  readonly measured?: Measured;
  readonly updatedAt: number;
}
