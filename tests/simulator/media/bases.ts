import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pick } from '../random.ts';

/** The committed videos and pictures that every served clip and poster is built from. */
const FOLDER = join(import.meta.dirname, '../../fixtures/media');

export type Shape = 'landscape' | 'portrait' | 'square';

export interface Base {
  readonly name: string;
  readonly shape: Shape;
  /** Where the index (`moov`) stands: before or after the media data. */
  readonly moov: 'first' | 'last';
  readonly audio: boolean;
  readonly seconds: 3 | 5;
}

export const BASES: readonly Base[] = [
  { name: 'landscape-first-aac', shape: 'landscape', moov: 'first', audio: true, seconds: 5 },
  { name: 'landscape-last-silent', shape: 'landscape', moov: 'last', audio: false, seconds: 3 },
  { name: 'portrait-first-silent', shape: 'portrait', moov: 'first', audio: false, seconds: 5 },
  { name: 'portrait-last-aac', shape: 'portrait', moov: 'last', audio: true, seconds: 3 },
  { name: 'square-first-aac', shape: 'square', moov: 'first', audio: true, seconds: 3 },
  { name: 'square-last-silent', shape: 'square', moov: 'last', audio: false, seconds: 5 },
];

const POSTERS: Record<Shape, number> = { landscape: 6, portrait: 3, square: 3 };

const loaded = new Map<string, Buffer>();

function load(name: string): Buffer {
  const known = loaded.get(name);
  if (known) return known;
  const bytes = readFileSync(join(FOLDER, name));
  loaded.set(name, bytes);
  return bytes;
}

export function baseBytes(base: Base): Buffer {
  return load(`${base.name}.mp4`);
}

export function shapeOf(aspectRatio: number): Shape {
  if (aspectRatio > 1.1) return 'landscape';
  return aspectRatio < 0.9 ? 'portrait' : 'square';
}

/** One of the two videos of a shape, always the same for an id. */
export function baseFor(id: string, aspectRatio: number): Base {
  const shape = shapeOf(aspectRatio);
  const fitting = BASES.filter((base) => base.shape === shape);
  const base = fitting[pick(`base:${id}`, fitting.length)];
  if (!base) throw new Error(`no video of shape ${shape}`);
  return base;
}

/** A JPEG of a shape; `turn` walks through them so that neighbours in a grid differ. */
export function posterBytes(shape: Shape, turn: number): Buffer {
  return load(`poster-${shape}-${(turn % POSTERS[shape]) + 1}.jpg`);
}
