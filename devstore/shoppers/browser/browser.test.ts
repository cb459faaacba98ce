import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seededRandom } from '../../store-data/seeded-random';
import { createBrowser, type Browser } from './browser';
import { submitForm } from './submit-form';

/** A site of scripts: `/?PAGE` runs the script `pages[PAGE]`; everything posted is kept. */
let pages: Record<string, string>;
let posted: { path: string; body: string; referrer: string | undefined }[];
let server: http.Server;
let url: string;
let browser: Browser;

const answer: http.RequestListener = (request, response) => {
  const path = request.url ?? '';
  let body = '';
  request.on('data', (part) => (body += String(part)));
  request.on('end', () => {
    if (request.method === 'POST') posted.push({ path, body, referrer: request.headers.referer });
    if (path === '/never') return;
    if (path === '/worker.js') return response.end(pages.worker);
    const name = path.slice(2).split('&')[0] ?? '';
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(
      `<!doctype html><title>${name}</title><body>${pages[`${name}.html`] ?? ''}<script>${pages[name] ?? ''}</script>`,
    );
  });
};

beforeEach(async () => {
  pages = {};
  posted = [];
  server = http.createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = createBrowser({ random: seededRandom(1, 'test'), userAgent: 'Mozilla/5.0 (Test)', patienceMs: 300 });
});
afterEach(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
});

const open = (name: string) => browser.go(`${url}/?${name}`);

describe('from page to page', () => {
  test('storage, cookies and the referrer go along; globals do not', async () => {
    pages.first = 'localStorage.setItem("kept", "1"); document.cookie = "c=2; path=/"; window.lost = 1;';
    pages.second =
      'fetch("/seen", { method: "POST", body: [localStorage.getItem("kept"), document.cookie, typeof lost, document.referrer].join() })';
    await open('first');
    await open('second');
    expect(posted).toMatchObject([{ path: '/seen', body: `1,c=2,undefined,${url}/?first` }]);
  });

  test('a link from outside brings no referrer', async () => {
    pages.second = 'fetch("/seen", { method: "POST", body: `[${document.referrer}]` })';
    await open('first');
    await browser.go(`${url}/?second`, { isFromOutside: true });
    expect(posted[0]?.body).toBe('[]');
  });
});

describe('a page that is left', () => {
  test('is told first, and its beacon arrives', async () => {
    pages.first = `
      const order = [];
      addEventListener('pagehide', () => order.push('pagehide ' + document.visibilityState));
      document.addEventListener('visibilitychange', () => {
        order.push('visibilitychange ' + document.visibilityState);
        navigator.sendBeacon('/bye', order.join());
      });`;
    await open('first');
    await open('second');
    expect(posted).toMatchObject([{ path: '/bye', body: 'pagehide visible,visibilitychange hidden' }]);
  });

  test('takes its open requests with it', async () => {
    pages.first = 'fetch("/never").catch(() => undefined)';
    await expect(open('first')).rejects.toThrow(/still under way after 300 ms: GET .*\/never/);
    await open('second');
    expect(browser.page.window.document.title).toBe('second');
  });

  test('takes its timers and its workers with it', async () => {
    pages.worker = 'onmessage = ({ data }) => data === "once more" && console.error("the worker lives on")';
    pages.first = `
      setTimeout(() => navigator.sendBeacon("/late"), 100);
      const worker = new Worker("/worker.js");
      worker.postMessage("go");
      addEventListener("pagehide", () => worker.postMessage("once more"));`;
    await open('first');
    await open('second');
    browser.time.pass(1_000);
    await browser.settled();
    expect(posted).toEqual([]);
  });
});

describe('on a page', () => {
  test('time passes only when looked at, for clocks and timers alike', async () => {
    pages.first = `
      const started = performance.now();
      setTimeout(() => fetch("/seen", { method: "POST", body: String(performance.now() - started) }), 4000);`;
    await open('first');
    expect(posted).toEqual([]);
    browser.time.pass(5_000);
    await browser.settled();
    expect(posted[0]?.body).toBe('4000');
  });

  test('finished requests can be observed', async () => {
    pages.first = `
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
        if (entry.name.endsWith('/a')) navigator.sendBeacon('/seen', entry.name);
      })).observe({ type: 'resource' });
      fetch('/a');`;
    await open('first');
    expect(posted[0]?.body).toBe(`${url}/a`);
  });

  test.each([
    ['an error', 'throw new Error("broken")', 'broken'],
    ['what is thrown and no error', 'throw { code: 7 }', 'code: 7'],
    ['console.error', 'console.error("ouch")', 'ouch'],
    ['a rejected promise’s console.error in a worker', 'new Worker("/worker.js").postMessage(1)', 'deaf'],
    ['a step away that a script asks for', 'location.href = "/elsewhere"', 'navigation'],
  ])('%s is a failure of the action that led there', async (_name, script, problem) => {
    pages.worker = 'onmessage = () => console.error("deaf")';
    pages.first = script;
    await expect(open('first')).rejects.toThrow(new RegExp(`a page reported: .*${problem}`, 'i'));
  });

  test('without a page there is nothing to do', () => {
    expect(() => browser.page).toThrow('no page is open');
  });
});

describe('a form', () => {
  const form = () => browser.page.window.document.querySelector('form') as HTMLFormElement;
  const button = () => form().querySelector('button') as HTMLButtonElement;

  test('sends its fields and the pressed button', async () => {
    pages['first.html'] =
      '<form method="post" action="/?second"><input name="a" value="1&2"><input type="checkbox" name="b"><button name="go" value="x">Go</button></form>';
    await open('first');
    await submitForm(browser, form(), button());
    expect(posted).toEqual([{ path: '/?second', body: 'a=1%262&go=x', referrer: `${url}/?first` }]);
    expect(browser.page.window.document.title).toBe('second');
  });

  test('by GET leads to its address with the fields behind it', async () => {
    pages['first.html'] = '<form action="/?old"><input name="second"></form>';
    await open('first');
    await submitForm(browser, form());
    expect(browser.page.url).toBe(`${url}/?second=`);
  });

  test('is left to a script that takes it over', async () => {
    pages['first.html'] = '<form method="post"></form>';
    pages.first =
      'document.addEventListener("submit", (event) => { event.preventDefault(); fetch("/mine", { method: "POST", body: "" }); })';
    await open('first');
    await submitForm(browser, form());
    expect(posted.map((each) => each.path)).toEqual(['/mine']);
  });

  test.each([
    [
      'a field that does not take its value',
      '<form><input name="mail" type="email" value="x"></form>',
      '"mail" does not take "x"',
    ],
    ['a button that is off', '<form><button disabled>Buy</button></form>', '"Buy" is disabled'],
  ])('is stopped by %s', async (_name, html, problem) => {
    pages['first.html'] = html;
    await open('first');
    await expect(submitForm(browser, form(), form().querySelector('button') ?? undefined)).rejects.toThrow(problem);
  });
});
