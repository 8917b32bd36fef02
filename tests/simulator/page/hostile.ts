/** What a hostile page may try against scripts that live in it. It only attacks; it never breaks itself. */
export function attack(): void {
  const nativeFetch = window.fetch;
  const nativeDispatch = EventTarget.prototype.dispatchEvent;
  const names = new Set(['message', 'wxt:content-script-started', 'sighting', 'pika-keeper', 'pika-keeper:sighting', 'keeper']);
  const id = '0b54d0c4-0000-4000-8000-00000000f00d';

  const forged = (url: string): Record<string, unknown> => ({
    id, promptText: '../../../forged', params: {}, videos: [{ id, status: 'finished', progress: 100, resultUrl: url, videoPoster: url, duration: 5 }],
  });
  const lies = [
    forged('https://evil.example/v1/x/forged_seed1.mp4'),
    forged('http://cdn.pika.art/v1/x/forged_seed1.mp4'),
    forged('javascript:alert(1)'),
    forged('https://cdn.pika.art/v1/../../etc/passwd.mp4'),
    JSON.parse('{"id":"x","__proto__":{"polluted":true},"videos":[{"status":"finished","__proto__":{"resultUrl":"https://evil.example/p.mp4"}}]}') as Record<string, unknown>,
  ];
  const payload = (lie: unknown): Record<string, unknown> => ({ success: true, data: { results: [lie] }, type: 'sighting', kind: 'sighting', jobs: [lie], sightings: [lie] });

  /** Learns the names and shapes of events that others in the page use, and replays them with lies. */
  const listen = (): void => {
    EventTarget.prototype.dispatchEvent = function dispatchEvent(event: Event): boolean {
      if (event instanceof CustomEvent) {
        names.add(event.type);
        replay(event);
      }
      return nativeDispatch.call(this, event);
    };
    const nativeAdd = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function addEventListener(this: EventTarget, ...args: Parameters<typeof nativeAdd>): void {
      names.add(args[0]);
      nativeAdd.apply(this, args);
    };
  };

  let replays = 0;
  const replay = (event: CustomEvent): void => {
    if (replays++ > 50) return;
    const text = typeof event.detail === 'string' ? event.detail.replace(/https:\/\/[a-z0-9]+\.pika\.art/gu, 'https://evil.example') : JSON.stringify(payload(lies[0]));
    setTimeout(() => nativeDispatch.call(document, new CustomEvent(event.type, { detail: text })), 10);
  };

  const forge = (): void => {
    for (const name of names) {
      for (const lie of lies) {
        for (const detail of [payload(lie), JSON.stringify(payload(lie)), lie]) {
          for (const target of [window, document, document.documentElement]) {
            if (name !== 'message' && target) nativeDispatch.call(target, new CustomEvent(name, { detail }));
          }
        }
        window.postMessage(payload(lie), '*');
        window.postMessage(JSON.stringify(payload(lie)), '*');
      }
    }
  };

  const flood = (): void => {
    for (let index = 0; index < 2_000; index++) {
      window.postMessage(payload(lies[index % lies.length]), '*');
      for (const name of ['sighting', 'pika-keeper']) nativeDispatch.call(document, new CustomEvent(name, { detail: JSON.stringify(payload(lies[0])) }));
    }
    const big = 'x'.repeat(10_000_000);
    window.postMessage(big, '*');
    for (const name of names) if (name !== 'message') nativeDispatch.call(document, new CustomEvent(name, { detail: big }));
  };

  /** Answers of the page's own reads, made up on the spot. */
  const lieToTaps = (): void => {
    window.fetch = function fetch(...args: Parameters<typeof nativeFetch>): Promise<Response> {
      return nativeFetch.apply(window, args);
    };
    const made = new Response(JSON.stringify(payload(lies[0])), { headers: { 'content-type': 'text/x-component' } });
    void made.text();
    void window.fetch('/library', { method: 'POST', body: '[{"ids":[]}]' }).then((response) => response.text()).catch(() => undefined);
  };

  /** Built-ins still do their work for the page, but shout, lie to strangers, and leak what they are given. */
  const redefine = (): void => {
    const nativeParse = JSON.parse;
    const leaked: unknown[] = [];
    JSON.parse = function parse(text: string, reviver?: (this: unknown, key: string, value: unknown) => unknown): unknown {
      leaked.push(text);
      if (leaked.length > 100) leaked.length = 0;
      return nativeParse.call(JSON, text, reviver) as unknown;
    };
    const wrap = (owner: object, name: string): void => {
      const native = Reflect.get(owner, name) as (...args: unknown[]) => unknown;
      Reflect.set(owner, name, function hostile(this: unknown, ...args: unknown[]) {
        leaked.push(name);
        if (leaked.length > 100) leaked.length = 0;
        return native.apply(this, args);
      });
    };
    for (const name of ['map', 'filter', 'includes', 'some', 'slice']) wrap(Array.prototype, name);
    for (const name of ['text', 'json', 'clone', 'arrayBuffer']) wrap(Response.prototype, name);
    wrap(Promise.prototype, 'then');
    wrap(String.prototype, 'startsWith');
    wrap(RegExp.prototype, 'test');
    wrap(XMLHttpRequest.prototype, 'open');
  };

  /** Tears foreign elements out of the document a few times. */
  const removeStrangers = (): void => {
    for (const node of document.querySelectorAll('html > :not(head):not(body), body > :not(#app):not(script):not(dialog)')) node.remove();
  };

  redefine();
  listen();
  lieToTaps();
  for (const delay of [50, 500, 1500]) setTimeout(forge, delay);
  setTimeout(flood, 1000);
  for (let round = 0; round < 5; round++) setTimeout(removeStrangers, 300 * (round + 1));
}
