/**
 * The page's own functions, taken before any script of the page has run: later the page may have replaced them, and
 * the tap must neither call nor be steered by the replacements. Everything here runs in the page's world.
 */
export const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;

/** The globals that the tap needs; a test hands in its own. */
export type TapScope = Pick<
  typeof globalThis,
  'CustomEvent' | 'Event' | 'EventTarget' | 'Headers' | 'JSON' | 'Promise' | 'ReadableStream' | 'ReadableStreamDefaultReader' | 'Response' | 'TextDecoder' | 'WeakSet' | 'XMLHttpRequest'
>;

export type Native = (...args: never[]) => unknown;

export interface Spot {
  readonly owner: object;
  readonly name: string;
  /** Where the function sits in its property: a method's `value`, or an accessor's `get`. */
  readonly slot: 'value' | 'get';
}

/** The native function at a spot, or null where this browser has none. */
export function nativeAt({ owner, name, slot }: Spot): Native | null {
  const found: unknown = getOwnPropertyDescriptor(owner, name)?.[slot];
  return typeof found === 'function' ? (found as Native) : null;
}

/** The same for what every browser has; its absence is a surprise, and a surprise ends the tap. */
export function needed(spot: Spot): Native {
  const native = nativeAt(spot);
  if (native === null) throw new TypeError(spot.name);
  return native;
}

/**
 * Calls a captured native. The type argument names what the platform's specification says it returns; nothing that
 * the page could have made is trusted by it. Never spread a list into it: that would run the page's array iterator.
 */
export function call<Value>(native: Native, self: unknown, ...args: readonly unknown[]): Value {
  return apply(native, self, args) as Value;
}

/**
 * Puts a function in the place of a native one that differs from it in nothing that a page commonly looks at: same name, length,
 * property attributes, no `prototype`, not constructible, "[native code]" as text. Only a Proxy is all that.
 * @returns a function that puts the native back, if ours is still there
 */
export function replace(spot: Spot, trap: (native: Native, self: unknown, args: unknown[]) => unknown): () => void {
  const { owner, name, slot } = spot;
  const before = getOwnPropertyDescriptor(owner, name);
  const native = nativeAt(spot);
  if (!before?.configurable || native === null) return () => {};
  // Null prototypes: what the page hangs on Object.prototype must not become a trap or an attribute.
  const ours = new Proxy(native, { __proto__: null, apply: trap } as ProxyHandler<Native>);
  defineProperty(owner, name, { __proto__: null, ...before, [slot]: ours } as PropertyDescriptor);
  return () => {
    if (nativeAt(spot) === ours) defineProperty(owner, name, { __proto__: null, ...before } as PropertyDescriptor);
  };
}
