/** MP4 files of a few hundred bytes: true boxes around invented data, for tests of structure (no player shows them). */

export interface TinyMp4 {
  readonly order?: 'moov-first' | 'moov-last';
  readonly audio?: boolean;
  /** 64-bit size on `mdat`, as for files over 4 GB. */
  readonly large?: boolean;
  /** `mdat` says that it runs to the end of the file; only where it comes last. */
  readonly open?: boolean;
  readonly dataBytes?: number;
  /** Bytes of padding inside `moov`. */
  readonly movieBytes?: number;
  readonly seconds?: number;
  readonly width?: number;
  readonly height?: number;
  /** Version 1 headers, with 64-bit times. */
  readonly long?: boolean;
  readonly before?: readonly Uint8Array[];
  readonly after?: readonly Uint8Array[];
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

export function box(type: string, ...content: readonly Uint8Array[]): Uint8Array {
  const body = joined(content);
  return joined([u32(body.length + 8), ascii(type), body]);
}

export function largeBox(type: string, content: Uint8Array): Uint8Array {
  return joined([u32(1), ascii(type), u64(content.length + 16), content]);
}

export function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

export function u64(value: number): Uint8Array {
  return joined([u32(Math.floor(value / 2 ** 32)), u32(value % 2 ** 32)]);
}

export function zeros(count: number): Uint8Array {
  return new Uint8Array(count);
}

export const FTYP = box('ftyp', ascii('isom'), u32(512), ascii('isomiso2avc1mp41'));

const TIMESCALE = 1000;

export function mvhd(seconds: number, long = false): Uint8Array {
  const units = Math.round(seconds * TIMESCALE);
  const times = long ? [zeros(16), u32(TIMESCALE), u64(units)] : [zeros(8), u32(TIMESCALE), u32(units)];
  return box('mvhd', u32(long ? 0x01000000 : 0), ...times, zeros(80));
}

export function trak(handler: 'vide' | 'soun', width = 0, height = 0, long = false): Uint8Array {
  const header = box('tkhd', u32(long ? 0x01000007 : 7), zeros(long ? 32 : 20), zeros(52), u32(width * 65_536), u32(height * 65_536));
  return box('trak', header, box('mdia', box('mdhd', zeros(24)), box('hdlr', zeros(8), ascii(handler), zeros(13))));
}

export function moov({
  audio = false,
  movieBytes = 0,
  seconds = 5,
  width = 1280,
  height = 720,
  long = false,
}: TinyMp4 = {}): Uint8Array {
  const tracks = [trak('vide', width, height, long), ...(audio ? [trak('soun', 0, 0, long)] : [])];
  return box('moov', mvhd(seconds, long), ...tracks, ...(movieBytes > 0 ? [box('free', zeros(movieBytes))] : []));
}

export function tinyMp4(options: TinyMp4 = {}): Uint8Array {
  const { order = 'moov-first', large = false, open = false, dataBytes = 300, before = [], after = [] } = options;
  const content = new Uint8Array(dataBytes).fill(0x5a);
  const data = open ? joined([u32(0), ascii('mdat'), content]) : large ? largeBox('mdat', content) : box('mdat', content);
  const film = order === 'moov-first' ? [moov(options), data] : [data, moov(options)];
  return joined([...before, FTYP, ...film, ...after]);
}
