import { request } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { Simulator } from '../../simulator/server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Null when the answer ended in good order. */
  readonly error: string | null;
  /** Moment of each read, with its bytes. */
  readonly reads: readonly Buffer[];
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Stops reading after so many bytes. */
  readonly limit?: number;
}

/** One request to the simulator under a real address, without a browser; a failure is a value, not an exception. */
export function ask(simulator: Simulator, address: string, options: Ask = {}): Promise<Answer> {
  const url = new URL(address);
  return new Promise((resolve) => {
    const failed = (error: Error): void => resolve({ status: 0, headers: {}, body: Buffer.alloc(0), error: codeOf(error), reads: [] });
    const sent = request(
      {
        host: '127.0.0.1', port: simulator.port, servername: url.host, path: url.pathname + url.search, method: options.method ?? 'GET',
        headers: { host: url.host, ...options.headers }, rejectUnauthorized: false, agent: false,
      },
      (response) => {
        const reads: Buffer[] = [];
        const done = (error: string | null): void => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(reads), error, reads });
        };
        response.on('data', (piece: Buffer) => {
          reads.push(piece);
          if (options.limit !== undefined && Buffer.concat(reads).length >= options.limit) response.destroy();
        });
        response.on('end', () => done(response.complete ? null : 'aborted'));
        response.on('error', (error: Error) => done(codeOf(error)));
        response.on('close', () => done('closed'));
      },
    );
    sent.on('error', failed);
    sent.end(options.body);
  });
}

function codeOf(error: Error): string {
  return String((error as NodeJS.ErrnoException).code ?? error.message);
}

/** A call of a server action of the library. */
export function callAction(simulator: Simulator, id: string, argument: unknown, path = '/library'): Promise<Answer> {
  const headers = { accept: 'text/x-component', 'content-type': 'text/plain;charset=UTF-8', 'next-action': id };
  return ask(simulator, `https://pika.art${path}`, { method: 'POST', headers, body: JSON.stringify([argument]) });
}
