/** The name a clip gets on disk: what the user's template makes of it, readable, and legal wherever the folder may travel. */
import { type Job, NO_REQUEST, type Source } from '../jobs/job.ts';
import { ratioWords } from '../jobs/words.ts';
import type { Clip } from './clip.ts';
import { sourceOfJob } from './elsewhere.ts';
import { wallClock } from './gate.ts';
import { bytesOf, clean, cleanInside, cut, folderName, folderPath, idPart, MAX_COMPONENT_BYTES, MAX_PATH, type Room, trimEdges } from './legal.ts';
import { DEFAULT_TEMPLATE, type Piece, type Template, type Token, templateOf } from './template.ts';

export const CLIP_EXTENSION = '.mp4';
/** UTF-16 units of all folders together: leaves 39 for the file. */
const MAX_FOLDERS_LENGTH = 80;
/** Of one value other than the prompt. */
const MAX_VALUE = 40;
/** Stands for a value that is not known; what separates it from the one before goes with it. */
const NOTHING = '\u0000';
const GAP = new RegExp(`[ \\-_]*${NOTHING}`, 'g');

/** What a name can be made from; every fact but the clip's id may be missing. */
export interface Nameable {
  readonly prompt: string | null;
  /** `Clip.id`. */
  readonly clipId: string;
  /** Below the download folder, with `/` between sub-folders; made legal here. */
  readonly folder?: string | undefined;
  readonly model?: string | null;
  readonly seed?: string | null;
  /** Width divided by height. */
  readonly aspectRatio?: number | null;
  readonly resolution?: string | null;
  readonly source?: Source;
  /** As its source calls it. */
  readonly jobId?: string | null;
  /** When the clip was first seen, as the user's clock showed it: ms since 1970 as if that clock were UTC's. */
  readonly wallAt?: number | null;
  readonly number?: number | null;
}

/**
 * What is known of a clip, as a name takes it: for the saver, and for a preview of the user's own newest clip.
 * @param job null where none is known
 */
export function nameableOf(clip: Clip, job: Job | null, folder: string, number: number | null): Nameable {
  const { prompt, model, seed, aspectRatio, resolution } = job?.request ?? NO_REQUEST;
  const made = { prompt, model, seed, aspectRatio, resolution, source: sourceOfJob(clip.job), jobId: job?.jobId ?? null };
  return { ...made, clipId: clip.id, folder, wallAt: wallClock(clip.firstSeenAt), number };
}

/**
 * What `template` makes of a clip; by default `<folder>/<words of the prompt> - <first 10 of the id>.mp4`. Same input, same name.
 * @returns a relative path of at most 120 UTF-16 units whose parts have at most 200 bytes; words are cut before the
 * id ever is. `clip` stands for a prompt that holds no word that can stand in a name.
 */
export function clipFileName(facts: Nameable, template: Template = templateOf(DEFAULT_TEMPLATE)): string {
  const folder = foldersOf(facts, template);
  const room = { units: MAX_PATH - folder.length - 1 - CLIP_EXTENSION.length, bytes: MAX_COMPONENT_BYTES - CLIP_EXTENSION.length };
  return `${folder}/${fileName(facts, template.file, room)}${CLIP_EXTENSION}`;
}

/** The next name to try after a browser has refused one: without words, then without a folder. */
export function plainerName(refused: string | null, clipId: string, folder?: string): string {
  const plain = fallbackName(clipId, folder);
  return refused === plain || refused === bareName(clipId) ? bareName(clipId) : plain;
}

/** `<folder>/<id>.mp4`, for when a browser refuses the readable name. */
export function fallbackName(clipId: string, folder?: string): string {
  return `${folderPath(folder)}/${bareName(clipId)}`;
}

/** `<id>.mp4` in the download folder itself, for when a browser refuses the folder as well. */
export function bareName(clipId: string): string {
  return `${idPart(clipId)}${CLIP_EXTENSION}`;
}

