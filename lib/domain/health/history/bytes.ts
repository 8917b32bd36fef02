/** Growing bytes with numbers of few bytes in them: what is small or usual must be cheap. */
export class ByteWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  /** An integer from 0 to 2^53 − 1, seven bits a byte, low ones first. */
  count(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.#byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.#byte(rest);
  }

  /** Any number at all, or null. Integers near zero take one byte, others up to eight; what is no such integer takes nine. */
  number(value: number | null): void {
    if (value === null) return this.count(0);
    const folded = value < 0 ? -2 * value - 1 : 2 * value;
    const plain = Number.isSafeInteger(value) && Number.isSafeInteger(folded + 2) && !Object.is(value, -0);
    if (plain) return this.count(folded + 2);
    this.count(1);
    const eight = new Uint8Array(8);
    new DataView(eight.buffer).setFloat64(0, value);
    this.raw(eight);
  }

  text(value: string): void {
    const raw = new TextEncoder().encode(value);
    this.count(raw.length);
    this.raw(raw);
  }

  /** As they are: whoever reads them knows how many there are. */
  raw(bytes: Uint8Array): void {
    for (const byte of bytes) this.#byte(byte);
  }

  /** The bytes so far, in a buffer of exactly their size: stores keep the whole buffer behind a view. */
  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }
}

const NOTHING = new Uint8Array(0);

/** Reads what `ByteWriter` wrote. Damaged bytes never throw: they set `damaged`, and read as zero from there on. */
export class ByteReader {
  damaged = false;
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** How many bytes are read. */
  get at(): number {
    return this.#at;
  }

  get atEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  count(): number {
    const first = this.#bytes[this.#at];
    if (first !== undefined && first < 0x80) {
      this.#at += 1;
      return first;
    }
    let value = 0;
    for (let factor = 1; factor <= 2 ** 49; factor *= 0x80) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) break;
      this.#at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return Number.isSafeInteger(value) ? value : this.#fail();
    }
    return this.#fail();
  }

  number(): number | null {
    const code = this.count();
    if (code === 0) return null;
    if (code === 1) return this.#float();
    const folded = code - 2;
    return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
  }

  /** The next bytes, in place: a view of what is read, not a copy. None when there are fewer. */
  raw(length: number): Uint8Array {
    const from = this.#at;
    this.skip(length);
    return this.damaged ? NOTHING : this.#bytes.subarray(from, from + length);
  }

  /** Steps over the next bytes if they are these. */
  takes(expected: Uint8Array): boolean {
    for (let index = 0; index < expected.length; index += 1) if (this.#bytes[this.#at + index] !== expected[index]) return false;
    this.#at += expected.length;
    return true;
  }

  skip(length: number): void {
    if (length < 0 || length > this.#bytes.length - this.#at) this.#fail();
    else this.#at += length;
  }

  #float(): number {
    if (this.#at + 8 > this.#bytes.length) return this.#fail();
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + this.#at, 8);
    this.#at += 8;
    return view.getFloat64(0);
  }

  #fail(): number {
    this.damaged = true;
    this.#at = this.#bytes.length;
    return 0;
  }
}
