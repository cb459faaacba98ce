import { createServer, type Server } from 'node:net';

/**
 * One free port for each wish: the wished one, or where something listens there already, the next free one. Held together until all are found,
 * so that no two wishes get the same.
 */
export async function freePorts(wishes: number[]): Promise<number[]> {
  const held: Server[] = [];
  try {
    const ports: number[] = [];
    for (const wish of wishes) ports.push(await hold(wish, held));
    return ports;
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

const TRIES = 50;

async function hold(wish: number, held: Server[]): Promise<number> {
  for (let port = wish; port < wish + TRIES; port++) {
    const server = await listen(port);
    if (!server) continue;
    held.push(server);
    const address = server.address();
    return typeof address === 'object' && address ? address.port : port;
  }
  throw new Error(`no free port from ${wish} to ${wish + TRIES - 1}: close what listens there, or start again later.`);
}

function listen(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
