/** A bare connection to a browser's DevTools protocol, for what Playwright does not reach: the worker's life, its clock, real downloads. */
export interface Cdp {
  /** Sends one command; rejects with the browser's own words, or when the connection is gone. */
  send<Answer = unknown>(method: string, params?: object, sessionId?: string): Promise<Answer>;
  /** Calls back for every event; one listener may look at all. */
  onEvent(listener: (event: CdpEvent) => void): void;
  close(): void;
}

export interface CdpEvent {
  readonly method: string;
  readonly params: Record<string, unknown>;
  readonly sessionId?: string;
}

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Connects to the `ws://` address that the browser printed at its start. */
export async function connectCdp(address: string): Promise<Cdp> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, Waiting>();
  const listeners: ((event: CdpEvent) => void)[] = [];
  let lastId = 0;
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error(`no DevTools connection to ${address}`)), { once: true });
  });
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Answer & CdpEvent; // the protocol's own envelope
    if (message.id === undefined) return listeners.forEach((listener) => listener(message));
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) asked?.reject(new Error(message.error.message));
    else asked?.resolve(message.result);
  });
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the browser is gone'));
    waiting.clear();
  });
  return {
    send<Value>(method: string, params: object = {}, sessionId?: string): Promise<Value> {
      if (socket.readyState !== WebSocket.OPEN) return Promise.reject(new Error('the browser is gone'));
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve: (value) => resolve(value as Value), reject }); // the caller names the command's answer
        socket.send(JSON.stringify({ id, method, params, sessionId }));
      });
    },
    onEvent: (listener) => void listeners.push(listener),
    close: () => socket.close(),
  };
}

interface Evaluated {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
}

/** Runs a function, given as its source text, in the session's page or worker; argument and answer travel as JSON. */
export async function evaluate<Arg, Value>(
  cdp: Cdp,
  sessionId: string,
  run: (arg: Arg) => Value | Promise<Value>,
  arg: Arg,
): Promise<Value> {
  const expression = `(${String(run)})(${arg === undefined ? '' : JSON.stringify(arg)})`;
  const options = { expression, awaitPromise: true, returnByValue: true };
  const { result, exceptionDetails } = await cdp.send<Evaluated>('Runtime.evaluate', options, sessionId);
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as Value; // JSON of what `run` returned
}
