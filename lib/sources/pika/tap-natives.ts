/**
 * The page's own functions, taken before any script of the page has run: later the page may have replaced them, and
 * the tap must neither call nor be steered by the replacements. Everything here runs in the page's world.
 */
export const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;

const { exec } = RegExp.prototype;

/** The globals that the tap needs; a test hands in its own. */
export type TapScope = Pick<
  typeof globalThis,
  | 'CustomEvent' | 'Event' | 'EventTarget' | 'FormData' | 'Headers' | 'JSON' | 'ReadableStream' | 'ReadableStreamDefaultReader'
  | 'Response' | 'TextDecoder' | 'WeakMap' | 'XMLHttpRequest'
>;

export type Native = (...args: never[]) => unknown;

/** Where a function sits in its property: a method's `value`, or an accessor's `get`. */
export type Slot = 'value' | 'get';

/** A native method that every browser has; its absence is a surprise, and a surprise ends the tap. */
export function method(owner: object, name: string, slot: Slot = 'value'): Native {
  const native: unknown = getOwnPropertyDescriptor(owner, name)?.[slot];
  if (typeof native !== 'function') throw new TypeError(name);
  return native as Native;
}

/** The same for an accessor. */
export function getter(owner: object, name: string): Native {
  return method(owner, name, 'get');
}

/**
 * Calls a captured native. The type argument names what the platform's specification says it returns; nothing that
 * the page could have made is trusted by it. Never spread a list into it: that would run the page's array iterator.
 */
export function call<Value>(native: Native, self: unknown, ...args: readonly unknown[]): Value {
  return apply(native, self, args) as Value;
}

/** Whether the pattern (without `g` or `y`) is in the text; `test` would look up the page's `exec`. */
export function matches(pattern: RegExp, text: string): boolean {
  return call<unknown>(exec, pattern, text) !== null;
}

/** What is known about objects of the page, for as long as they live. */
export interface Memory {
  get<Value>(key: unknown): Value | undefined;
  set(key: unknown, value: unknown): void;
}

/** A WeakMap that no longer needs the page's functions. The type argument of `get` names what was set. */
export function createMemory({ WeakMap }: TapScope): Memory {
  const get = method(WeakMap.prototype, 'get');
  const set = method(WeakMap.prototype, 'set');
  const map = new WeakMap();
  return {
    get: <Value>(key: unknown) => call<Value | undefined>(get, map, key),
    set: (key, value) => call<void>(set, map, key, value),
  };
}

/**
 * Puts a function in the place of a native one that differs from it in nothing that a page commonly looks at: same name, length,
 * property attributes, no `prototype`, not constructible, "[native code]" as text. Only a Proxy is all that.
 * @returns a function that puts the native back, if ours is still there
 */
export function replace(owner: object, name: string, slot: Slot, trap: (native: Native, self: unknown, args: unknown[]) => unknown): () => void {
  const before = getOwnPropertyDescriptor(owner, name);
  const native: unknown = before?.[slot];
  if (!before?.configurable || typeof native !== 'function') return () => {};
  // Null prototypes: what the page hangs on Object.prototype must not become a trap or an attribute.
  const ours = new Proxy(native as Native, { __proto__: null, apply: trap } as ProxyHandler<Native>);
  defineProperty(owner, name, { __proto__: null, ...before, [slot]: ours } as PropertyDescriptor);
  return () => {
    if (getOwnPropertyDescriptor(owner, name)?.[slot] === ours) defineProperty(owner, name, { __proto__: null, ...before } as PropertyDescriptor);
  };
}
