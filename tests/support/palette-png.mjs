import { crc32, deflateSync, inflateSync } from 'node:zlib';

const HEAD = 8;
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/**
 * The same picture, pixel for pixel, with a palette: a flat drawing has few colours, and a byte for each pixel packs better
 * than four. Takes what browsers write: 8-bit RGBA, not interlaced, and at most 256 colours.
 * @param {Buffer} png
 * @returns {Buffer}
 */
export function withPalette(png) {
  const { width, height, pixels } = rgbaOf(png);
  const colours = Array.from({ length: width * height }, (_, i) => pixels.readUInt32BE(i * 4));
  // Those that let light through come first, so that the table of opacities ends with them.
  const palette = [...new Set(colours)].toSorted((a, b) => (a & 255) - (b & 255) || a - b);
  if (palette.length > 256) throw new Error(`${palette.length} colours do not fit into a palette`);
  const index = new Map(palette.map((colour, i) => [colour, i]));
  const rows = Buffer.alloc(height * (width + 1));
  colours.forEach((colour, i) => rows.writeUInt8(index.get(colour) ?? 0, Math.floor(i / width) * (width + 1) + 1 + (i % width)));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const opacities = palette.map((colour) => colour & 255).filter((opacity) => opacity < 255);
  const parts = [
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => [colour >>> 24, (colour >>> 16) & 255, (colour >>> 8) & 255]))),
    ...(opacities.length > 0 ? [chunk('tRNS', Buffer.from(opacities))] : []),
    chunk('IDAT', packed(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([SIGNATURE, ...parts]);
}

/** The smallest of zlib's ways. */
function packed(rows) {
  const tries = [0, 1, 2, 3].map((strategy) => deflateSync(rows, { level: 9, memLevel: 9, strategy }));
  return tries.toSorted((a, b) => a.length - b.length)[0] ?? Buffer.alloc(0);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function rgbaOf(png) {
  const data = [];
  for (let at = HEAD; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  if (png.toString('hex', 24, 29) !== '0806000000') throw new Error('not 8-bit RGBA');
  return { width, height, pixels: unfiltered(inflateSync(Buffer.concat(data)), width * 4, height) };
}

/** Undoes the filters of each row: PNG specification, section 9. */
function unfiltered(raw, stride, height) {
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x < 4 ? 0 : (pixels[at - 4] ?? 0);
      const above = y === 0 ? 0 : (pixels[at - stride] ?? 0);
      const corner = x < 4 || y === 0 ? 0 : (pixels[at - stride - 4] ?? 0);
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0;
      pixels[at] = (raw[y * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return pixels;
}

function paeth(left, above, corner) {
  const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}
