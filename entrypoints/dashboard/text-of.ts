/** A piece of a file's text. */
interface Piece {
  readonly text: string;
  /** Share of the file read by its end. */
  readonly fraction: number;
  readonly last: boolean;
}

/** Bytes that are read without a pause for the page: some hundred rows. */
const PIECE = 32_768;

/** A file's text in order, a piece at a time: never the whole in memory. UTF-8, or UTF-16 where the file begins with its mark. */
export async function* textOf(file: Blob): AsyncGenerator<Piece> {
  const decoder = new TextDecoder(await encodingOf(file));
  const reader = file.stream().getReader();
  let read = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    // Browsers hand out pieces of their own size, up to megabytes.
    for (let from = 0; from < value.byteLength; from += PIECE) {
      const piece = value.subarray(from, from + PIECE);
      read += piece.byteLength;
      yield { text: decoder.decode(piece, { stream: true }), fraction: read / file.size, last: false };
    }
  }
  yield { text: decoder.decode(), fraction: 1, last: true };
}

/** Spreadsheets write “Unicode text” as UTF-16. */
async function encodingOf(file: Blob): Promise<'utf-8' | 'utf-16le' | 'utf-16be'> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
