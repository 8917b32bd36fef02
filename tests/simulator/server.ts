import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen, type Connections } from './connections.ts';
import { NO_TROUBLE } from './faults.ts';
import { bodyDigest } from './media/mp4.ts';
import { pause, type Exchange } from './reply.ts';
import { RequestLog, type SeenRequest } from './requests.ts';
import { route } from './routes/route.ts';
import { answerFault } from './routes/trouble.ts';
import { applyScenario, type Scenario, type ScenarioName } from './scenarios.ts';
import { World } from './world.ts';

export interface SimulatorOptions {
  readonly scenario?: ScenarioName | Scenario;
  /** 0 or left out: any free port. */
  readonly port?: number;
  readonly now?: () => number;
}

/** Pika and everything around it, on one loopback port, by Host header. */
export interface Simulator {
  readonly port: number;
  readonly world: World;
  readonly requests: RequestLog;
  /** `change`: something in the world changed; `request`: a request arrived or was answered. Returns the way to stop. */
  on(event: 'change' | 'request', listener: () => void): () => void;
  /** Resolves once the predicate holds; looked at after every change and request. */
  until(predicate: (simulator: Simulator) => boolean, timeoutMs?: number): Promise<void>;
  /** The exact bytes of a job's (or an address's) file when the server answers well. */
  clipBytes(idOrUrl: string): Buffer;
  /** SHA-256 in hex and size of the same, without holding it in memory. */
  clipDigest(idOrUrl: string): { readonly sha256: string; readonly size: number };
  /** Drops every open connection; new ones are taken as before. */
  dropConnections(): void;
  stop(): Promise<void>;
}

/** Starts a simulator. It answers `https://` for any host name that a browser is told to find at this port. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const world = new World(options.now ?? Date.now);
  applyScenario(world, options.scenario ?? 'everyday');
  const requests = new RequestLog();
  let connections: Connections | null = null;
  const handle = (plain: boolean) => (request: IncomingMessage, response: ServerResponse) => {
    void answer({ world, requests, request, response, plain, reset: () => connections?.reset(request.socket.remotePort) });
  };
  connections = await listen(world, options.port ?? 0, handle(false), handle(true));
  const listening = connections;
  const stopWatching = world.watch(() => {
    if (world.offline) listening.dropAll();
  });
  const simulator: Simulator = {
    port: listening.port,
    world,
    requests,
    on: (event, listener) => (event === 'change' ? world.watch(listener) : requests.watch(listener)),
    until: (predicate, timeoutMs = 30_000) => until(simulator, predicate, timeoutMs),
    clipBytes(idOrUrl) {
      const { body } = world.clip(idOrUrl);
      return body.read(0, body.size);
    },
    clipDigest(idOrUrl) {
      const { body } = world.clip(idOrUrl);
      return { sha256: bodyDigest(body), size: body.size };
    },
    dropConnections: () => listening.dropAll(),
    async stop() {
      stopWatching();
      world.pause();
      await listening.close();
    },
  };
  return simulator;
}

interface Incoming {
  readonly world: World;
  readonly requests: RequestLog;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly plain: boolean;
  reset(): void;
}

async function answer(incoming: Incoming): Promise<void> {
  const { world, requests, request, response, plain } = incoming;
  const host = (request.headers.host ?? 'localhost').replace(/:\d+$/u, '').toLowerCase();
  const path = request.url ?? '/';
  const seen = seenOf(world.now(), host, request, plain);
  requests.add(seen);
  followEnd(response, seen, requests);
  const target = `${plain ? 'http' : 'https'}://${host}${path.startsWith('/') ? path : '/'}`;
  const url = URL.canParse(target) ? new URL(target) : new URL(`https://${host}/`);
  const file = world.file(url.href);
  const query = { host, path, method: seen.method, clip: file?.kind === 'clip' ? file.id : null, ranged: 'range' in request.headers };
  // A preflight is not the request itself: limited faults wait for the real one.
  const trouble = seen.method === 'OPTIONS' ? NO_TROUBLE : world.faults.take(query);
  const exchange: Exchange = { world, request, response, host, url, seen, trouble, body: () => readBody(request), reset: incoming.reset };
  try {
    await respond(exchange);
  } catch (error) {
    console.error(`simulator: ${seen.method} ${host}${path}:`, error);
    response.destroy();
  }
}

async function respond(exchange: Exchange): Promise<void> {
  const { instead, changes } = exchange.trouble;
  const delayMs = instead?.delayMs ?? changes.get('delay')?.delayMs ?? 0;
  if (delayMs > 0) await pause(delayMs);
  if (exchange.response.destroyed) return;
  if (instead && answerFault(exchange, instead)) return;
  await route(exchange);
}

function seenOf(at: number, host: string, request: IncomingMessage, plain: boolean): SeenRequest {
  return {
    at, host, method: request.method ?? 'GET', path: request.url ?? '/', headers: request.headers,
    status: 0, bytesSent: 0, kind: plain ? 'plain-http' : 'other', done: false,
  };
}

function followEnd(response: ServerResponse, seen: SeenRequest, requests: RequestLog): void {
  response.on('finish', () => {
    seen.done = true;
  });
  response.on('close', () => {
    requests.changed();
  });
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => resolve(Buffer.concat(parts)));
    request.on('error', reject);
  });
}

function until(simulator: Simulator, predicate: (simulator: Simulator) => boolean, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const stops: (() => void)[] = [];
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      for (const stop of stops) stop();
      settle();
    };
    const look = (): void => {
      if (predicate(simulator)) finish(resolve);
    };
    const timer = setTimeout(() => {
      finish(() => reject(new Error(`waited ${timeoutMs} ms in vain; last requests:\n${simulator.requests.tail()}`)));
    }, timeoutMs);
    stops.push(simulator.on('change', look), simulator.on('request', look));
    look();
  });
}
