/**
 * Files that came to disk under another name than was asked for: browsers let any extension rename any download, and Chromium itself
 * loses a name (lost-name.ts).
 */
import { DAY } from '../../time.ts';
import type { Save } from './save.ts';

/** The first file that was renamed: it is told once. */
export interface Renamed {
  readonly at: number;
  /** Base names. */
  readonly asked: string;
  readonly got: string;
  /** The browser itself, as it went on with a broken connection; absent where another extension has done it. */
  readonly lost?: true;
}

/** Long enough to be seen by somebody who was away for a weekend. */
const TELL_FOR = 7 * DAY;

/** What was renamed; null for a name that is as asked for, up to the number that the browser adds to a name that is taken. */
export function renamedOf({ requestedName, finalName, lostName }: Pick<Save, 'requestedName' | 'finalName' | 'lostName'>, now: number): Renamed | null {
  if (requestedName === null || finalName === null) return null;
  if (hasName(finalName, requestedName) || hasName(withoutNumber(finalName), requestedName)) return null;
  return { at: now, asked: baseOf(requestedName), got: baseOf(finalName), ...(lostName && { lost: true }) };
}

/** "clip (1).mp4" of Chrome and "clip(1).mp4" of Firefox → "clip.mp4" */
export function withoutNumber(path: string): string {
  return path.replace(/ ?\(\d+\)(\.[a-z0-9]+)$/i, '$1');
}

/** Whether a path is that of a name below the download folder. */
export function hasName(path: string, name: string): boolean {
  return `/${slashed(path)}`.endsWith(`/${slashed(name)}`);
}

/** As all systems write it: file systems may take an accented letter apart. */
export function slashed(path: string): string {
  return path.replaceAll('\\', '/').normalize('NFC');
}

/** The file's name without its folders. */
export function baseOf(path: string): string {
  return slashed(path).replace(/.*\//, '');
}

export function isToldStill({ at }: Renamed, now: number): boolean {
  return now - at < TELL_FOR;
}

/** A stored value; null for anything else. */
export function parseRenamed(raw: unknown): Renamed | null {
  const { at, asked, got, lost }: Partial<Record<keyof Renamed, unknown>> = typeof raw === 'object' && raw !== null ? raw : {};
  return typeof at === 'number' && typeof asked === 'string' && typeof got === 'string' ? { at, asked, got, ...(lost === true && { lost }) } : null;
}
