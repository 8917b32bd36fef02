import { createHash } from 'node:crypto';
import { digest } from '../random.ts';

/** Bytes that can be read anywhere without being held in memory: clips may be hundreds of megabytes long. */
export interface Body {
  readonly size: number;
  /** Bytes `[start, end)`; never beyond `size`. */
  read(start: number, end: number): Buffer;
}

export interface Box {
  readonly type: string;
  readonly start: number;
  readonly size: number;
}

/** Above this size a filler box uses the 64-bit size field, as files with large media data do. */
const LARGE_BOX = 8 * 1024 * 1024;
const TILE = 64 * 1024;

/** The boxes of an MP4's top level. Throws when they do not add up to the whole file. */
export function topBoxes(file: Buffer): Box[] {
  const boxes: Box[] = [];
  let at = 0;
  while (at < file.length) {
    if (at + 8 > file.length) throw new Error(`half a box header at ${at}`);
    let size = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    if (size === 1) size = Number(file.readBigUInt64BE(at + 8));
    if (size < 8 || at + size > file.length) throw new Error(`box ${type} at ${at} has size ${size}`);
    boxes.push({ type, start: at, size });
    at += size;
  }
  return boxes;
}

/**
 * A playable clip that no other id has: the base video with a `free` box whose payload comes from the id.
 * The box stands behind the media data and before a `moov` that is last, so no offset inside the file moves.
 * `wanted` is the size aimed at in bytes; a clip never gets smaller than its base and a short filler.
 */
export function buildClip(base: Buffer, id: string, wanted: number | null): Body {
  const insertAt = fillerPlace(base);
  const least = 64 + (digest(`filler:${id}`).readUInt16BE(0) % 4032);
  const box = Math.max(least, (wanted ?? 0) - base.length);
  const header = fillerHeader(box);
  const payload = fillerPayload(id, box - header.length);
  return joined([bytes(base.subarray(0, insertAt)), bytes(header), payload, bytes(base.subarray(insertAt))]);
}

/** SHA-256 of a body in hex, read piece by piece. */
export function bodyDigest(body: Body): string {
  const hash = createHash('sha256');
  for (let at = 0; at < body.size; at += TILE) hash.update(body.read(at, Math.min(body.size, at + TILE)));
  return hash.digest('hex');
}

function fillerPlace(base: Buffer): number {
  const last = topBoxes(base).at(-1);
  return last?.type === 'moov' ? last.start : base.length;
}

function fillerHeader(boxSize: number): Buffer {
  const header = Buffer.alloc(boxSize > LARGE_BOX ? 16 : 8);
  header.writeUInt32BE(boxSize > LARGE_BOX ? 1 : boxSize, 0);
  header.write('free', 4, 'latin1');
  if (boxSize > LARGE_BOX) header.writeBigUInt64BE(BigInt(boxSize), 8);
  return header;
}

/** One pseudo-random tile per id, stamped with its position: any offset costs the same. */
function fillerPayload(id: string, size: number): Body {
  const tile = Buffer.allocUnsafe(Math.min(TILE, size));
  let state = digest(`tile:${id}`).readUInt32BE(0) | 1;
  for (let i = 0; i < tile.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    tile[i] = state & 0xff;
  }
  const readTile = (index: number): Buffer => {
    const stamped = Buffer.from(tile);
    if (stamped.length >= 4) stamped.writeUInt32BE((stamped.readUInt32BE(0) ^ index) >>> 0, 0);
    return stamped;
  };
  return {
    size,
    read(start, end) {
      const parts: Buffer[] = [];
      for (let at = start; at < end; ) {
        const index = Math.floor(at / TILE);
        const stop = Math.min(end, (index + 1) * TILE);
        parts.push(readTile(index).subarray(at - index * TILE, stop - index * TILE));
        at = stop;
      }
      return Buffer.concat(parts);
    },
  };
}

export function bytes(buffer: Buffer): Body {
  return { size: buffer.length, read: (start, end) => buffer.subarray(start, end) };
}

function joined(parts: readonly Body[]): Body {
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  return {
    size,
    read(start, end) {
      const out: Buffer[] = [];
      let offset = 0;
      for (const part of parts) {
        const from = Math.max(start, offset);
        const to = Math.min(end, offset + part.size);
        if (from < to) out.push(part.read(from - offset, to - offset));
        offset += part.size;
      }
      return Buffer.concat(out);
    },
  };
}
