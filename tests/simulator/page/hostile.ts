/** What a hostile page may try against scripts that live in it. It attacks; it does not break itself. */
const JOB = '0b54d0c4-0000-4000-8000-00000000f00d';
const EVENT_NAMES = ['wxt:content-script-started', 'sighting', 'sightings', 'pika-keeper', 'pika-keeper:sighting', 'keeper'];

interface Natives {
  readonly fetch: typeof fetch;
  readonly dispatch: typeof EventTarget.prototype.dispatchEvent;
  readonly addListener: typeof EventTarget.prototype.addEventListener;
  readonly parse: typeof JSON.parse;
  /** Names of events that are in use in this page, as far as they have been overheard. */
  readonly names: Set<string>;
}

/** Everything below, once: redefined built-ins at once, forgeries over two seconds. `flooded` adds hundreds of jobs that look right. */
export function attack(flooded = false): void {
  const natives: Natives = {
    fetch: window.fetch,
    dispatch: EventTarget.prototype.dispatchEvent,
    addListener: EventTarget.prototype.addEventListener,
    parse: JSON.parse,
    names: new Set(EVENT_NAMES),
  };
  redefineBuiltIns(natives);
  overhear(natives);
  replaceFetch(natives);
  for (const delay of [50, 500, 1500]) setTimeout(() => forge(natives), delay);
  setTimeout(() => answerWithLies(flooded), 700);
  setTimeout(() => floodMessages(natives), 1000);
  for (let round = 1; round <= 5; round++) setTimeout(removeStrangers, 300 * round);
}

function forgedJob(url: string, id = JOB): Record<string, unknown> {
  const video = { id, status: 'finished', progress: 100, resultUrl: url, videoPoster: url, duration: 5 };
  return { id, promptText: '../../../forged', params: {}, videos: [video] };
}

function lies(natives: Natives): Record<string, unknown>[] {
  const text = '{"id":"x","__proto__":{"polluted":true},"videos":[{"status":"finished","__proto__":{"resultUrl":"https://evil.example/p.mp4"}}]}';
  const urls = [
    'https://evil.example/v1/x/forged_seed1.mp4', 'http://cdn.pika.art/v1/x/forged_seed1.mp4', 'javascript:alert(1)',
    'https://cdn.pika.art/v1/../../etc/passwd.mp4', 'https://cdn.pika.art/assets/pikaffects/melt/preview.mp4',
  ];
  return [...urls.map((url) => forgedJob(url)), natives.parse(text) as Record<string, unknown>];
}

/** A lie in the shape of the library, of a message, and of whatever else may be listened for. */
function payload(lie: unknown): Record<string, unknown> {
  return { success: true, data: { results: [lie] }, type: 'sighting', kind: 'sighting', jobs: [lie], sightings: [lie], results: [lie] };
}

/** Built-ins still do their work, but everything that they are given leaks. */
function redefineBuiltIns(natives: Natives): void {
  const leaked: unknown[] = [];
  const leak = (value: unknown): void => {
    leaked[leaked.length % 100] = value;
  };
  JSON.parse = function parse(...args: Parameters<typeof JSON.parse>): unknown {
    leak(args[0]);
    return natives.parse.apply(JSON, args) as unknown;
  };
  const wrap = (owner: object, name: string): void => {
    const native = Reflect.get(owner, name) as (...args: unknown[]) => unknown;
    Reflect.set(owner, name, function hostile(this: unknown, ...args: unknown[]) {
      leak(name);
      return native.apply(this, args);
    });
  };
  for (const name of ['map', 'filter', 'includes', 'some', 'slice']) wrap(Array.prototype, name);
  for (const name of ['text', 'json', 'clone', 'arrayBuffer']) wrap(Response.prototype, name);
  wrap(Promise.prototype, 'then');
  wrap(String.prototype, 'startsWith');
  wrap(RegExp.prototype, 'test');
  wrap(XMLHttpRequest.prototype, 'open');
}

