import { refusalOf } from './legal-name.ts';

const MIXED = 'A fox 🦊👩‍🚀 ثعلب 狐狸: ~/../ \u200B.CON <one> "two" | three* ';
const LONG = 'the very same two hundred characters of a prompt about a fox in the snow at dawn ';

/** Prompts that broke the file names of other savers, or that some system or browser refuses as a name. */
export const ODD_PROMPTS: readonly string[] = [
  // Ways out of the folder
  '../../x', '..', '/etc/passwd', '\\\\server\\share\\x', 'C:\\x', 'C:x', '%2e%2e/%2e%2e/x', '%2e%2e', '~', '~/x', '~root', 'a/../../b',
  // Names that Windows keeps for itself
  'CON.mp4', 'CON', 'nul', 'AUX.mp4.txt', 'COM1', 'COM¹', 'LPT³.mp4', 'CLOCK$', 'CONIN$', 'desktop.ini', 'Thumbs.db', 'fox.lnk', 'fox.url', 'fox.scf', 'x.local',
  'fox.{20D04FE0-3AEA-1069-A2D8-08002B30309D}', 'fox::$DATA', 'PROGRA~1',
  // Edges
  'fox.', 'fox ', ' fox', '.fox', '...', '   ', '', '\u00A0fox\u00A0', '\u3000fox\u3000', '-rf fox', '--', 'fox\t', '\n', 'first line\nsecond\r\nthird\tfourth',
  // What cannot be seen, or turns round what can
  'fo\u200Bx', '\uFEFFfox', '\u202Egpj.exe', '\u2066fox\u2069', 'so\u00ADft', 'fox\u0000.exe', 'fox\u0007\u001B[31m', '\u3164', 'fox\uFFFE', '\uE000fox', 'fox \u{E0041}\u{E0042}',
  // Emoji, marks and scripts
  '👩‍🚀 on Mars 👨‍👩‍👧‍👦', '🦊', '🏳️‍🌈🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣ 2️⃣ 3️⃣', 'Z\u0351\u036B\u0343a\u0328\u0359l\u0321g\u031Co', '\u0301fox', 'e\u0301tude', '한국어 여우', '\u1112\u1161\u11AB', 'สุนัขจิ้งจอก', 'लोमड़ी क्षत्रिय',
  'ثعلب أحمر', 'שועל', '赤い狐が雪の中を走る', 'ﬁne ﬂuff', 'ǅ ß İ ı', '\u212B \u00C5', '𝕱𝖔𝖝',
  // Broken text
  'fox \ud83e', '\udd8a fox', 'fox\ud83efox',
  // What shells, browsers and templates read as theirs
  '<>:"/\\|?*', 'fox; rm -rf *', '$(reboot) `id`', '%USERPROFILE%', '%s %d {0} {{7*7}}', '<img src=x onerror=alert(1)>', "'; DROP TABLE clips; --", 'https://evil.example/x.mp4',
  'fox.mp4', 'fox.mp4.crdownload', 'fox.mp4.part', 'fox (1)', 'fox.exe',
  // Length
  'x'.repeat(5_000), '日'.repeat(5_000), MIXED.repeat(30).slice(0, 1_500), `${'a '.repeat(2_500)}end`, '🦊'.repeat(1_000), `x${'\u0310'.repeat(400)}`,
  // Twins: nothing that a file name can hold tells them apart
  'a fox: red', 'a fox/ red', 'a fox? red', 'A FOX RED', 'a fox red', 'étude', 'ETUDE\u0301',
  `${LONG.repeat(3)}that runs`, `${LONG.repeat(3)}that sleeps`, `${MIXED.repeat(30)}first`, `${MIXED.repeat(30)}second`, 'twin', 'twin',
];

/** Of those, the ones that need no change: they must stay as they are. */
export const PLAIN_PROMPTS = ['ثعلب أحمر', 'שועל', '한국어 여우', 'สุนัขจิ้งจอก', 'लोमड़ी क्षत्रिय', '赤い狐が雪の中を走る', 'étude', 'COM¹'];

/** What is wrong with the names of files, relative to the download folder; empty when every system takes each, apart from all others. */
export function nameFaults(names: readonly string[]): string[] {
  const faults: string[] = [];
  const folded = new Map<string, string>();
  for (const name of names) {
    const refusal = refusalOf(name);
    if (refusal !== null) faults.push(refusal);
    if (!/^Pika\/[^/]+\.mp4$/u.test(name)) faults.push(`not a file in Pika/: ${name}`);
    if (name.split('/').some((part) => Buffer.byteLength(part) > 255)) faults.push(`over 255 bytes: ${name}`);
    for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'] as const) {
      for (const fold of [name.normalize(form).toLowerCase(), name.normalize(form).toUpperCase()]) {
        const other = folded.get(fold);
        if (other !== undefined && other !== name) faults.push(`one name on some system: ${other} and ${name}`);
        folded.set(fold, name);
      }
    }
  }
  if (new Set(names).size !== names.length) faults.push('a name is there twice');
  return faults;
}

/** Plain prompts that no name begins with. */
export function unreadable(names: readonly string[]): string[] {
  return PLAIN_PROMPTS.filter((prompt) => !names.some((name) => name.startsWith(`Pika/${prompt.normalize('NFC')} - `)));
}
