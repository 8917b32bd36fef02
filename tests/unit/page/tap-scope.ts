import type { TapScope } from '../../../lib/sources/pika/tap-natives.ts';

export interface FakeAnswer {
  readonly url?: string;
  readonly type?: string;
  readonly headers?: Record<string, string>;
}

export const LIBRARY = 'https://pika.art/library';

/**
 * The globals of a page of its own: a `Response` that has a URL, which no script can give to a real one, and an XHR that is done.
 * Private fields make both refuse a foreign `this`, as the browser's do.
 */
export function createScope() {
  class Response {
    #real: globalThis.Response;
    #url: string;
    constructor(body: BodyInit | null, { url = LIBRARY, type = 'text/x-component', headers = {} }: FakeAnswer = {}) {
      this.#real = new globalThis.Response(body, { headers: { 'content-type': type, ...headers } });
      this.#url = url;
    }
    get url() {
      return this.#url;
    }
    get headers() {
      return this.#real.headers;
    }
    get body() {
      return this.#real.body;
    }
    get bodyUsed() {
      return this.#real.bodyUsed;
    }
    clone() {
      const copy = new Response(null, { url: this.#url });
      copy.#real = this.#real.clone();
      return copy;
    }
    text() {
      return this.#real.text();
    }
    json() {
      return this.#real.json();
    }
    arrayBuffer() {
      return this.#real.arrayBuffer();
    }
  }

  class XMLHttpRequest {
    static readonly DONE = 4;
    #answer: { url: string; type: string; value: unknown; state: number };
    constructor(value: unknown, { url = LIBRARY, type = '', state = 4 } = {}) {
      this.#answer = { url, type, value, state };
    }
    get readyState() {
      return this.#answer.state;
    }
    get responseURL() {
      return this.#answer.url;
    }
    get responseType() {
      return this.#answer.type;
    }
    get response() {
      return this.#answer.value;
    }
    get responseText() {
      if (this.#answer.type !== '' && this.#answer.type !== 'text') throw new Error('InvalidStateError');
      return this.#answer.value;
    }
  }

  /** The real one under a prototype of its own, so that no test changes another's. */
  class FormData {
    #real = new globalThis.FormData();
    append(name: string, value: string | Blob) {
      this.#real.append(name, value as string); // the real one takes both, in two overloads
    }
    set(name: string, value: string | Blob) {
      this.#real.set(name, value as string);
    }
    get(name: string) {
      return this.#real.get(name);
    }
  }

  const { CustomEvent, Event, EventTarget, Headers, JSON, ReadableStream, ReadableStreamDefaultReader, TextDecoder, WeakMap } = globalThis;
  const shared = { CustomEvent, Event, EventTarget, Headers, JSON, ReadableStream, ReadableStreamDefaultReader, TextDecoder, WeakMap };
  // Stand-ins have the parts that the tap uses, not all that the browser's classes have.
  const scope = { ...shared, FormData, Response, XMLHttpRequest } as unknown as TapScope;
  return { scope, FormData, Response, XMLHttpRequest };
}

/** Lets everything run that is waiting in memory: streams of a given body take some turns. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