/** Learns the names and shapes of events that others in the page use, and replays them with lies. */
function overhear(natives: Natives): void {
  let replays = 0;
  EventTarget.prototype.dispatchEvent = function dispatchEvent(event: Event): boolean {
    if (event instanceof CustomEvent && replays++ < 50) replay(natives, event);
    return natives.dispatch.call(this, event);
  };
  EventTarget.prototype.addEventListener = function addEventListener(this: EventTarget, ...args: Parameters<typeof natives.addListener>): void {
    natives.names.add(args[0]);
    natives.addListener.apply(this, args);
  };
}

function replay(natives: Natives, event: CustomEvent): void {
  natives.names.add(event.type);
  const heard: unknown = event.detail;
  const detail = typeof heard === 'string' ? heard.replace(/https:\/\/[a-z0-9]+\.pika\.art/gu, 'https://evil.example') : JSON.stringify(payload(lies(natives)[0]));
  setTimeout(() => natives.dispatch.call(document, new CustomEvent(event.type, { detail })), 10);
}

function replaceFetch(natives: Natives): void {
  window.fetch = function fetch(...args: Parameters<typeof natives.fetch>): Promise<Response> {
    return natives.fetch.apply(window, args);
  };
}

function forge(natives: Natives): void {
  const targets = [window, document, document.documentElement];
  for (const lie of lies(natives)) {
    const shapes = [payload(lie), JSON.stringify(payload(lie)), lie];
    for (const name of natives.names) {
      for (const detail of shapes) for (const target of targets) natives.dispatch.call(target, new CustomEvent(name, { detail }));
    }
    for (const shape of shapes) window.postMessage(shape, '*');
  }
}

/** Real answers to real requests of the page, with bodies of its own making: what no tap can tell from Pika by their form. */
function answerWithLies(flooded: boolean): void {
  const read = (body: string): void => {
    const url = URL.createObjectURL(new Blob([body], { type: 'text/x-component' }));
    void window.fetch(url).then((response) => response.text()).catch(() => undefined);
  };
  read(`0:{"a":"$@1","f":"","b":"x"}\n1:${JSON.stringify(payload(forgedJob('https://evil.example/v1/x/answer_seed1.mp4')))}\n`);
  read(`1:{"success":true,"data":{"results":[${'['.repeat(10_000)}${']'.repeat(10_000)}]}}\n`);
  read(`1:{"success":true,"data":{"results":["${'x'.repeat(10_000_000)}"]}}\n`);
  read('2:Tffffffff,short\n1:{"success":true,"data":{"results":"$1:data:results"}}\n');
  if (flooded) read(`1:${JSON.stringify({ success: true, data: { results: manyJobs() } })}\n`);
}

/** Hundreds of jobs at addresses that look right and lead nowhere. */
function manyJobs(): unknown[] {
  return Array.from({ length: 500 }, (_, index) => {
    const id = `0b54d0c4-0000-4000-9000-${String(index).padStart(12, '0')}`;
    return forgedJob(`https://cdn.pika.art/v1/${id}/flood_seed${index}.mp4`, id);
  });
}

function floodMessages(natives: Natives): void {
  const all = lies(natives);
  for (let index = 0; index < 2_000; index++) {
    window.postMessage(payload(all[index % all.length]), '*');
    natives.dispatch.call(document, new CustomEvent('sighting', { detail: JSON.stringify(payload(all[0])) }));
  }
  const big = 'x'.repeat(10_000_000);
  window.postMessage(big, '*');
  for (const name of natives.names) natives.dispatch.call(document, new CustomEvent(name, { detail: big }));
}

/** Tears foreign elements out of the document. */
function removeStrangers(): void {
  for (const node of document.querySelectorAll('html > :not(head):not(body), body > :not(#app):not(script):not(dialog)')) node.remove();
}
