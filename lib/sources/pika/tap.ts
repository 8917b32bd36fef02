import { apply, call, needed, replace, type TapScope } from './tap-natives.ts';
import { MAX_TEXT } from './shape.ts';
import { textReader } from './tap-read.ts';

/** Answers of Pika's own hosts; the page's analytics and everything foreign stay untouched. */
const PIKA = /^https:\/\/(?:[a-z0-9-]+\.)*pika\.art(?:[/?#]|$)/;
/** Answers that hold no text worth reading, or that never end. */
const NOT_TEXT = /^\s*(?:video|audio|image|font)\/|css|javascript|wasm|event-stream|octet-stream/i;

/** Where the page takes a fetched body: its methods, some of which a browser may lack, and the `body` accessor. */
const BODY_METHODS = ['text', 'json', 'arrayBuffer', 'blob', 'bytes', 'formData'] as const;

export interface TapHooks {
  /** Called with an answer's address and whole text, in a microtask of its own. */
  readonly tell: (url: string, text: string) => void;
  /** False while nobody would listen: then nothing is copied. */
  readonly wanted: () => boolean;
  /** Called once, when the tap has given up for good. */
  readonly ended: () => void;
}

/**
 * Taps what the page reads from its own `fetch` and XHR answers, at the moment it reads them. `fetch`, its promise and
 * XHR's methods and events stay the browser's own, so rejections, timing and `unhandledrejection` cannot differ. Whatever
 * surprises the tap ends it: the natives go back and the page never notices.
 */
export function startTap(scope: TapScope, hooks: TapHooks): void {
  const undo: (() => void)[] = [];
  let live = true;
  const giveUp = () => {
    live = false;
    for (let i = 0; i < undo.length; i += 1) undo[i]?.();
    hooks.ended();
  };
  const guarded = (work: () => void) => {
    if (!live || !hooks.wanted()) return;
    try {
      work();
    } catch {
      giveUp();
    }
  };
  const tell = (url: string, text: string) => guarded(() => hooks.tell(url, text));

  try {
    const onResponse = responseTap(scope, tell);
    const onXhr = xhrTap(scope, tell);
    const before = (self: unknown) => guarded(() => onResponse(self));
    for (const name of BODY_METHODS) undo.push(hookBefore(scope.Response.prototype, name, 'value', before));
    undo.push(hookBefore(scope.Response.prototype, 'body', 'get', before));
    for (const name of ['response', 'responseText'] as const) {
      undo.push(
        replace({ owner: scope.XMLHttpRequest.prototype, name, slot: 'get' }, (native, self, args) => {
          const value: unknown = apply(native, self, args);
          guarded(() => onXhr(self, value));
          return value;
        }),
      );
    }
  } catch {
    giveUp();
  }
}

function hookBefore(owner: object, name: string, slot: 'value' | 'get', before: (self: unknown) => void): () => void {
  return replace({ owner, name, slot }, (native, self, args) => {
    before(self);
    return apply(native, self, args) as unknown;
  });
}

/** Looks at each value once; false for what it has met before, and for what is no object. */
function firstMeeting(scope: TapScope): (value: unknown) => boolean {
  const met = new scope.WeakSet();
  const has = needed({ owner: scope.WeakSet.prototype, name: 'has', slot: 'value' });
  const add = needed({ owner: scope.WeakSet.prototype, name: 'add', slot: 'value' });
  return (value) => {
    if (typeof value !== 'object' || value === null || call<boolean>(has, met, value)) return false;
    call(add, met, value);
    return true;
  };
}

function matcher(): (pattern: RegExp, text: string) => boolean {
  // `exec` itself: `test` would look up the page's.
  const exec = needed({ owner: RegExp.prototype, name: 'exec', slot: 'value' });
  return (pattern, text) => call<unknown>(exec, pattern, text) !== null;
}

/** The value, or null when the native refuses `self`: a foreign object, or a body that somebody has used. */
function attempt<Value>(native: ReturnType<typeof needed>, self: unknown): Value | null {
  try {
    return call<Value>(native, self);
  } catch {
    return null;
  }
}

/** Copies a response's body and reads the copy. The copy is made synchronously, so the page still finds its body unused. */
function responseTap(scope: TapScope, tell: TapHooks['tell']): (response: unknown) => void {
  const { prototype } = scope.Response;
  const urlOf = needed({ owner: prototype, name: 'url', slot: 'get' });
  const headersOf = needed({ owner: prototype, name: 'headers', slot: 'get' });
  const bodyOf = needed({ owner: prototype, name: 'body', slot: 'get' });
  const clone = needed({ owner: prototype, name: 'clone', slot: 'value' });
  const header = needed({ owner: scope.Headers.prototype, name: 'get', slot: 'value' });
  const isNew = firstMeeting(scope);
  const matches = matcher();
  const read = textReader(scope);

  const tellLater = async (url: string, stream: unknown) => {
    const text = await read(stream);
    if (text !== null) tell(url, text);
  };
  return (response) => {
    const url = attempt<string>(urlOf, response);
    if (url === null || !matches(PIKA, url) || !isNew(response)) return;
    const headers = call<unknown>(headersOf, response);
    if (matches(NOT_TEXT, call<string | null>(header, headers, 'content-type') ?? '')) return;
    if (Number(call<string | null>(header, headers, 'content-length') ?? 0) > MAX_TEXT) return;
    const copy = attempt<unknown>(clone, response);
    const stream = copy === null ? null : call<unknown>(bodyOf, copy);
    if (stream !== null) void tellLater(url, stream);
  };
}

/** Takes what an XHR that is done has just given to the page. */
function xhrTap(scope: TapScope, tell: TapHooks['tell']): (xhr: unknown, value: unknown) => void {
  const { prototype } = scope.XMLHttpRequest;
  const stateOf = needed({ owner: prototype, name: 'readyState', slot: 'get' });
  const urlOf = needed({ owner: prototype, name: 'responseURL', slot: 'get' });
  const typeOf = needed({ owner: prototype, name: 'responseType', slot: 'get' });
  const stringify = needed({ owner: scope.JSON, name: 'stringify', slot: 'value' });
  const then = needed({ owner: scope.Promise.prototype, name: 'then', slot: 'value' });
  const resolved = scope.Promise.resolve();
  const { DONE } = scope.XMLHttpRequest;
  const { JSON } = scope;
  const isNew = firstMeeting(scope);
  const matches = matcher();

  return (xhr, value) => {
    if (call<number>(stateOf, xhr) !== DONE || value === null || value === '') return;
    const type = call<string>(typeOf, xhr);
    if (type !== '' && type !== 'text' && type !== 'json') return;
    const url = call<string>(urlOf, xhr);
    if (!matches(PIKA, url) || !isNew(xhr)) return;
    let text: unknown = value;
    if (type === 'json') text = call<unknown>(stringify, JSON, value);
    if (typeof text !== 'string' || text.length > MAX_TEXT) return;
    const whole = text;
    call(then, resolved, () => tell(url, whole)); // not on the page's stack
  };
}
