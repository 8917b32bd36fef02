const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A clip's id: 80 bits of SHA-256 over its path key (or what else it goes by), as 16 characters of Crockford's base 32 (no two of which a file
 * system that ignores case confuses). Cryptographic, because a page that could make two clips share an id could make
 * one hide the other.
 */
export async function clipIdOf(text: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  let bits = 0n;
  for (const byte of hash.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte);
  let id = '';
  for (let shift = 75n; shift >= 0n; shift -= 5n) id += ALPHABET[Number((bits >> shift) & 31n)] ?? '';
  return id;
}
