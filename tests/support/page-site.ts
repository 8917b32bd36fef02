import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { readFile } from 'node:fs/promises';
import type { Simulator } from './browser.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse, path: string) => void;

/** A site of a test's own, under every host name: for what the simulator's Pika would never do. */
export interface PageSite {
  /** To be given to `launchKeeper`, which uses its port and nothing else. */
  readonly simulator: Simulator;
  stop(): Promise<void>;
}

/** Starts it on any free port of loopback; `answer` gets the path without its query. */
export async function startPageSite(answer: Answer): Promise<PageSite> {
  const tls = new URL('../simulator/tls/', import.meta.url);
  const [key, cert] = await Promise.all(['key.pem', 'cert.pem'].map((name) => readFile(new URL(name, tls))));
  const sockets = new Set<Duplex>();
  const server = createServer({ key, cert }, (request, response) => answer(request, response, (request.url ?? '').replace(/\?.*/u, '')));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  return {
    simulator: { port } as Simulator,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Sends text in one piece. */
export function sendText(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { 'content-type': type });
  response.end(text);
}
