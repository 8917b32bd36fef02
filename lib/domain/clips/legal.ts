/**
 * Words as parts of a path that is legal wherever a folder may travel. By allow-list (letters, marks and digits of any
 * script, space, and `- _ ' ( ) &`), because the lists of what systems and browsers forbid are long, differ, and grow:
 * Chrome's `IsSafePortableRelativePath`, Firefox's `DownloadPaths.sanitize` (stricter since 127), Windows' device names,
 * trailing dots and spaces.
 */

export const DEFAULT_FOLDER = 'Pika';
/** Characters of the clip's id in its name: 50 bits, so two clips never share one. */
export const ID_LENGTH = 10;
/** UTF-16 units of the whole path: leaves 140 of Windows' 260 for the user's own download folder. */
export const MAX_PATH = 120;
/** UTF-8 bytes of one component; file systems allow 255, the rest is room for a browser's " (1)" and ".crdownload". */
export const MAX_COMPONENT_BYTES = 200;

const MAX_FOLDER = 60;
const MAX_FOLDERS = 4;
/** Of what is read of a prompt; more cannot end up in the name. */
const MAX_SOURCE = 1000;
/** More marks than this on one letter are decoration, and bytes. */
const MARK_RUN = /(\p{M}{4})\p{M}+/gu;

/** Invisible: joiners, direction marks, variation selectors, fillers. They go without leaving a gap. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const NOT_ALLOWED = /[^\p{L}\p{M}\p{N} \-_'()&]+/gu;
/** A mark that stands on nothing. */
const LOOSE_MARKS = /(^|[ \-_'()&])\p{M}+/gu;
/** Where a name should not begin (an option for some tools, a hidden file for others) or end. */
const EDGES = /^[ \-_'&).]+|[ \-_'&(.]+$/g;
/** Windows' devices, also with the superscript digits that it takes for digits. */
const DEVICE = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])$/i;

/** How much of a name there is room for. */
export interface Room {
  readonly units: number;
  readonly bytes: number;
}

/** A folder setting as the path that is really used, so that a settings page can show it. */
export function folderPath(folder: string | undefined): string {
  const parts: string[] = [];
  let room = MAX_FOLDER;
  for (const part of (folder ?? '').slice(0, MAX_SOURCE).split(/[/\\]/)) {
    const name = folderName(clean(part), room - 1);
    if (name === '' || parts.length >= MAX_FOLDERS) continue;
    parts.push(name);
    room -= name.length + 1;
  }
  return parts.length === 0 ? DEFAULT_FOLDER : parts.join('/');
}

/** One clean name as a folder's, in at most `units` and one more; empty when nothing is left. */
export function folderName(name: string, units: number): string {
  const fitting = cut(name, { units, bytes: MAX_COMPONENT_BYTES - 1 });
  return DEVICE.test(fitting) ? `${fitting}_` : fitting;
}

/** The clip's id as names carry it. */
export function idPart(clipId: string): string {
  const id = clipId.replace(/[^A-Za-z0-9]/g, '').slice(0, ID_LENGTH);
  return id === '' || DEVICE.test(id) ? `clip${id}` : id;
}

/** What of a text may stand in a name, without anything bad at its edges. */
export function clean(source: string): string {
  return trimEdges(cleanInside(source));
}

/** The same for a text that others stand around: its edges are kept. */
export function cleanInside(source: string): string {
  return source
    .slice(0, MAX_SOURCE)
    .replace(INVISIBLE, '')
    .replace(/[\u2018\u2019\u02BC]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(NOT_ALLOWED, ' ')
    .normalize('NFC')
    .replace(MARK_RUN, '$1')
    .replace(LOOSE_MARKS, '$1')
    .replace(/ {2,}/g, ' ');
}

export function trimEdges(name: string): string {
  return name.replace(EDGES, '');
}

/** As much as fits, ending with a whole word if that does not lose half of it, and never between a letter and its marks. */
export function cut(name: string, room: Room): string {
  const end = fitting(name, room);
  if (end === name.length) return name;
  const whole = name.charAt(end) === ' ' ? end : name.lastIndexOf(' ', end - 1);
  return name.slice(0, whole > end / 2 ? whole : end).replace(EDGES, '');
}

/** The longest beginning that fits, in UTF-16 units. */
function fitting(name: string, room: Room): number {
  let units = 0;
  let bytes = 0;
  let end = 0;
  for (const point of name) {
    if (!/\p{M}/u.test(point)) end = units;
    units += point.length;
    bytes += utf8Length(point);
    if (units > room.units || bytes > room.bytes) return end;
  }
  return name.length;
}

/** UTF-8 bytes of a text. */
export function bytesOf(text: string): number {
  let bytes = 0;
  for (const point of text) bytes += utf8Length(point);
  return bytes;
}

function utf8Length(point: string): number {
  const code = point.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
