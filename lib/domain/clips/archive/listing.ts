/** Reads which clips a folder already holds out of its file names, however the list of them was made. */
import { CLIP_EXTENSION } from '../filename.ts';
import { ID_LENGTH } from '../legal.ts';

/** A name in a list that carries ids of ours: mostly one, more where a word of the prompt happens to look like one. */
export interface ListedFile {
  readonly name: string;
  /** First characters of `Clip.id`. */
  readonly prefixes: readonly string[];
}

export interface ListingPart {
  readonly files: readonly ListedFile[];
  /** Videos whose names carry no id of ours. */
  readonly others: number;
}

const MAX_LINE = 4096;
/** Ids are written in this alphabet of 32 (`lib/network/clip-id.ts`); Windows may list them in capitals. */
const ID = new RegExp(`(?<![0-9a-z])[0-9a-hjkmnp-tv-z]{${ID_LENGTH}}(?![0-9a-z])`, 'g');
/** What `ls -l` and `dir` write before a name. */
const COLUMNS = /^(?:[-dl][-rwxsStT]{9}\S?\s+\d+\s+\S+\s+\S+\s+\d+\s+\S+\s+\S+\s+[\d:]+|\d{1,4}[./-]\d\d[./-]\d{2,4}\s+\d\d:\d\d(?:\s[AaPp]\.?[Mm]\.?)?\s+\d[\d.,'\u00A0\u202F]*)\s+/;

/**
 * Each line holds one path at most: a plain list, `dir`, `dir /s /b`, `ls`, `ls -l`, `ls -R`, `find`, `tree`. What stands
 * before the name (sizes, dates, owners) is never taken for an id.
 */
export function readListing(lines: readonly string[]): ListingPart {
  const files: ListedFile[] = [];
  let others = 0;
  for (const line of lines) {
    const name = videoName(line.slice(0, MAX_LINE));
    if (name === null) continue;
    const prefixes = idsIn(name);
    if (prefixes.length === 0) others += 1;
    else files.push({ name, prefixes });
  }
  return { files, others };
}

/** The lines of a text, in pieces that a page can work through without a stutter. */
export function* linesOf(text: string, size: number): Generator<readonly string[]> {
  let lines: string[] = [];
  let from = 0;
  while (from < text.length) {
    const found = text.indexOf('\n', from);
    const end = found < 0 ? text.length : found;
    lines.push(text.slice(from, end));
    from = end + 1;
    if (lines.length < size) continue;
    yield lines;
    lines = [];
  }
  if (lines.length > 0) yield lines;
}

/** The file's name at the end of a line, if it is a finished video's. */
function videoName(line: string): string | null {
  const bare = line.replace(/["'\s\0*]+$/, '');
  if (!bare.toLowerCase().endsWith(CLIP_EXTENSION)) return null;
  const name = bare.replace(COLUMNS, '');
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
}

function idsIn(name: string): readonly string[] {
  const stem = name.slice(0, -CLIP_EXTENSION.length).toLowerCase();
  const found = [...stem.matchAll(ID)].map(([id]) => id);
  // Ten digits alone are rather a size or a date, unless they stand where our names carry the id.
  const bare = stem.replace(/\s?\(\d+\)$/, '');
  return [...new Set(found.filter((id) => !/^\d+$/.test(id) || bare.endsWith(id)))];
}
