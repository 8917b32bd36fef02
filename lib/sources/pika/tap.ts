import { MAX_TEXT } from './shape.ts';
import { createFormNotes } from './tap-forms.ts';
import { apply, call, createMemory, getter, matches, method, type Native, replace, type Slot, type TapScope } from './tap-natives.ts';
import { textReader } from './tap-read.ts';

/** Answers of Pika's own hosts; the page's analytics and everything foreign stay untouched. */
const PIKA = /^https:\/\/(?:[a-z0-9-]+\.)*pika\.art(?:[/?#]|$)/;
/** Answers that hold no text worth reading, or that never end. */
const NOT_TEXT = /^\s*(?:video|audio|image|font)\/|css|javascript|wasm|(?:event|octet)-stream/i;

/** The `responseType`s of an XHR whose answer is text, or was. */
const TEXTS = /^(?:text|json)?$/;

/** Where the page takes a fetched body: its methods, some of which a browser may lack, and the `body` accessor. */
const BODY_METHODS = ['text', 'json', 'arrayBuffer', 'blob', 'bytes', 'formData'] as const;

export interface TapHooks {
  /**
   * Called with an answer's address, its whole text and the form that it answers (JSON, or ''); with a form alone when the page has
   * just filled it in. Always in a microtask of its own.
   */
  readonly tell: (url: string, text: string, form: string) => void;
  /** False while nobody would listen: then nothing is copied. */
  readonly wanted: () => boolean;
  /** Called once, when the tap has given up for good. */
  readonly ended: () => void;
  /** The clock, in ms. */
  readonly now: () => number;
}

type Tell = (url: string, text: string) => void;
/** Looks at the object whose function the page calls; afterwards also at what came back, and at the first argument. */
type Look = (self: unknown, value?: unknown, argument?: unknown) => void;
/** Whether this answer, a Response or an XHR, is looked at for the first time. */
type IsNew = (answer: unknown) => boolean;

/**
 * Taps what the page reads from its own `fetch` and XHR answers, at the moment it reads them, and notes what it writes into its
 * forms. `fetch`, its promise and XHR's methods and events stay the browser's own, so rejections, timing and `unhandledrejection`
 * cannot differ. Whatever surprises the tap ends it: the natives go back and the page never notices.
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

  try {
    const forms = createFormNotes(scope, hooks.now, (form) => guarded(() => hooks.tell('', '', form)));
    const tell: Tell = (url, text) => guarded(() => hooks.tell(url, text, forms.take(url, text)));
    const met = createMemory(scope);
    const isNew: IsNew = (answer) => {
      if (met.get(answer)) return false;
      met.set(answer, 1);
      return true;
    };
    const onResponse = responseTap(scope, isNew, tell);
    const onXhr = xhrTap(scope, isNew, tell);
    /** With `before`, looks while the page's call has not begun yet: a body can be copied only then. */
    const hook = (owner: object, slot: Slot, names: readonly string[], before: boolean, look: Look) => {
      for (const name of names) {
        const trap = (native: Native, self: unknown, args: unknown[]) => {
          if (before) guarded(() => look(self));
          const value: unknown = apply(native, self, args);
          if (!before) guarded(() => look(self, value, args[0]));
          return value;
        };
        undo.push(replace(owner, name, slot, trap));
      }
    };
    hook(scope.Response.prototype, 'value', BODY_METHODS, true, onResponse);
    hook(scope.Response.prototype, 'get', ['body'], true, onResponse);
    hook(scope.XMLHttpRequest.prototype, 'get', ['response', 'responseText'], false, onXhr);
    hook(scope.FormData.prototype, 'value', ['append', 'set'], false, (form, _none, name) => forms.note(form, name));
  } catch {
    giveUp();
  }
}

/** The value, or null when the native refuses `self`: a foreign object, or a body that somebody has used. */
function attempt<Value>(native: Native, self: unknown): Value | null {
  try {
    return call<Value>(native, self);
  } catch {
    return null;
  }
}

/** Copies a response's body and reads the copy. The copy is made synchronously, so the page still finds its body unused. */
function responseTap(scope: TapScope, isNew: IsNew, tell: Tell): (response: unknown) => void {
  const { prototype } = scope.Response;
  const urlOf = getter(prototype, 'url');
  const headersOf = getter(prototype, 'headers');
  const bodyOf = getter(prototype, 'body');
  const clone = method(prototype, 'clone');
  const header = method(scope.Headers.prototype, 'get');
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
function xhrTap(scope: TapScope, isNew: IsNew, tell: Tell): (xhr: unknown, value?: unknown) => void {
  const { prototype } = scope.XMLHttpRequest;
  const stateOf = getter(prototype, 'readyState');
  const urlOf = getter(prototype, 'responseURL');
  const typeOf = getter(prototype, 'responseType');
  const { JSON } = scope;
  const stringify = method(JSON, 'stringify');
  const { DONE } = scope.XMLHttpRequest;

  const tellLater = async (url: string, text: string) => {
    await url; // not on the page's stack; an object could have a `then` of the page's
    tell(url, text);
  };
  return (xhr, value) => {
    if (call<number>(stateOf, xhr) !== DONE || value === null || value === '') return;
    const type = call<string>(typeOf, xhr);
    if (!matches(TEXTS, type)) return;
    const url = call<string>(urlOf, xhr);
    if (!matches(PIKA, url) || !isNew(xhr)) return;
    let text: unknown = value;
    if (type === 'json') text = call<unknown>(stringify, JSON, value);
    if (typeof text !== 'string' || text.length > MAX_TEXT) return;
    void tellLater(url, text);
  };
}
