import path from 'node:path';
import { type File, withoutComments } from './files.ts';

/** Rooms of the house. */
const ROOMS = ['leaf', 'domain', 'sources', 'network', 'store', 'browser', 'browser-api', 'messages', 'tasks', 'components', 'entrypoints', 'tests', 'config'] as const;
type Room = (typeof ROOMS)[number];

/**
 * Which room may import which: entrypoints → components · tasks · store · browser · messages · network → sources → domain → leaves.
 * Rooms on one step do not see each other, except that store and messages reach the browser through its one door.
 */
const MAY_IMPORT: Readonly<Record<Room, readonly Room[]>> = {
  leaf: [],
  domain: ['leaf', 'domain'],
  sources: ['leaf', 'domain', 'sources'],
  network: ['leaf', 'domain', 'sources', 'network'],
  store: ['leaf', 'domain', 'sources', 'store', 'browser-api'],
  browser: ['leaf', 'domain', 'sources', 'browser', 'browser-api'],
  'browser-api': [],
  messages: ['leaf', 'domain', 'sources', 'messages', 'browser-api'],
  tasks: ['leaf', 'domain', 'tasks'],
  components: ['leaf', 'domain', 'components'],
  entrypoints: ['leaf', 'domain', 'sources', 'network', 'store', 'browser', 'browser-api', 'messages', 'tasks', 'components', 'entrypoints'],
  tests: [...ROOMS],
  config: ['config'],
};

/** Which packages a room may import; null: any. */
const MAY_USE: Readonly<Record<Room, readonly RegExp[] | null>> = {
  leaf: [],
  domain: [],
  sources: [],
  network: [],
  store: [/^idb$/],
  browser: [],
  'browser-api': [/^webextension-polyfill$/],
  messages: [],
  tasks: [],
  components: [/^preact(\/.+)?$/, /^uplot$/],
  entrypoints: [/^preact(\/.+)?$/, /^wxt\/utils\/.+$/, /^#imports$/],
  tests: null,
  config: null,
};

function roomOf(file: string): Room | null {
  if (/^lib\/(result|time|log)\.ts$/.test(file)) return 'leaf';
  if (file === 'lib/browser/api.ts') return 'browser-api';
  const inLib = /^lib\/([^/]+)\//.exec(file)?.[1];
  const name = inLib ?? (file.includes('/') ? file.split('/')[0] : 'config');
  return ROOMS.find((room) => room === name) ?? null;
}

const IMPORT = /(?:^|[\s;}])(?:import|export)\s*(?:type\s+)?(?:[\w$*{},\s]+?\s*from\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;

/** What a file imports, as written. */
export function importsOf({ text }: File): string[] {
  return [...withoutComments(text).matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '');
}

/** The import law, file by file. Styles and other assets may be imported by whoever shows them. */
export function importLaw(file: File): string[] {
  const room = roomOf(file.path);
  if (!room) return ['lies in no room of the house'];
  return importsOf(file).flatMap((name) => (name.startsWith('.') ? judgeFile(room, file.path, name) : judgePackage(room, name)));
}

function judgeFile(room: Room, from: string, name: string): string[] {
  if (/\.css(\?inline)?$/.test(name)) return room === 'components' || room === 'entrypoints' || room === 'tests' ? [] : [`${room} imports a style`];
  if (!/\.(ts|tsx|mjs|json)$/.test(name)) return [`imports ${name} without its extension`];
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(from), name));
  const to = roomOf(target);
  return to && MAY_IMPORT[room].includes(to) ? [] : [`${room} imports ${to ?? 'no room'}: ${name}`];
}

function judgePackage(room: Room, name: string): string[] {
  return (MAY_USE[room]?.some((allowed) => allowed.test(name)) ?? true) ? [] : [`${room} imports the package ${name}`];
}
