import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ports that a system hands out by itself (from 32,768 on Linux, later elsewhere), and above those with a meaning. */
const LOWEST = 20_000;
const HIGHEST = 32_000;
const MOST_TRIES = 50;

/**
 * A port on 127.0.0.1 that nothing listens on. It is free for whoever asked until that one listens, so it must not be one that the system may give to
 * another program in between.
 */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < MOST_TRIES; tried++) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isPortFree(port)) return port;
  }
  throw new Error('No free port was found on 127.0.0.1. Close some programs that listen there, then run again.');
}

export async function isPortFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== null;
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : null));
    });
  });
}