function foldersOf(facts: Nameable, { folders }: Template): string {
  const parts = [folderPath(facts.folder)];
  for (const pieces of folders) {
    const room = MAX_FOLDERS_LENGTH - parts.join('/').length - 1;
    const name = folderName(tidy(pieces.map((piece) => valueOf(piece, facts, promptOf(facts))).join('')), Math.min(room, MAX_VALUE) - 1);
    if (name !== '') parts.push(name);
  }
  return parts.join('/');
}

/** The prompt gives way first, then everything after the id and before it; the id is always whole. */
function fileName(facts: Nameable, pieces: readonly Piece[], room: Room): string {
  const full = assemble(facts, pieces, promptOf(facts));
  const over = { units: full.length - room.units, bytes: bytesOf(full) - room.bytes };
  if (over.units <= 0 && over.bytes <= 0) return full;
  const prompt = promptOf(facts);
  const shorter = cut(prompt, { units: prompt.length - over.units, bytes: bytesOf(prompt) - over.bytes });
  const fitted = assemble(facts, pieces, shorter);
  if (fitted.length <= room.units && bytesOf(fitted) <= room.bytes) return fitted;
  const tail = ` - ${idPart(facts.clipId)}`;
  const place = pieces.findIndex((piece) => typeof piece !== 'string' && piece.token === 'clip');
  const words = cut(assemble(facts, pieces.slice(0, place), shorter), { units: room.units - tail.length, bytes: room.bytes - tail.length });
  return words === '' ? idPart(facts.clipId) : `${words}${tail}`;
}

function assemble(facts: Nameable, pieces: readonly Piece[], prompt: string): string {
  return tidy(pieces.map((piece) => valueOf(piece, facts, prompt)).join(''));
}

/** Takes out what stood between values that are missing. */
function tidy(joined: string): string {
  const filled = joined.replace(GAP, '').replace(/\( *\)/g, '');
  return trimEdges(filled.normalize('NFC').replace(/ {2,}/g, ' '));
}

function promptOf({ prompt }: Nameable): string {
  return clean(prompt ?? '');
}

/** @param prompt cleaned, and cut to what there is room for */
function valueOf(piece: Piece, facts: Nameable, prompt: string): string {
  if (typeof piece === 'string') return cleanInside(piece);
  if (piece.token === 'prompt') return trimEdges(prompt.split(' ').slice(0, piece.size ?? Infinity).join(' ')) || 'clip';
  if (piece.token === 'clip') return idPart(facts.clipId);
  if (piece.token === 'counter') return facts.number == null ? NOTHING : String(facts.number).padStart(piece.size ?? 4, '0');
  return cut(known(piece.token, facts), { units: MAX_VALUE, bytes: 100 }) || NOTHING;
}

function known(token: Exclude<Token, 'prompt' | 'clip' | 'counter'>, facts: Nameable): string {
  switch (token) {
    case 'date':
    case 'time':
      return momentOf(facts.wallAt ?? null, token);
    case 'model':
      // A version's dot is no end of a name: "2.5".
      return (facts.model ?? '').split(/(?<=\d)\.(?=\d)/).map(clean).filter((part) => part !== '').join('.');
    case 'seed':
      return clean(facts.seed ?? '');
    case 'ratio':
      return clean((ratioWords(facts.aspectRatio ?? null) ?? '').replace(':', 'x').replace('.', '-'));
    case 'resolution':
      return clean(facts.resolution ?? '');
    case 'source':
      return facts.source === undefined ? '' : facts.source === 'pika-page' ? 'pika' : facts.source;
    case 'job':
      return clean(facts.jobId ?? '');
  }
}

/** The year 10,000: later dates have a sign in their ISO form. */
const LATEST = 253_402_300_800_000;

function momentOf(wallAt: number | null, token: 'date' | 'time'): string {
  if (wallAt === null || !(wallAt >= 0 && wallAt < LATEST)) return '';
  const iso = new Date(wallAt).toISOString();
  return token === 'date' ? iso.slice(0, 10) : iso.slice(11, 16).replace(':', '-');
}
