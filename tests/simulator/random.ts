import { createHash } from 'node:crypto';

/** Everything the simulator invents is derived from a label, so that two runs serve the same bytes. */
export function digest(label: string): Buffer {
  return createHash('sha256').update(label).digest();
}

/** A whole number in `[0, limit)`, always the same for a label. */
export function pick(label: string, limit: number): number {
  return digest(label).readUInt32BE(0) % limit;
}

/** A version 4 UUID, always the same for a label. */
export function uuid(label: string): string {
  const bytes = digest(`uuid:${label}`).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export function hex(label: string, digits: number): string {
  return digest(`hex:${label}`).toString('hex').slice(0, digits);
}

/** 16 digits, as Pika's seeds have; below 2^53. */
export function seedDigits(label: string): string {
  return String(1_000_000_000_000_000 + Number(digest(`seed:${label}`).readBigUInt64BE(0) % 8_000_000_000_000_000n));
}
