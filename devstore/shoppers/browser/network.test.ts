import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { JSDOM } from 'jsdom';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createActivity } from './activity';
import { createNetwork } from './network';

interface Seen {
  method: string;
  path: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** A site that keeps what it is asked and answers as the path says. */
async function openSite(answers: Record<string, http.RequestListener> = {}) {
  const seen: Seen[] = [];
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const path = request.url ?? '';
      seen.push({
        method: request.method ?? '',
        path,
        headers: request.headers,
        body: Buffer.concat(parts).toString(),
      });
      const answer = answers[path];
      if (answer) answer(request, response);
      else response.end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, seen, close };
}

type Site = Awaited<ReturnType<typeof openSite>>;
const allowing =
  (headers: Record<string, string>): http.RequestListener =>
  (_request, response) =>
    response.writeHead(200, headers).end('read me');

let own: Site;
let other: Site;
let network: ReturnType<typeof createNetwork>;
let ending: AbortController;
const activity = createActivity();
const page = () => ({ url: `${own.url}/page`, signal: ending.signal });

beforeEach(async () => {
  const origin = () => own.url;
  own = await openSite({
    '/set': (_request, response) => response.writeHead(302, { 'set-cookie': 'a=1; path=/', location: '/landed' }).end(),
    '/loop': (_request, response) => response.writeHead(302, { location: '/loop' }).end(),
    '/moved': (_request, response) => response.writeHead(307, { location: '/landed' }).end(),
    '/never': () => undefined,
  });
  other = await openSite({
    '/open': (request, response) =>
      allowing({ 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type' })(
        request,
        response,
      ),
    '/ours': (request, response) =>
      allowing({ 'access-control-allow-origin': origin(), 'access-control-allow-credentials': 'true' })(
        request,
        response,
      ),
  });
  network = createNetwork({ userAgent: 'Mozilla/5.0 (Test)', activity });
  ending = new AbortController();
});
afterEach(async () => {
  await Promise.all([own.close(), other.close()]);
});

describe('requests', () => {
  test('carry the browser’s name, its cookies and where they come from', async () => {
    await network.load(`${own.url}/set`, {});
    await network.fetchFor(page())('data?x=1');
    expect(own.seen.map((each) => each.path)).toEqual(['/set', '/landed', '/data?x=1']);
    expect(own.seen[2]?.headers).toMatchObject({
      'user-agent': 'Mozilla/5.0 (Test)',
      cookie: 'a=1',
      referer: `${own.url}/page`,
    });
    expect(own.seen[2]?.headers).not.toHaveProperty('origin');
  });

  test('a redirect turns a form into a GET, except 307', async () => {
    await network.load(`${own.url}/set`, { method: 'POST', body: 'a=b' });
    await network.load(`${own.url}/moved`, { method: 'POST', body: 'a=b' });
    expect(own.seen.map(({ method, path, body }) => `${method} ${path} ${body}`)).toEqual([
      'POST /set a=b',
      'GET /landed ',
      'POST /moved a=b',
      'POST /landed a=b',
    ]);
  });

  test('a redirect without end is an error', async () => {
    await expect(network.load(`${own.url}/loop`, {})).rejects.toThrow('more than 20 redirects');
  });

  test('end with their page, unless they are kept alive', async () => {
    const cut = network.fetchFor(page())('/never');
    const kept = network.fetchFor(page())('/kept', { keepalive: true });
    ending.abort();
    await expect(cut).rejects.toThrow(/abort/i);
    await expect(kept.then((answer) => answer.text())).resolves.toBe('ok');
    await expect(network.fetchFor(page())('/late')).rejects.toThrow('the page is gone');
  });
});

describe('other sites', () => {
  test('plain text goes there at once, and may be read when the site allows it', async () => {
    const answer = await network.fetchFor(page())(`${other.url}/open`, { method: 'POST', body: 'hello' });
    expect(await answer.text()).toBe('read me');
    expect(other.seen).toMatchObject([
      { method: 'POST', body: 'hello', headers: { origin: own.url, 'content-type': 'text/plain;charset=UTF-8' } },
    ]);
  });

  test('an answer that does not allow it cannot be read, though the request arrived', async () => {
    await expect(network.fetchFor(page())(`${other.url}/closed`)).rejects.toThrow('does not allow');
    expect(other.seen).toHaveLength(1);
  });

  test('JSON asks first, and stays at home when not permitted', async () => {
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    await network.fetchFor(page())(`${other.url}/open`, json);
    await expect(network.fetchFor(page())(`${other.url}/closed`, json)).rejects.toThrow('does not permit POST');
    expect(other.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'OPTIONS /open',
      'POST /open',
      'OPTIONS /closed',
    ]);
  });

  test('a no-cors request is sent blind, without headers that would need permission', async () => {
    const headers = { 'content-type': 'application/json', 'x-secret': '1' };
    const answer = await network.fetchFor(page())(`${other.url}/closed`, {
      method: 'POST',
      mode: 'no-cors',
      headers,
      body: 'x',
    });
    expect([answer.type, answer.status, await answer.text()]).toEqual(['opaque', 0, '']);
    expect(other.seen[0]?.headers).not.toHaveProperty('x-secret');
  });

  test('see cookies only when asked to, and then must name the asker', async () => {
    await network.jar.setCookie('b=2; path=/', other.url);
    await network.fetchFor(page())(`${other.url}/open`);
    await network.fetchFor(page())(`${other.url}/ours`, { credentials: 'include' });
    expect(other.seen.map((each) => each.headers.cookie)).toEqual([undefined, 'b=2']);
    await expect(network.fetchFor(page())(`${other.url}/open`, { credentials: 'include' })).rejects.toThrow(
      'does not allow',
    );
  });
});

