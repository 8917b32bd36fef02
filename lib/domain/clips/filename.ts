/**
 * The name a clip gets on disk: readable, and legal wherever the folder may travel. By allow-list (letters, marks and
 * digits of any script, space, and `- _ ' ( ) &`), because the lists of what systems and browsers forbid are long,
 * differ, and grow: Chrome's `IsSafePortableRelativePath`, Firefox's `DownloadPaths.sanitize` (stricter since 127),
 * Windows' device names, trailing dots and spaces.
 */

export const DEFAULT_FOLDER = 'Pika';
export const CLIP_EXTENSION = '.mp4';
/** Characters of the clip's id in its name: 50 bits, so two clips never share one. */
export const ID_LENGTH = 10;

/** UTF-16 units of the whole path: leaves 140 of Windows' 260 for the user's own download folder. */
const MAX_PATH = 120;
/** UTF-8 bytes of one component; file systems allow 255, the rest is room for a browser's " (1)" and ".crdownload". */
const MAX_COMPONENT_BYTES = 200;
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
const EDGES = /^[ \-_'&)]+|[ \-_'&(]+$/g;
/** Windows' devices, also with the superscript digits that it takes for digits. */
const DEVICE = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])$/i;

export interface Nameable {
  readonly prompt: string | null;
  /** `Clip.id`. */
  readonly clipId: string;
  /** Below the download folder, with `/` between sub-folders; made legal here. */
  readonly folder?: string | undefined;
}

/**
 * `<folder>/<words of the prompt> - <first 10 of the id>.mp4`; same input, same name.
 * @returns a relative path of at most 120 UTF-16 units whose parts have at most 200 bytes; words are cut before the
 * id ever is. `clip - <id>.mp4` when the prompt holds no word that can stand in a name.
 */
export function clipFileName({ prompt, clipId, folder }: Nameable): string {
  const path = folderPath(folder);
  const tail = ` - ${idPart(clipId)}${CLIP_EXTENSION}`;
  const words = cut(clean(prompt ?? ''), {
    units: MAX_PATH - path.length - 1 - tail.length,
    bytes: MAX_COMPONENT_BYTES - tail.length,
  });
  return `${path}/${words === '' ? 'clip' : words}${tail}`;
}

/** `<folder>/<id>.mp4`, for when a browser refuses the readable name. */
export function fallbackName(clipId: string, folder?: string): string {
  return `${folderPath(folder)}/${bareName(clipId)}`;
}

/** `<id>.mp4` in the download folder itself, for when a browser refuses the folder as well. */
export function bareName(clipId: string): string {
  return `${idPart(clipId)}${CLIP_EXTENSION}`;
}

/** A folder setting as the path that is really used, so that a settings page can show it. */
export function folderPath(folder: string | undefined): string {
  const parts: string[] = [];
  let room = MAX_FOLDER;
  for (const part of (folder ?? '').slice(0, MAX_SOURCE).split(/[/\\]/)) {
    const name = cut(clean(part), { units: room - 1, bytes: MAX_COMPONENT_BYTES - 1 });
    if (name === '' || parts.length >= MAX_FOLDERS) continue;
    const legal = DEVICE.test(name) ? `${name}_` : name;
    parts.push(legal);
    room -= legal.length + 1;
  }
  return parts.length === 0 ? DEFAULT_FOLDER : parts.join('/');
}

function idPart(clipId: string): string {
  const id = clipId.replace(/[^A-Za-z0-9]/g, '').slice(0, ID_LENGTH);
  return id === '' || DEVICE.test(id) ? `clip${id}` : id;
}

function clean(source: string): string {
  return source
    .slice(0, MAX_SOURCE)
    .replace(INVISIBLE, '')
    .replace(/[\u2018\u2019\u02BC]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(NOT_ALLOWED, ' ')
    .normalize('NFC')
    .replace(MARK_RUN, '$1')
    .replace(LOOSE_MARKS, '$1')
    .replace(/ {2,}/g, ' ')
    .replace(EDGES, '');
}

interface Room {
  readonly units: number;
  readonly bytes: number;
}

/** As much as fits, ending with a whole word if that does not lose half of it, and never between a letter and its marks. */
function cut(name: string, room: Room): string {
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

function utf8Length(point: string): number {
  const code = point.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
