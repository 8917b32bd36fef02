/**
 * Attacks by a page that knows this extension's source. They run inside the page and are sent there as text: each stands
 * alone, with no imports and nothing from outside its own braces. None of them throws into the page or breaks its own work.
 */

export interface ChannelAttack {
  /** Names of the events by which the page's two scripts find each other. */
  readonly observer: string;
  readonly helper: string;
  readonly probe: string;
  /** Texts of forged answers. */
  readonly texts: readonly string[];
  /** How often each is said. */
  readonly times: number;
}

/** Finds the helper's channel, forges, replays and floods it, and offers the observer channels of its own. @returns channels found, and texts stolen */
export async function attackChannels({ observer, helper, probe, texts, times }: ChannelAttack): Promise<{ channels: number; stolen: number }> {
  const bus = performance;
  const dispatch = EventTarget.prototype.dispatchEvent;
  const say = (name: string, detail: unknown, options: object = {}) => dispatch.call(bus, new CustomEvent(name, { detail, cancelable: true, ...options }));
  const found = new Set<string>();
  const stolen: unknown[] = [];
  bus.addEventListener(helper, (event) => {
    if (event instanceof CustomEvent && typeof event.detail === 'string' && event.detail.length === 36) found.add(event.detail);
  });
  bus.addEventListener(probe, (event) => event.preventDefault());
  say(observer, null);

  for (let number = 0; number < 50; number += 1) {
    const own = `theft-${number}`;
    bus.addEventListener(own, (event) => {
      if (stolen.length < 1_000) stolen.push(event instanceof CustomEvent ? event.detail : null);
      event.preventDefault();
      event.stopImmediatePropagation();
    });
    say(helper, own);
  }
  const foul = () => {
    throw new Error('fouled');
  };
  const odd: unknown[] = [null, 0, Number.NaN, [], {}, '', 'x'.repeat(65), new Proxy({}, { get: foul, has: foul, getPrototypeOf: foul }), { toString: foul, valueOf: foul }, Symbol('x'), 1n];
  odd.push(Object.defineProperty({}, 'length', { get: foul }), Object.create(null), 'x'.repeat(10_000_000), `https://pika.art/library\n${'['.repeat(1_000_000)}`);
  for (const name of [helper, observer, probe, ...found]) for (const detail of odd) say(name, detail);
  for (const name of [helper, ...found]) {
    dispatch.call(bus, new Event(name));
    dispatch.call(bus, new MessageEvent(name, { data: 'x' }));
  }
  for (let time = 0; time < times; time += 1) {
    for (const text of texts) {
      for (const channel of found) {
        say(channel, `https://pika.art/library\n${text}`);
        say(channel, `https://pika.art/library?${time}\n${text}`);
        say(channel, `javascript:alert(1)\n${text}`);
        say(channel, text);
      }
    }
    // Others get a turn, or nothing of this would be read before it is over.
    if (time % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 0));
  }
  for (const channel of found) bus.addEventListener(channel, (event) => event.stopImmediatePropagation(), true);
  return { channels: found.size, stolen: stolen.length };
}

/** Puts a wrapper around whatever scripts in the page are likely to call, and traps into `Object.prototype`; all of it still works. */
export function wrapBuiltIns(): void {
  const seen: unknown[] = [];
  const note = (value: unknown) => {
    seen[seen.length % 50] = value;
  };
  const { apply, construct, defineProperty, getOwnPropertyDescriptor } = Reflect;
  const wrap = (owner: object, name: PropertyKey) => {
    const found = getOwnPropertyDescriptor(owner, name);
    for (const slot of ['value', 'get', 'set'] as const) {
      const native: unknown = found?.[slot];
      if (!found?.configurable || typeof native !== 'function') continue;
      found[slot] = function hostile(this: unknown, ...args: unknown[]): unknown {
        note(args);
        return new.target ? construct(native, args) : apply(native, this, args);
      };
      Object.assign(found[slot] as object, { prototype: native.prototype as unknown });
    }
    if (found) defineProperty(owner, name, found);
  };
  const methods: [object, PropertyKey[]][] = [
    [EventTarget.prototype, ['dispatchEvent', 'addEventListener', 'removeEventListener']],
    [Event.prototype, ['preventDefault', 'stopImmediatePropagation']],
    [CustomEvent.prototype, ['detail']],
    [Promise.prototype, ['then', 'catch', 'finally']],
    [Response.prototype, ['text', 'json', 'clone', 'arrayBuffer', 'blob', 'body', 'headers', 'url']],
    [XMLHttpRequest.prototype, ['open', 'send', 'response', 'responseText', 'readyState']],
    [ReadableStream.prototype, ['getReader', 'tee']],
    [Array.prototype, ['map', 'filter', 'slice', 'push', 'includes', Symbol.iterator]],
    [String.prototype, ['startsWith', 'slice', 'replace', Symbol.iterator]],
    [RegExp.prototype, ['exec', 'test']],
    [Document.prototype, ['createElement', 'querySelector', 'querySelectorAll']],
    [Element.prototype, ['attachShadow', 'setAttribute', 'remove']],
    [Node.prototype, ['appendChild', 'insertBefore']],
    [JSON, ['parse', 'stringify']],
    [window, ['fetch', 'MutationObserver', 'CustomEvent', 'MessageChannel', 'setTimeout', 'queueMicrotask']],
  ];
  for (const [owner, names] of methods) for (const name of names) wrap(owner, name);
  // None of these is a key of what the test itself sends into the page: its values would be swallowed too.
  for (const name of ['jobs', 'loose', 'jobId', 'resultUrl', 'sightings', 'polluted', 'slot', 'channel', 'cancelable', 'apply']) {
    const trap = { __proto__: null, configurable: true, get: () => 'https://evil.example/v1/x/trap_seed1.mp4', set: note };
    defineProperty(Object.prototype, name, trap);
  }
}

/**
 * Tears the badge out as soon as it appears, for so many rounds of 20 ms and until that has happened at least so often: the more
 * often it goes, the longer it stays away. @returns how often it was torn out
 */
export async function tearOutBadge({ rounds, least }: { readonly rounds: number; readonly least: number }): Promise<number> {
  let torn = 0;
  const tear = () => {
    for (const badge of document.querySelectorAll('[data-pika-keeper]')) {
      badge.remove();
      torn += 1;
    }
  };
  const observer = new MutationObserver(tear);
  observer.observe(document, { childList: true, subtree: true });
  for (let round = 0; round < rounds || torn < least; round += 1) {
    tear();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  observer.disconnect();
  return torn;
}
