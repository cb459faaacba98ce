import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { finishRequests } from './web.server';

test('a process that is told to stop answers the requests in hand, keeps no idle connection waiting, and takes no more', async () => {
  const inHand: ServerResponse[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/slow') inHand.push(response);
    else response.end('quick');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Leaves an idle connection behind, kept alive.
  await (await fetch(url)).text();
  const arrived = once(server, 'request');
  const slow = fetch(`${url}/slow`);
  await arrived;
  const finished = finishRequests(server);
  for (const response of inHand) response.end('answered');
  expect(await (await slow).text()).toBe('answered');
  await finished;
  await expect(fetch(url)).rejects.toThrow();
});
