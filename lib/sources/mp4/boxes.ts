/** The headers of MP4 boxes (ISO/IEC 14496-12 §4.2): a size, four characters, and what the size covers. */

export interface Box {
  readonly type: string;
  /** Of the header, in bytes: 8, or 16 with a 64-bit size. */
  readonly header: number;
  /** Header and content, in bytes; null when it runs to the end of the file. */
  readonly size: number | null;
}

/** Bytes that a header takes at most. */
export const HEADER_BYTES = 16;

/**
 * @param bytes begins before or at the header
 * @param at where the header starts in them
 * @returns null when no box can start like this, or when too few bytes are there
 */
export function boxAt(bytes: Uint8Array, at: number): Box | null {
  if (at < 0 || at + 8 > bytes.length) return null;
  const view = viewOf(bytes);
  const type = typeAt(bytes, at + 4);
  const size = view.getUint32(at);
  if (type === null) return null;
  if (size === 0) return { type, header: 8, size: null };
  if (size !== 1) return size < 8 ? null : { type, header: 8, size };
  if (at + HEADER_BYTES > bytes.length) return null;
  const large = view.getUint32(at + 8) * 2 ** 32 + view.getUint32(at + 12);
  return large < HEADER_BYTES || large > Number.MAX_SAFE_INTEGER ? null : { type, header: HEADER_BYTES, size: large };
}

/** Four printable characters; `©` begins some of Apple's. */
function typeAt(bytes: Uint8Array, at: number): string | null {
  const codes = [...bytes.subarray(at, at + 4)];
  const printable = codes.length === 4 && codes.every((code) => (code >= 0x20 && code <= 0x7e) || code === 0xa9);
  return printable ? String.fromCharCode(...codes) : null;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A box inside another one, with its content. */
export interface Child {
  readonly type: string;
  readonly content: Uint8Array;
}

/**
 * The boxes that a content consists of.
 * @returns null when they do not add up to it exactly, or are more than `max`
 */
export function childrenOf(content: Uint8Array, max: number): readonly Child[] | null {
  const children: Child[] = [];
  let at = 0;
  while (at < content.length) {
    const box = boxAt(content, at);
    const size = box?.size ?? content.length - at;
    if (box === null || at + size > content.length || children.length >= max) return null;
    children.push({ type: box.type, content: content.subarray(at + box.header, at + size) });
    at += size;
  }
  return children;
}
