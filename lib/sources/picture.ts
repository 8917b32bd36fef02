/** A picture's kind and size out of its first bytes, before anything decodes it: a few kB can claim a billion pixels. */
export interface PictureHead {
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Markers that a JPEG gives its size in: SOF0 to SOF15 without the three that are tables. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
const MAX_MARKERS = 200;

/** @returns null for what is none of these kinds, or does not say its size */
export function pictureHead(bytes: Uint8Array): PictureHead | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12) return null;
  if (view.getUint32(0) === 0x89504e47) return png(view);
  if (view.getUint16(0) === 0xffd8) return jpeg(view);
  return ascii(view, 0, 'RIFF') && ascii(view, 8, 'WEBP') ? webp(view) : null;
}

function png(view: DataView): PictureHead | null {
  if (view.byteLength < 24 || !ascii(view, 12, 'IHDR')) return null;
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** ISO/IEC 10918-1 B.1: segments, each a marker and a length, until the frame header. */
function jpeg(view: DataView): PictureHead | null {
  let at = 2;
  for (let count = 0; count < MAX_MARKERS && at + 9 <= view.byteLength; count += 1) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (isFrame(marker)) return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    // 0xFF may be repeated before a marker as filling.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

/** RFC 9649: the first chunk is lossy, lossless, or extended with a canvas. */
function webp(view: DataView): PictureHead | null {
  if (view.byteLength < 30) return null;
  const size = (width: number, height: number): PictureHead => ({ type: 'image/webp', width, height });
  if (ascii(view, 12, 'VP8 ')) return size(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
  if (ascii(view, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return size((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  }
  if (!ascii(view, 12, 'VP8X')) return null;
  const long = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536 + 1;
  return size(long(24), long(27));
}

function ascii(view: DataView, at: number, word: string): boolean {
  return [...word].every((letter, index) => view.getUint8(at + index) === letter.charCodeAt(0));
}
