/**
 * What systems and browsers refuse in the `filename` of a download, stated as they do it: by what is forbidden.
 * Sources: Chromium's `net::IsSafePortableRelativePath` and `file_util_icu.cc`, Firefox's `DownloadPaths.sanitize`
 * (127 and later), Microsoft's "Naming Files, Paths, and Namespaces". Shares no code with what it tests.
 */
const FORBIDDEN_CODES: readonly (readonly [number, number])[] = [
  [0x00, 0x1f],
  [0x7f, 0xa0], // delete, C1, no-break space
  [0xad, 0xad], // soft hyphen
  [0x34f, 0x34f],
  [0x600, 0x605],
  [0x61c, 0x61c],
  [0x6dd, 0x6dd],
  [0x70f, 0x70f],
  [0x115f, 0x1160], // Hangul fillers, blank
  [0x1680, 0x1680],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f], // wide and narrow spaces, joiners, direction marks
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x2800, 0x2800], // blank Braille
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xd800, 0xf8ff], // halves of pairs, private use
  [0xfdd0, 0xfdef],
  [0xfe00, 0xfe0f], // variation selectors
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xffff],
  [0x1f200, 0x1faff], // emoji: legal alone, but browsers take out what joins them
  [0xe0000, 0x10ffff],
];
const FORBIDDEN_CHARS = '"*/:<>?\\|~%;,+=[]^`{}$#@!';
const DEVICES = [
  'CON',
  'PRN',
  'AUX',
  'NUL',
  'CLOCK$',
  'CONIN$',
  'CONOUT$',
  ...['COM', 'LPT'].flatMap((name) => [...'0123456789¹²³'].map((digit) => name + digit)),
];
const WINDOWS_FILES = ['DESKTOP.INI', 'THUMBS.DB'];
const SHELL_EXTENSIONS = ['lnk', 'local', 'scf', 'url', 'desktop', 'library-ms', 'search-ms'];

/** Why a browser or system would refuse the path, relative to the download folder; null when all would take it. */
export function refusalOf(path: string): string | null {
  if (path === '' || path.startsWith('/') || path.endsWith('/')) return 'not a relative path to a file';
  if (path.length > 120) return 'too long a path';
  for (const name of path.split('/')) {
    const reason = componentRefusal(name);
    if (reason !== null) return `${reason}: ${JSON.stringify(name)}`;
  }
  return path.endsWith('.mp4') ? null : 'the extension is lost';
}

export function isLegalName(path: string): boolean {
  return refusalOf(path) === null;
}

function componentRefusal(name: string): string | null {
  if (name === '' || name === '.' || name === '..') return 'no name';
  if (new TextEncoder().encode(name).length > 200) return 'too many bytes';
  if (/^[ .~-]|[ .]$/.test(name)) return 'begins or ends badly';
  for (const char of name) {
    const code = char.codePointAt(0) ?? 0;
    if (FORBIDDEN_CHARS.includes(char)) return `holds ${char}`;
    if (FORBIDDEN_CODES.some(([from, to]) => code >= from && code <= to) || (code & 0xfffe) === 0xfffe) return `holds U+${code.toString(16)}`;
  }
  if (name !== name.normalize('NFC')) return 'not in the normal form that macOS gives back';
  const upper = name.toUpperCase();
  if (DEVICES.includes(upper.replace(/\..*/, '').trim())) return 'a device';
  if (WINDOWS_FILES.includes(upper) || SHELL_EXTENSIONS.includes((/\.([^.]*)$/.exec(name)?.[1] ?? '').toLowerCase())) return 'a file of the system';
  return / {2}/.test(name) ? 'Firefox joins spaces' : null;
}
