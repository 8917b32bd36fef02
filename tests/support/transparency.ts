/**
 * Everything that a page can find out about its own network and form functions, as plain data. Runs inside the page; it is sent as text,
 * so nothing outside the function is seen by it. The site answers /list (Flight), /json, /bad-json, /cut (ends too early), /slow.
 */
export async function pageReport(): Promise<Record<string, unknown>> {
  const said = (error: unknown) => (error instanceof Error || error instanceof DOMException ? `${error.name}: ${error.message}` : String(error));
  const attempt = async (work: () => unknown) => {
    try {
      const made = work();
      const how = made instanceof Promise ? 'promise' : typeof made;
      return [how, await Promise.resolve(made).then((value) => ['value', typeof value === 'string' ? value.length : typeof value], (error: unknown) => ['rejected', said(error)])];
    } catch (error) {
      return ['thrown', said(error)];
    }
  };
  const shapes = (owner: object, slot: 'value' | 'get') =>
    Object.getOwnPropertyNames(owner).map((name) => {
      const { writable, enumerable, configurable, ...found } = Object.getOwnPropertyDescriptor(owner, name) ?? {};
      const made: unknown = found[slot];
      if (typeof made !== 'function') return [name, writable, enumerable, configurable, typeof found.get, typeof found.set];
      const native = Function.prototype.toString.call(made).includes('[native code]');
      let constructs = true;
      try {
        Reflect.construct(Object, [], made as new () => unknown);
      } catch {
        constructs = false;
      }
      return [name, writable, enumerable, configurable, made.name, made.length, Object.getOwnPropertyNames(made).toSorted(), native, constructs, typeof found.set];
    });

  const rejections: string[] = [];
  const onRejection = (event: PromiseRejectionEvent) => {
    rejections.push(said(event.reason));
    event.preventDefault();
  };
  addEventListener('unhandledrejection', onRejection);
  /** @param turns of 25 ms, at most */
  const rejectedAlone = async (work: () => unknown, turns = 400) => {
    rejections.length = 0;
    void work();
    for (let turn = 0; turn < turns && rejections.length === 0; turn += 1) await new Promise((resolve) => setTimeout(resolve, 25));
    return [...rejections];
  };

  const report: Record<string, unknown> = {};
  report['globals'] = Object.getOwnPropertyNames(window).toSorted();
  report['documentKeys'] = Object.getOwnPropertyNames(document).toSorted();
  for (const slot of ['value', 'get'] as const) {
    for (const owner of [Response, XMLHttpRequest, Request, FormData, ReadableStream, EventTarget]) report[`${owner.name} ${slot}`] = shapes(owner.prototype, slot);
  }
  report['exact'] = [fetch, XMLHttpRequest, XMLHttpRequest.prototype.open, XMLHttpRequest.prototype.send, Response, Response.prototype.clone, FormData, FormData.prototype.get, EventTarget.prototype.dispatchEvent, Function.prototype.toString].map(String);
  const body = Object.getOwnPropertyDescriptor(Response.prototype, 'body')?.get;
  const responseText = Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, 'responseText')?.get;
  for (const name of ['text', 'json', 'arrayBuffer', 'blob', 'formData', 'clone'] as const) {
    for (const self of [{}, null, Response.prototype, new Request('/list')]) report[`illegal ${name} ${Object.prototype.toString.call(self)}`] = await attempt(() => (Response.prototype[name] as () => unknown).call(self));
  }
  report['illegal getters'] = [await attempt(() => body?.call({})), await attempt(() => responseText?.call({})), await attempt(() => Response.prototype.body), await attempt(() => new (Response.prototype.text as unknown as new () => unknown)())];

  const written: string[] = [];
  const wordy = (word: string) => ({ toString: () => `${word}${written.push(word)}` }) as unknown as string;
  const calls: [self: unknown, ...args: unknown[]][] = [
    [{}, 'model', 'x'], [null, 'model', 'x'], [FormData.prototype, 'model', 'x'], [new FormData()], [new FormData(), 'model'], [new FormData(), Symbol('model'), 'x'],
    [new FormData(), 'model', Symbol('x')], [new FormData(), 'model', 'x', 'not a file'], [new FormData(), 'model', new Blob(['x']), 'name'], [new FormData(), 'model', { toString: () => { throw new Error('unwritable') } }],
    [new FormData(), wordy('model'), wordy('value')], [new FormData(), 'promptText', 5], [new FormData(), 'model', undefined], [new FormData(), 'options', '\ud800'],
  ];
  for (const name of ['append', 'set'] as const) {
    for (const [at, [self, ...args]] of calls.entries()) report[`form ${name} ${at}`] = await attempt(() => Reflect.apply(FormData.prototype[name], self, args));
  }
  report['forms'] = [written, ...calls.map(([self]) => (self instanceof FormData && self !== FormData.prototype ? [...self].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]) : null))];
  report['form sent'] = (await new Response(calls.at(-1)?.[0] as FormData).text()).replaceAll(/-{4,}\w+/gu, 'boundary');

  const used = await fetch('/list');
  await used.text();
  report['used'] = [await attempt(() => used.text()), await attempt(() => used.clone()), used.bodyUsed, used.body?.locked];
  const locked = await fetch('/list');
  const reader = locked.body?.getReader();
  report['locked'] = [await attempt(() => locked.text()), locked.bodyUsed, locked.body?.locked, (await reader?.read())?.done, locked.bodyUsed];
  const cancelled = await fetch('/list');
  await cancelled.body?.cancel();
  report['cancelled'] = [await attempt(() => cancelled.text()), cancelled.bodyUsed];
  const looked = await fetch('/list');
  report['looked'] = [looked.body === looked.body, looked.bodyUsed, looked.body instanceof ReadableStream, (await looked.clone().text()).length, (await looked.text()).length];
  const piped = await fetch('/list');
  report['piped'] = (await new Response(piped.body?.pipeThrough(new TransformStream())).text()).length;
  const both = (await fetch('/list')).body?.tee() ?? [];
  report['teed'] = await Promise.all(both.map(async (stream) => (await new Response(stream).text()).length));
  report['made'] = [await new Response('x').text(), Response.error().type, await attempt(() => new Response(null, { status: 204 }).json())];
  report['bad json'] = await attempt(async () => (await fetch('/bad-json')).json());
  report['cut'] = await attempt(async () => (await fetch('/cut')).text());
  report['cut reader'] = await attempt(async () => {
    const cut = (await fetch('/cut')).body?.getReader();
    while ((await cut?.read())?.done === false);
  });
  report['refused'] = await attempt(() => fetch('/refused'));
  const early = new AbortController();
  early.abort();
  report['aborted early'] = await attempt(() => fetch('/list', { signal: early.signal }));
  const late = new AbortController();
  const slow = await fetch('/slow', { signal: late.signal });
  const reading = attempt(() => slow.text());
  late.abort();
  report['aborted late'] = await reading;
  report['alone'] = [
    await rejectedAlone(() => fetch('/refused')),
    // Chromium keeps silent about this one.
    await rejectedAlone(() => fetch('/bad-json').then((response) => void response.json()), 40),
    await rejectedAlone(() => fetch('/cut').then((response) => void response.text())),
    await rejectedAlone(() => Response.prototype.text.call({} as Response)),
  ];

  const order: string[] = [];
  const ordered = await fetch('/list').then((response) => {
    order.push('headers');
    queueMicrotask(() => order.push('microtask after headers'));
    return response;
  });
  order.push(`used ${ordered.bodyUsed}`);
  const text = ordered.text();
  order.push(`used ${ordered.bodyUsed}`);
  void text.then(() => order.push('text'));
  void Promise.resolve().then(() => order.push('microtask')).then(() => order.push('second microtask'));
  await text;
  order.push('awaited');
  await new Promise((resolve) => setTimeout(resolve, 0));
  report['order'] = order;

  const xhr = (path: string, set: (request: XMLHttpRequest) => void = () => {}) =>
    new Promise<unknown[]>((resolve) => {
      const events: unknown[] = [];
      const request = new XMLHttpRequest();
      for (const type of ['readystatechange', 'loadstart', 'load', 'error', 'abort', 'timeout', 'loadend'] as const) {
        request.addEventListener(type, () => {
          let length: unknown;
          try {
            length = request.responseText.length;
          } catch (error) {
            length = said(error);
          }
          const entry = [type, request.readyState, request.readyState === 3 ? 'partial' : length].join(' ');
          if (events.at(-1) !== entry) events.push(entry); // how often state 3 comes depends on the network
          queueMicrotask(() => events.push(`microtask of ${type}`));
          if (type === 'loadend') setTimeout(() => resolve([...events.filter((event) => event !== 'microtask of readystatechange'), typeof request.response]), 0);
        });
      }
      request.open('GET', path);
      set(request);
      request.send();
    });
  report['xhr'] = [
    await xhr('/list'),
    await xhr('/json', (request) => (request.responseType = 'json')),
    await xhr('/list', (request) => (request.responseType = 'arraybuffer')),
    await xhr('/refused'),
    // Stopped when a part of the answer is there, however long that takes.
    await xhr('/slow', (request) => {
      const stop = () => {
        if (request.readyState !== 3) return;
        request.removeEventListener('readystatechange', stop);
        setTimeout(() => request.abort(), 0);
      };
      request.addEventListener('readystatechange', stop);
    }),
  ];
  const inTurn = new XMLHttpRequest();
  inTurn.open('GET', '/json', false);
  inTurn.send();
  report['xhr in turn'] = [inTurn.responseText.length, inTurn.response === inTurn.responseText];
  const json = new XMLHttpRequest();
  json.open('GET', '/json');
  json.responseType = 'json';
  const done = new Promise((resolve) => json.addEventListener('load', resolve));
  json.send();
  await done;
  report['xhr json'] = [json.response === json.response, json.response];
  removeEventListener('unhandledrejection', onRejection);
  return report;
}
