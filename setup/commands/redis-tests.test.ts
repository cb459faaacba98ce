import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { redisProblem } from './redis-tests';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Answers each command by its name, as a Redis would; what it does not know, with an error. */
function redisThatSays(answers: Record<string, string>): Promise<string> {
  const server = createServer((socket) => {
    socket.on('data', (data) => {
      for (const [, name = ''] of String(data).matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g)) {
        socket.write(`${answers[name.toUpperCase()] ?? '-ERR unknown command'}\r\n`);
      }
    });
    socket.on('error', () => undefined);
  });
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`redis://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

describe('redisProblem', () => {
  it('is none when it answers', async () => {
    const url = await redisThatSays({ PING: '+PONG', INFO: '$17\r\nredis_version:7.0' });
    expect(await redisProblem(url)).toBeUndefined();
  });

  it('names the refusal when nothing listens', async () => {
    const url = await redisThatSays({});
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    expect(await redisProblem(url)).toMatch(/ECONNREFUSED/);
  });

  it('gives the server’s own words when it wants a password', async () => {
    const url = await redisThatSays({
      PING: '-NOAUTH Authentication required.',
      INFO: '-NOAUTH Authentication required.',
    });
    expect(await redisProblem(url)).toMatch(/NOAUTH/);
  });
});
