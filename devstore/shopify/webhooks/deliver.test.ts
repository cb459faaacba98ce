import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { deliver, isReceived } from './deliver';

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
}

const short = { connectMs: 1000, totalMs: 40 };

describe('a delivery', () => {
  it('sends the bytes as they are and gives the status', async () => {
    const bodies: string[] = [];
    const url = await serve((request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString('utf8')));
      request.on('end', () => response.writeHead(202).end());
    });
    const outcome = await deliver(url, { 'Content-Type': 'application/json' }, '{"name":"Jörg"}');
    expect(outcome).toMatchObject({ status: 202 });
    expect(outcome.ms).toBeGreaterThan(0);
    expect(bodies.join('')).toBe('{"name":"Jörg"}');
  });

  it('that gets no answer in time ends without a status', async () => {
    const url = await serve(() => undefined);
    expect(await deliver(url, {}, '{}', short)).toMatchObject({ status: null, error: 'no answer within 40 ms' });
  });

  it('whose answer stops in the middle ends without a status', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Length': '10' });
      response.write('half');
    });
    expect(await deliver(url, {}, '{}', short)).toMatchObject({ status: null });
  });

  it('to a closed door ends without a status', async () => {
    const url = await serve(() => undefined);
    await new Promise((resolve) => server?.close(resolve));
    expect(await deliver(url, {}, '{}')).toMatchObject({
      status: null,
      error: expect.stringContaining('ECONNREFUSED') as unknown,
    });
  });

  it('follows no redirect', async () => {
    let calls = 0;
    const url = await serve((_request, response) => {
      calls += 1;
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    const outcome = await deliver(url, {}, '{}');
    expect([outcome.status, calls]).toEqual([307, 1]);
  });
});

describe('only 200 to 299 is received', () => {
  it.each([
    [200, true],
    [204, true],
    [299, true],
    [199, false],
    [300, false],
    [404, false],
    [500, false],
    [null, false],
  ])('%j: %j', (status, expected) => {
    expect(isReceived({ status, ms: 1 })).toBe(expected);
  });
});
