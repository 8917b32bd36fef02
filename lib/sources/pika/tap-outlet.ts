import { call, getter, method, type TapScope } from './tap-natives.ts';
import { TAP_HELPER, TAP_OBSERVER, TAP_PROBE } from './tap-names.ts';

const MAX_CHANNELS = 8;
const MAX_CHANNEL_NAME = 64;
const MAX_KEPT = 50;
const MAX_KEPT_CHARACTERS = 4_000_000;

/** The observer's end of the channels to helpers. */
export interface Outlet {
  /** Sends to every helper; keeps the text while there is none. `form` is one line: the fields of the submit that this answers, or ''. */
  tell(url: string, text: string, form: string): void;
  /** False when there is no helper and no more room: nothing needs to be captured then. */
  wanted(): boolean;
  /** No longer answers probes, helpers or `wanted`. */
  close(): void;
}

/** True when another observer of this protocol serves the page already. */
export function isServed(scope: TapScope, target: EventTarget): boolean {
  return !target.dispatchEvent(new scope.CustomEvent(TAP_PROBE, { cancelable: true }));
}

/**
 * Opens the observer's end and says so. Either side may come first, and helpers may come and go: a helper cancels what it has taken,
 * one that does not is gone (the extension was updated or removed) and its channel is dropped.
 */
export function openOutlet(scope: TapScope, target: EventTarget): Outlet {
  const detailOf = getter(scope.CustomEvent.prototype, 'detail');
  const cancelEvent = method(scope.Event.prototype, 'preventDefault');
  const channels = createChannels(scope, target);
  const store = createStore();
  let open = true;

  const tell = (message: string) => {
    if (!channels.deliver(message)) store.keep(message);
  };
  target.addEventListener(TAP_HELPER, (event) => {
    try {
      const channel = call<unknown>(detailOf, event);
      if (!open || typeof channel !== 'string' || channel === '' || channel.length > MAX_CHANNEL_NAME) return;
      channels.admit(channel);
      const waiting = store.empty();
      for (let i = 0; i < waiting.length; i += 1) tell(waiting[i] ?? '');
    } catch {
      open = false; // an event that is not one: the page plays with us, and the page's console stays clean
    }
  });
  target.addEventListener(TAP_PROBE, (event) => {
    if (open) call(cancelEvent, event);
  });
  target.dispatchEvent(new scope.CustomEvent(TAP_OBSERVER));

  return {
    tell: (url, text, form) => tell(`${url}\n${form}\n${text}`),
    wanted: () => open && (channels.any() || store.hasRoom()),
    close: () => {
      open = false;
    },
  };
}

/** Lists are walked by index and grown by assignment throughout: their methods and iterators are the page's to replace. */
function createChannels(scope: TapScope, target: EventTarget) {
  const dispatch = method(scope.EventTarget.prototype, 'dispatchEvent');
  const Message = scope.CustomEvent;
  let names: string[] = [];
  const isTaken = (name: string, detail: string) =>
    !call<boolean>(dispatch, target, new Message(name, { __proto__: null, cancelable: true, detail } as CustomEventInit));
  return {
    any: () => names.length > 0,
    /** Sends to all, drops those that are gone. @returns whether anybody took it */
    deliver(message: string): boolean {
      const alive: string[] = [];
      for (let i = 0; i < names.length; i += 1) {
        const name = names[i];
        if (name !== undefined && isTaken(name, message)) alive[alive.length] = name;
      }
      names = alive;
      return alive.length > 0;
    },
    /** The first one stays: it was there before the page's scripts, and a page may try to crowd it out. */
    admit(name: string): void {
      const next: string[] = [];
      for (let i = 0; i < names.length; i += 1) {
        const known = names[i];
        const isCrowdedOut = i === 1 && names.length >= MAX_CHANNELS;
        if (known !== undefined && known !== name && !isCrowdedOut) next[next.length] = known;
      }
      next[next.length] = name;
      names = next;
    },
  };
}

/** Texts that wait for a helper; what does not fit is left to the page's next poll. */
function createStore() {
  let kept: string[] = [];
  let characters = 0;
  return {
    hasRoom: () => kept.length < MAX_KEPT && characters < MAX_KEPT_CHARACTERS,
    keep(message: string): void {
      if (kept.length >= MAX_KEPT || characters + message.length > MAX_KEPT_CHARACTERS) return;
      kept[kept.length] = message;
      characters += message.length;
    },
    empty(): readonly string[] {
      const all = kept;
      kept = [];
      characters = 0;
      return all;
    },
  };
}
