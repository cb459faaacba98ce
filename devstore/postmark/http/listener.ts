import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A port on loopback that can also be closed for a while, so that clients are refused as by a machine that is down. */
export interface Listener {
  start(port: number): Promise<string>;
  /** True: nobody listens, and open connections are cut. False: listens again on the same port. */
  refuse(isRefusing: boolean): Promise<void>;
  stop(): Promise<void>;
  /** `performance.now()` at which the first byte of the socket's present request was seen. */
  firstByteMs(socket: Socket): number;
  /** The present request of this socket has been read: the next byte belongs to another one. */
  endRequest(socket: Socket): void;
  /** This side has cut the connection. */
  wasCut(socket: Socket): boolean;
}

export function createListener(app: RequestListener): Listener {
  const firstBytes = new WeakMap<Socket, number>();
  const sockets = new Set<Socket>();
  const cut = new WeakSet<Socket>();
  let server: Server | null = null;
  let port = 0;

  const listen = async (wanted: number) => {
    const fresh = createServer(app);
    // Ahead of the parser, which reports a request only when its headers are complete.
    fresh.on('connection', (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      socket.prependListener('data', () => void (firstBytes.has(socket) || firstBytes.set(socket, performance.now())));
    });
    await new Promise<void>((resolve, reject) => {
      fresh.once('error', reject);
      fresh.listen(wanted, '127.0.0.1', resolve);
    });
    port = (fresh.address() as AddressInfo).port;
    server = fresh;
  };

  const close = async () => {
    const old = server;
    if (!old) return;
    server = null;
    for (const socket of sockets) cut.add(socket);
    await new Promise<void>((resolve) => {
      old.close(() => resolve());
      old.closeAllConnections();
    });
  };

  return {
    async start(wanted) {
      if (server) throw new Error('start: the stand-in already listens; stop it first.');
      await listen(wanted);
      return `http://127.0.0.1:${port}`;
    },
    async refuse(isRefusing) {
      if (isRefusing) await close();
      else if (!server) await listen(port);
    },
    stop: close,
    firstByteMs: (socket) => firstBytes.get(socket) ?? performance.now(),
    endRequest: (socket) => void firstBytes.delete(socket),
    wasCut: (socket) => cut.has(socket),
  };
}
