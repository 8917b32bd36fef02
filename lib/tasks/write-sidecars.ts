import type { DownloadView, StopReason } from '../domain/clips/download.ts';
import { hasName } from '../domain/clips/renamed.ts';
import type { SidecarFile, SidecarRow } from '../domain/clips/sidecar.ts';
import type { Log } from '../log.ts';
import type { Result } from '../result.ts';
import { HOUR, MINUTE, SECOND } from '../time.ts';

/** What writing files beside videos needs of the world. */
export interface SidecarPorts {
  now(): number;
  /** Rows that are not done, due or not. */
  rows(limit: number): Promise<SidecarRow[]>;
  /** What belongs beside the clip now; the same text again for the same clip. */
  files(clip: string): Promise<readonly SidecarFile[]>;
  put(row: SidecarRow): Promise<void>;
  drop(clip: string): Promise<void>;
  /** Writes over a file of that name. */
  start(file: SidecarFile): Promise<Result<number, StopReason>>;
  find(id: number): Promise<DownloadView | null>;
  findOurs(since: number): Promise<DownloadView[]>;
  /** Takes a line out of the browser's list, and leaves the file. */
  forget(id: number): Promise<void>;
  /** Stops a download that is under way, and takes out its line. */
  discard(id: number, keep?: string): Promise<void>;
  log: Log;
}

/** Looked at in one round, and taken further in it. */
const ROWS = 500;
const AT_ONCE = 20;
const PAUSES = [2 * SECOND, MINUTE, 10 * MINUTE, HOUR];
const MAX_TRIES = 8;
/** A text is written in a moment: longer than this it waits for a person, or for nothing. */
const PATIENCE = 2 * MINUTE;

/**
 * Takes every due file a step further. However often the worker dies in between, there is one file of each name: its
 * intent is written first, and asking again writes over it. A text that fails again and again is given up: no video waits for it.
 */
export async function writeSidecars(ports: SidecarPorts): Promise<void> {
  const now = ports.now();
  const due = (await ports.rows(ROWS)).filter(({ dueAt }) => dueAt <= now);
  for (const row of due.slice(0, AT_ONCE)) await oneClip(row, ports);
}

async function oneClip(first: SidecarRow, ports: SidecarPorts): Promise<void> {
  let row: SidecarRow | null = first;
  for (const file of await ports.files(first.clip)) {
    if (row.done.includes(file.name)) continue;
    row = await oneFile(row, file, ports);
    if (row === null) return;
  }
  await ports.drop(first.clip);
}

/** @returns the row once the file is on disk; null while it is not */
async function oneFile(row: SidecarRow, file: SidecarFile, ports: SidecarPorts): Promise<SidecarRow | null> {
  const { asked } = row;
  if (asked?.name !== file.name) return ask({ ...row, tries: 0, asked: null }, file, ports);
  const lines = await linesOf(asked, ports);
  if (lines.some(isWritten)) return finish(row, file, lines, ports);
  const now = ports.now();
  if (lines.some(({ state }) => state === 'in_progress') && now - asked.since < PATIENCE) return null;
  for (const { id } of lines) await ports.discard(id);
  if (row.tries >= MAX_TRIES) return giveUp(row, ports);
  // No line: the worker died before the browser had begun, or the browser has forgotten.
  return lines.length === 0 ? ask(row, file, ports) : pause(row, ports);
}

async function ask(before: SidecarRow, file: SidecarFile, ports: SidecarPorts): Promise<SidecarRow | null> {
  const now = ports.now();
  const asked = { name: file.name, at: before.asked?.at ?? now, since: now, downloadId: null };
  const row: SidecarRow = { ...before, tries: before.tries + 1, asked };
  await ports.put(row);
  const begun = await ports.start(file);
  if (!begun.ok) {
    ports.log('sidecar.refused', { clip: row.clip, reason: begun.failure.kind });
    return row.tries >= MAX_TRIES ? giveUp(row, ports) : pause(row, ports);
  }
  const heard = { ...asked, downloadId: begun.value };
  await ports.put({ ...row, asked: heard });
  const lines = await linesOf(heard, ports);
  return lines.some(isWritten) ? finish(row, file, lines, ports) : null;
}

function isWritten(item: DownloadView): boolean {
  return item.state === 'complete' && item.exists;
}

/** Every line in the browser's list that this file has left, also of tries whose worker died before it heard of them. */
async function linesOf(asked: NonNullable<SidecarRow['asked']>, ports: SidecarPorts): Promise<DownloadView[]> {
  const since = asked.at - SECOND;
  const own = asked.downloadId === null ? null : await ports.find(asked.downloadId);
  const named = (await ports.findOurs(since)).filter((item) => hasName(item.filename, asked.name));
  // Its name may not be known yet; an id of an earlier session means another download.
  const isOwn = own !== null && Date.parse(own.startTime) >= since && /^(?:data|blob):/.test(own.url);
  return isOwn ? [own, ...named.filter(({ id }) => id !== own.id)] : named;
}

async function finish(row: SidecarRow, file: SidecarFile, lines: readonly DownloadView[], ports: SidecarPorts): Promise<SidecarRow> {
  for (const item of lines) await (item.state === 'complete' ? ports.forget(item.id) : ports.discard(item.id, item.filename));
  const done: SidecarRow = { ...row, tries: 0, done: [...row.done, file.name], asked: null };
  await ports.put(done);
  return done;
}

async function pause(row: SidecarRow, ports: SidecarPorts): Promise<null> {
  const wait = PAUSES[Math.min(row.tries, PAUSES.length) - 1] ?? HOUR;
  await ports.put({ ...row, dueAt: ports.now() + wait, asked: row.asked && { ...row.asked, downloadId: null } });
  return null;
}

async function giveUp(row: SidecarRow, ports: SidecarPorts): Promise<null> {
  ports.log('sidecar.given-up', { clip: row.clip, tries: row.tries });
  await ports.drop(row.clip);
  return null;
}
