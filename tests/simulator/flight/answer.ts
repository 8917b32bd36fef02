import { redesigned } from '../redesign.ts';
import type { Wire } from '../settings.ts';
import { Encoder, rowBytes, type Row } from './encode.ts';

/** A piece of an answer and the moment, in milliseconds after its start, before which it is not sent. */
export interface Chunk {
  readonly bytes: Buffer;
  readonly delayMs: number;
}

export function dialect(wire: Wire): 'older' | 'newer' {
  return wire.envelope === 'older' ? 'older' : 'newer';
}

/** Row 0 of a server action's answer, which names the row of its result. */
export function envelopeText(wire: Wire): string {
  if (wire.envelope === 'older') return JSON.stringify(['$@1', [wire.buildId, null]]);
  if (wire.envelope === 'newer') return JSON.stringify({ a: '$@1', f: '', b: wire.buildId });
  return JSON.stringify({ a: '$@1', q: '', i: false, b: wire.buildId });
}

/** The rows of a server action that returned `value`. */
export function actionRows(value: unknown, wire: Wire): Row[] {
  const encoder = new Encoder(dialect(wire), 2);
  encoder.addRaw(0, envelopeText(wire));
  encoder.add(1, wire.redesigned ? redesigned(value) : value);
  return wire.reversed ? reversed(encoder.rows) : encoder.rows;
}

/** The rows of a server action that threw: production servers tell no more than a digest. */
export function thrownRows(wire: Wire, digest = '3235868259'): Row[] {
  const encoder = new Encoder(dialect(wire), 2);
  encoder.addRaw(0, envelopeText(wire));
  encoder.addRaw(1, `E${JSON.stringify({ digest })}`);
  return encoder.rows;
}

/** The envelope stays first; what belongs to a later moment stays in that moment. */
function reversed(rows: readonly Row[]): Row[] {
  const [envelope, ...rest] = rows;
  const moments = [...new Set(rest.map((row) => row.delayMs))];
  const turned = moments.flatMap((moment) => rest.filter((row) => row.delayMs === moment).reverse());
  return envelope ? [envelope, ...turned] : turned;
}

/** Cuts rows into the chunks that are written to the connection one by one. */
export function chunked(rows: readonly Row[], how: Wire['chunks']): Chunk[] {
  const moments = [...new Set(rows.map((row) => row.delayMs))];
  return moments.flatMap((delayMs) => {
    const parts = rows.filter((row) => row.delayMs === delayMs).map(rowBytes);
    const pieces = how === 'rows' ? parts : cut(Buffer.concat(parts), how);
    return pieces.map((bytes) => ({ bytes, delayMs }));
  });
}

/** In the middle of the first characters of several bytes, and at uneven distances otherwise. */
function cut(all: Buffer, how: Wire['chunks']): Buffer[] {
  if (how === 'whole') return [all];
  const cuts = new Set<number>(insideCharacters(all, 6));
  for (let at = 7, step = 611; at < all.length; at += step, step = (step * 3) % 4093) cuts.add(at);
  const sorted = [0, ...[...cuts].sort((a, b) => a - b), all.length];
  return sorted.slice(1).map((end, index) => all.subarray(sorted[index], end)).filter((piece) => piece.length > 0);
}

function insideCharacters(all: Buffer, most: number): number[] {
  const found: number[] = [];
  for (let at = 1; at < all.length && found.length < most; at++) {
    if (((all[at] ?? 0) & 0xc0) === 0x80) found.push(at);
  }
  return found;
}
