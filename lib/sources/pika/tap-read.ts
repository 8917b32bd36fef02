import { call, method, type TapScope } from './tap-natives.ts';
import { MAX_TEXT } from './shape.ts';

/** Reads a stream as UTF-8 text; null when it breaks or is longer than `MAX_TEXT` bytes. Never rejects. */
export type ReadText = (stream: unknown) => Promise<string | null>;

/** Takes the natives that reading needs. The reader's branch of a cloned body is cancelled at the cap, so that the browser buffers no more of it. */
export function textReader(scope: TapScope): ReadText {
  const getReader = method(scope.ReadableStream.prototype, 'getReader');
  const { prototype } = scope.ReadableStreamDefaultReader;
  const readNext = method(prototype, 'read');
  const cancel = method(prototype, 'cancel');
  const decode = method(scope.TextDecoder.prototype, 'decode');
  const Decoder = scope.TextDecoder;

  return async (stream) => {
    try {
      const reader = call<unknown>(getReader, stream);
      const decoder = new Decoder();
      let text = '';
      let bytes = 0;
      for (;;) {
        const { done, value } = await call<Promise<ReadableStreamReadResult<Uint8Array>>>(readNext, reader);
        if (done) return text + call<string>(decode, decoder);
        bytes += value.byteLength;
        if (bytes > MAX_TEXT) {
          await call<Promise<void>>(cancel, reader);
          return null;
        }
        text += call<string>(decode, decoder, value, { __proto__: null, stream: true });
      }
    } catch {
      return null; // the connection broke or the page aborted: the page's own branch tells the page
    }
  };
}
