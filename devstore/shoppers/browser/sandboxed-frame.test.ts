import { JSDOM, type DOMWindow } from 'jsdom';
import { beforeEach, expect, test } from 'vitest';
import { createActivity, type Activity } from './activity';
import { installSandboxedFrames } from './sandboxed-frame';

let window: DOMWindow;
let activity: Activity;
let problems: string[];

/** A page whose frames are documents with this script. */
function openPage(script: string): void {
  ({ window } = new JSDOM('<body></body>', { url: 'https://shop.example/page' }));
  activity = createActivity();
  problems = [];
  installSandboxedFrames(window, {
    ...{ pageUrl: window.location.href, activity, Worker: class {} },
    loadDocument: async (url) => `<!doctype html><script>const from = ${JSON.stringify(url)}; ${script}</script>`,
    report: (problem) => problems.push(problem),
  });
}

/** Opens a frame and gives what it says, in order. */
async function openFrame(attributes: Record<string, string>, ...said: unknown[]): Promise<unknown[]> {
  const heard: unknown[] = [];
  const frame = window.document.createElement('iframe');
  window.addEventListener('message', ({ data, source }: MessageEvent) => {
    if (source === frame.contentWindow) heard.push(data);
  });
  for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value);
  frame.addEventListener('load', () => said.forEach((each) => frame.contentWindow?.postMessage(each, '*')));
  window.document.body.append(frame);
  await Promise.resolve();
  await activity.idle(5_000);
  return heard;
}

const SANDBOXED = { src: '/frame.html', sandbox: 'allow-scripts' };

beforeEach(() => openPage('onmessage = ({ data }) => parent.postMessage({ ...data, from }, location.origin)'));

test('page and frame reach each other by messages alone, which are copies and arrive in order', async () => {
  const first = { n: 1 };
  expect(await openFrame(SANDBOXED, first, { n: 2 })).toEqual([
    { n: 1, from: 'https://shop.example/frame.html' },
    { n: 2, from: 'https://shop.example/frame.html' },
  ]);
  expect(first).toEqual({ n: 1 });
});

test('a frame has nothing of the page', async () => {
  openPage('parent.postMessage(["document", "localStorage", "fetch", "Shopify"].filter((name) => name in self))');
  expect(await openFrame(SANDBOXED)).toEqual([[]]);
});

test.each([
  ['a script that throws', SANDBOXED, 'throw new Error("broken")', 'broken'],
  ['a frame without a sandbox', { src: '/frame.html' }, '', 'sandboxed frames alone'],
  [
    'a frame that may be of the page’s origin',
    { ...SANDBOXED, sandbox: 'allow-scripts allow-same-origin' },
    '',
    'alone',
  ],
])('%s is reported', async (_name, attributes, script, problem) => {
  openPage(script);
  await openFrame(attributes);
  expect(problems.join()).toContain(problem);
});

test('other elements are as they were', () => {
  expect(window.document.createElement('form')).toBeInstanceOf(window.HTMLFormElement);
});
