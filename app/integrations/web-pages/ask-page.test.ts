import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createPageAsker } from './ask-page.server';

const open: Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A site on this machine, with what it was asked. */
async function site(answer: RequestListener): Promise<{ url: string; asked: string[]; heard: IncomingMessage[] }> {
  const asked: string[] = [];
  const heard: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    heard.push(request);
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(server);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, heard };
}

const ask = createPageAsker({ mayBeLoopback: true, timeoutMs: 400 });
const status =
  (code: number, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    void response.writeHead(code, headers).end();

describe('a page', () => {
  it.each([
    [200, { kind: 'there' }],
    [404, { kind: 'gone' }],
    [410, { kind: 'gone' }],
    [403, { kind: 'untold' }],
    [429, { kind: 'untold' }],
    [503, { kind: 'unreachable', problem: 'its server answers with an error (503)' }],
  ])('that answers %i is %j', async (code, answer) => {
    const { url, asked, heard } = await site(status(code));
    expect(await ask(`${url}/a?b=c`)).toEqual(answer);
    expect(asked).toEqual(code < 400 ? ['HEAD /a?b=c'] : ['HEAD /a?b=c', 'GET /a?b=c']);
    expect(heard[0]?.headers).toMatchObject({ 'user-agent': 'Kindred-Links/1' });
  });

  it('whose server does not like HEAD is got, and none of it is read', async () => {
    let sent = 0;
    const { url } = await site((request, response) => {
      if (request.method === 'HEAD') return void response.writeHead(404).end();
      const chunk = Buffer.alloc(65_536);
      response.writeHead(200);
      const talk = () => {
        while (!response.destroyed && sent < 50_000_000)
          if (((sent += chunk.length), !response.write(chunk))) return void response.once('drain', talk);
      };
      talk();
    });
    expect(await ask(url)).toEqual({ kind: 'there' });
    expect(sent).toBeLessThan(50_000_000);
  });

  it('that moved for good is somewhere else; for a while only, or by its spelling, it is there', async () => {
    const codes: Record<string, [number, string]> = {
      ...{ '/a': [301, '/b'], '/b': [308, '/c'], '/d': [302, '/c'], '/e': [301, '/d'], '/f': [301, '/f/'] },
    };
    const { url } = await site((request, response) => {
      const [code, location] = codes[request.url ?? ''] ?? [200, ''];
      response.writeHead(code, location ? { location } : {}).end();
    });
    expect(await ask(`${url}/a`)).toEqual({ kind: 'moved', to: `${url}/c` });
    for (const path of ['/d', '/e', '/f']) expect(await ask(url + path), path).toEqual({ kind: 'there' });
  });

  it('that leads on for ever is left after five', async () => {
    const { url, asked } = await site((request, response) =>
      response.writeHead(302, { location: `${request.url}x` }).end(),
    );
    expect(await ask(`${url}/`)).toMatchObject({ kind: 'unreachable' });
    expect(asked).toHaveLength(6);
  });

  it('that does not answer is left, and one that is not there is said to be', async () => {
    const { url } = await site(() => undefined);
    expect(await ask(url)).toEqual({ kind: 'unreachable', problem: 'it does not answer within 0.4 seconds' });
    expect(await ask('http://127.0.0.1:1/')).toEqual({
      ...{ kind: 'unreachable', problem: 'its server refuses the connection' },
    });
  });
});

describe('what lies inside is never asked', () => {
  const INSIDE = { kind: 'unreachable', problem: 'its name leads to no server on the internet' };
  const asked: string[] = [];
  const outside = createPageAsker({
    mayBeLoopback: false,
    resolve: (host) => (asked.push(host), Promise.resolve(['10.0.0.1'])),
  });

  it.each([
    ...['http://127.0.0.1:1/', 'http://localhost/', 'http://169.254.169.254/latest/meta-data/', 'https://[::1]/'],
    ...['https://metadata.google.internal/', 'https://2130706433/', 'file:///etc/passwd', 'ftp://example.com/'],
  ])('by its letters: %s', async (url) => {
    expect(await outside(url)).toEqual(INSIDE);
    expect(asked).toEqual([]);
  });

  it('by what its name leads to, wholly or in part', async () => {
    expect(await outside('https://inside.example.com/')).toEqual(INSIDE);
    const mixed = createPageAsker({ mayBeLoopback: false, resolve: () => Promise.resolve(['8.8.8.8', '127.0.0.1']) });
    expect(await mixed('https://mixed.example.com/')).toEqual(INSIDE);
  });

  it('by where a page outside leads', async () => {
    const secret = await site(status(200));
    const { url, asked: ofSite } = await site(status(302, { location: secret.url.replace('127.0.0.1', 'localhost') }));
    const { url: byAddress } = await site(status(302, { location: 'http://169.254.169.254/' }));
    expect([await ask(url), await ask(byAddress)]).toEqual([INSIDE, INSIDE]);
    expect([ofSite.length, secret.asked]).toEqual([1, []]);
  });
});
