/** A bare WebDriver BiDi connection to a Firefox: it also reaches the extension's own pages, which libraries on top of it lose. */
export interface Bidi {
  /** Sends one command; rejects with the browser's own words, or when the connection is gone. */
  send<Answer = unknown>(method: string, params?: object): Promise<Answer>;
  close(): void;
}

interface Message {
  readonly type: 'success' | 'error' | 'event';
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: string;
  readonly message?: string;
}

/** Connects to the `ws://` address that the browser printed at its start, and begins the one session that it may have. */
export async function connectBidi(address: string): Promise<Bidi> {
  const socket = new WebSocket(`${address}/session`);
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error(`no BiDi connection to ${address}`)), { once: true });
  });
  socket.addEventListener('message', ({ data }) => {
    const { error, id = 0, message, result, type } = JSON.parse(String(data)) as Message; // the protocol's own envelope
    const asked = waiting.get(id);
    waiting.delete(id);
    if (type === 'error') asked?.reject(new Error(`${error}: ${message}`));
    else asked?.resolve(result);
  });
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the browser is gone'));
    waiting.clear();
  });
  const bidi: Bidi = {
    send<Value>(method: string, params: object = {}): Promise<Value> {
      if (socket.readyState !== WebSocket.OPEN) return Promise.reject(new Error('the browser is gone'));
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve: (value) => resolve(value as Value), reject }); // the caller names the command's answer
        socket.send(JSON.stringify({ id, method, params }));
      });
    },
    close: () => socket.close(),
  };
  await bidi.send('session.new', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
  return bidi;
}

interface Evaluated {
  readonly type: 'success' | 'exception';
  readonly result?: { readonly value?: string };
  readonly exceptionDetails?: { readonly text: string };
}

/** Runs a function, given as its source text, in a tab's document; argument and answer travel as JSON. */
export async function evaluateIn<Value, Arg>(bidi: Bidi, tab: string, run: (arg: Arg) => Value | Promise<Value>, arg: Arg): Promise<Value> {
  const given = arg === undefined ? '' : JSON.stringify(arg);
  const expression = `(async () => JSON.stringify({ value: await (${String(run)})(${given}) }))()`;
  const { exceptionDetails, result } = await bidi.send<Evaluated>('script.evaluate', { expression, target: { context: tab }, awaitPromise: true });
  if (exceptionDetails) throw new Error(exceptionDetails.text);
  return (JSON.parse(result?.value ?? '{}') as { value: Value }).value; // JSON of what `run` returned
}
