import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createNetServer, type AddressInfo, type Socket } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from './world.ts';

/** The listening side: one port for TLS and plain HTTP, with faults that strike before a request can be read. */
export interface Connections {
  readonly port: number;
  /** TCP reset of the connection from this remote port; a TLS socket cannot do it itself. */
  reset(remotePort: number | undefined): void;
  /** Drops all open connections. */
  dropAll(): void;
  close(): Promise<void>;
}

const TLS = join(import.meta.dirname, 'tls');
const TLS_HANDSHAKE = 0x16;

export async function listen(world: World, port: number, onTls: RequestListener, onPlain: RequestListener): Promise<Connections> {
  const open = new Map<number, Socket>();
  const https = createHttpsServer({ key: readFileSync(join(TLS, 'key.pem')), cert: readFileSync(join(TLS, 'cert.pem')), ALPNProtocols: ['http/1.1'] }, onTls);
  const http = createHttpServer(onPlain);
  for (const server of [https, http]) {
    server.requestTimeout = 0;
    server.headersTimeout = 0;
    server.keepAliveTimeout = 30_000;
    server.on('clientError', (_error, socket) => socket.destroy());
  }
  https.on('tlsClientError', (_error, socket) => socket.destroy());
  const front = createNetServer((socket) => {
    keep(open, socket);
    if (world.offline) socket.destroy();
    else firstBytes(socket, (bytes) => hand(world, socket, bytes, https, http));
  });
  await new Promise<void>((resolve, reject) => front.once('error', reject).listen(port, '127.0.0.1', resolve));
  const dropAll = (): void => {
    for (const socket of open.values()) socket.destroy();
  };
  return {
    port: (front.address() as AddressInfo).port,
    reset: (remotePort) => open.get(remotePort ?? -1)?.resetAndDestroy(),
    dropAll,
    async close() {
      const closed = new Promise<void>((resolve) => front.close(() => resolve()));
      dropAll();
      await closed;
    },
  };
}

function keep(open: Map<number, Socket>, socket: Socket): void {
  const port = socket.remotePort ?? -1;
  open.set(port, socket);
  socket.setNoDelay(true);
  socket.on('close', () => {
    if (open.get(port) === socket) open.delete(port);
  });
  socket.on('error', () => socket.destroy());
}

/** Reads ahead without taking the bytes away from whoever gets the socket. */
function firstBytes(socket: Socket, then: (bytes: Buffer) => void): void {
  socket.once('data', (bytes: Buffer) => {
    socket.pause();
    socket.unshift(bytes);
    then(bytes);
  });
}

type Acceptor = ReturnType<typeof createHttpsServer> | ReturnType<typeof createHttpServer>;

function hand(world: World, socket: Socket, bytes: Buffer, https: Acceptor, http: Acceptor): void {
  const tls = bytes[0] === TLS_HANDSHAKE;
  const fault = tls ? world.faults.atHandshake(serverName(bytes) ?? '') : null;
  if (fault === 'refuse') {
    socket.destroy();
  } else if (fault === 'tls') {
    // A fatal "handshake_failure" alert.
    socket.end(Buffer.from([0x15, 3, 3, 0, 2, 2, 40]));
  } else {
    (tls ? https : http).emit('connection', socket);
    process.nextTick(() => socket.resume());
  }
}

/** The host name that a ClientHello asks for (RFC 6066 §3); null when it names none or is cut in two. */
export function serverName(hello: Buffer): string | null {
  try {
    let at = 43;
    at += 1 + hello.readUInt8(at); // session id
    at += 2 + hello.readUInt16BE(at); // cipher suites
    at += 1 + hello.readUInt8(at); // compression methods
    const end = at + 2 + hello.readUInt16BE(at);
    for (at += 2; at + 4 <= end; at += 4 + hello.readUInt16BE(at + 2)) {
      if (hello.readUInt16BE(at) !== 0) continue;
      const length = hello.readUInt16BE(at + 7);
      return hello.toString('latin1', at + 9, at + 9 + length);
    }
    return null;
  } catch {
    return null;
  }
}
