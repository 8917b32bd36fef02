import { call, needed, type TapScope } from './tap-natives.ts';
import { TAP_HELPER, TAP_OBSERVER, TAP_PROBE } from './tap-names.ts';

const MAX_CHANNELS = 8;
const MAX_CHANNEL_NAME = 64;
const MAX_KEPT = 50;
const MAX_KEPT_CHARACTERS = 4_000_000;

/** The observer's end of the channels to helpers. */
export interface Outlet {
  /** Sends to every helper; keeps the text while there is none. */
  tell(url: string, text: string): void;
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
  const dispatch = needed({ owner: scope.EventTarget.prototype, name: 'dispatchEvent', slot: 'value' });
  const detailOf = needed({ owner: scope.CustomEvent.prototype, name: 'detail', slot: 'get' });
  const cancelEvent = needed({ owner: scope.Event.prototype, name: 'preventDefault', slot: 'value' });
  const Message = scope.CustomEvent;
  let channels: string[] = [];
  let kept: string[] = [];
  let keptCharacters = 0;
  let open = true;

  const taken = (channel: string, detail: string) =>
    !call<boolean>(dispatch, target, new Message(channel, { __proto__: null, cancelable: true, detail } as CustomEventInit));

  const deliver = (detail: string) => {
    const alive: string[] = [];
    for (let i = 0; i < channels.length; i += 1) {
      const channel = channels[i];
      if (channel !== undefined && taken(channel, detail)) alive[alive.length] = channel;
    }
    channels = alive;
    return alive.length > 0;
  };

  const keep = (detail: string) => {
    if (kept.length >= MAX_KEPT || keptCharacters + detail.length > MAX_KEPT_CHARACTERS) return;
    kept[kept.length] = detail;
    keptCharacters += detail.length;
  };

  const flush = () => {
    const waiting = kept;
    kept = [];
    keptCharacters = 0;
    for (let i = 0; i < waiting.length; i += 1) tellWhole(waiting[i] ?? '');
  };

  const tellWhole = (detail: string) => {
    if (!deliver(detail)) keep(detail);
  };

  /** The first one stays: it was there before the page's scripts, and a page may try to crowd it out. */
  const admit = (channel: string) => {
    const next: string[] = [];
    for (let i = 0; i < channels.length; i += 1) {
      const known = channels[i];
      const crowdedOut = i === 1 && channels.length >= MAX_CHANNELS;
      if (known !== undefined && known !== channel && !crowdedOut) next[next.length] = known;
    }
    next[next.length] = channel;
    channels = next;
  };

  target.addEventListener(TAP_HELPER, (event) => {
    try {
      const channel = call<unknown>(detailOf, event);
      if (!open || typeof channel !== 'string' || channel === '' || channel.length > MAX_CHANNEL_NAME) return;
      admit(channel);
      flush();
    } catch {
      open = false; // an event that is not one: the page plays with us, and the page's console stays clean
    }
  });
  target.addEventListener(TAP_PROBE, (event) => {
    if (open) call(cancelEvent, event);
  });
  target.dispatchEvent(new Message(TAP_OBSERVER));

  return {
    tell: (url, text) => tellWhole(`${url}\n${text}`),
    wanted: () => open && (channels.length > 0 || (kept.length < MAX_KEPT && keptCharacters < MAX_KEPT_CHARACTERS)),
    close: () => {
      open = false;
    },
  };
}
