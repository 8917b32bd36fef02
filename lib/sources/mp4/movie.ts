/** What a `moov` box tells about the film (ISO/IEC 14496-12 §8.2, §8.3, §8.4). */
import { childrenOf, viewOf, type Child } from './boxes.ts';

export interface Movie {
  /** Null when the file leaves it open, as fragmented ones do. */
  readonly durationSeconds: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly hasAudio: boolean;
}

/** Boxes directly inside one; a film has a handful of tracks. */
const MAX_CHILDREN = 64;

/** @returns null when its boxes do not add up, or no player could use it: no header, or no track */
export function readMovie(content: Uint8Array): Movie | null {
  const children = childrenOf(content, MAX_CHILDREN);
  const header = children?.find((child) => child.type === 'mvhd');
  const tracks = children?.filter((child) => child.type === 'trak') ?? [];
  if (header === undefined || tracks.length === 0) return null;
  const parsed = tracks.map((track) => readTrack(track.content));
  const picture = parsed.find((track) => track.width !== null);
  return {
    durationSeconds: durationOf(header.content),
    width: picture?.width ?? null,
    height: picture?.height ?? null,
    hasAudio: parsed.some((track) => track.handler === 'soun'),
  };
}

/** `mvhd`: version 0 has 32-bit times, version 1 has 64-bit ones; all bits set means not known. */
function durationOf(header: Uint8Array): number | null {
  const long = header[0] === 1;
  if (header.length < (long ? 32 : 20)) return null;
  const view = viewOf(header);
  const timescale = view.getUint32(long ? 20 : 12);
  const high = long ? view.getUint32(24) : 0;
  const low = view.getUint32(long ? 28 : 16);
  const open = low === 0xffffffff && (!long || high === 0xffffffff);
  const units = high * 2 ** 32 + low;
  return open || timescale === 0 || units === 0 ? null : units / timescale;
}

interface Track {
  readonly width: number | null;
  readonly height: number | null;
  /** `vide`, `soun`, … */
  readonly handler: string | null;
}

function readTrack(content: Uint8Array): Track {
  const children = childrenOf(content, MAX_CHILDREN) ?? [];
  const media = childrenOf(contentOf(children, 'mdia'), MAX_CHILDREN) ?? [];
  const handler = contentOf(media, 'hdlr').subarray(8, 12);
  const header = contentOf(children, 'tkhd');
  // Width and height are the last eight bytes of `tkhd` in both versions, as 16.16 fixed point.
  const size = header[0] === 1 ? 96 : 84;
  const view = viewOf(header);
  const width = header.length >= size ? Math.round(view.getUint32(size - 8) / 65_536) : 0;
  const height = header.length >= size ? Math.round(view.getUint32(size - 4) / 65_536) : 0;
  const visible = width > 0 && height > 0;
  return {
    width: visible ? width : null,
    height: visible ? height : null,
    handler: handler.length === 4 ? String.fromCharCode(...handler) : null,
  };
}

function contentOf(children: readonly Child[], type: string): Uint8Array {
  return children.find((child) => child.type === type)?.content ?? new Uint8Array(0);
}