describe('bodies', () => {
  const TEXT = { body: 'a', headers: { 'content-type': 'text/plain;charset=UTF-8' } };
  const FIELDS = { body: 'a=1+%26+2', headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' } };
  const { window } = new JSDOM();

  test('are text or URL-encoded fields and say which, unless the page does', async () => {
    const fields = new window.URLSearchParams({ a: '1 & 2' });
    const [fetched, beacon] = [network.fetchFor(page()), network.beaconFor(page())];
    await fetched('/x', { method: 'POST', body: 'a' });
    await fetched('/x', { method: 'POST', body: fields });
    await fetched('/x', { method: 'POST', body: fields, headers: { 'content-type': 'text/x-own' } });
    beacon('/x', 'a');
    await activity.idle(5_000);
    beacon('/x', fields);
    await activity.idle(5_000);
    const named = { ...FIELDS, headers: { 'content-type': 'text/x-own' } };
    expect(own.seen).toMatchObject([TEXT, FIELDS, named, TEXT, FIELDS]);
  });

  test('that this browser cannot send are refused aloud', async () => {
    const blob = new window.Blob(['x']);
    expect(() => network.beaconFor(page())('/x', blob)).toThrow('not [object Blob]');
    const posted = network.fetchFor(page())('/x', { method: 'POST', body: new FormData() });
    await expect(posted).rejects.toThrow('not [object FormData]');
    expect(own.seen).toEqual([]);
  });
});

describe('beacons', () => {
  test('outlive the page and need no permission', async () => {
    const beacon = network.beaconFor(page());
    ending.abort();
    expect(beacon(`${other.url}/closed`, 'bye')).toBe(true);
    await activity.idle(5_000);
    expect(other.seen).toMatchObject([
      { method: 'POST', body: 'bye', headers: { 'content-type': 'text/plain;charset=UTF-8', origin: own.url } },
    ]);
  });

  test('over 64 KB are refused, and so are kept-alive requests', async () => {
    expect(network.beaconFor(page())('/b', 'x'.repeat(65 * 1024))).toBe(false);
    const big = network.fetchFor(page())('/b', { method: 'POST', keepalive: true, body: 'x'.repeat(65 * 1024) });
    await expect(big).rejects.toThrow('64 KB');
    expect(own.seen).toEqual([]);
  });

  test('to nowhere hurt no one', async () => {
    expect(network.beaconFor(page())('http://127.0.0.1:9/', 'x')).toBe(true);
    await activity.idle(5_000);
  });
});

test('a script that may be kept is asked for once', async () => {
  await own.close();
  const script =
    (maxAge: string): http.RequestListener =>
    (_request, response) =>
      response.writeHead(200, { 'cache-control': maxAge }).end('1');
  own = await openSite({ '/kept.js': script('max-age=60'), '/fresh.js': script('no-store') });
  for (const path of ['/kept.js', '/fresh.js', '/kept.js', '/fresh.js'])
    await network.loadResource(own.url + path, own.url);
  expect(own.seen.map((each) => each.path)).toEqual(['/kept.js', '/fresh.js', '/fresh.js']);
});
