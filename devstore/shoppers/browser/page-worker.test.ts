import { beforeEach, expect, test } from 'vitest';
import { seededRandom } from '../../store-data/seeded-random';
import { createActivity, type Activity } from './activity';
import { createWorkerClass } from './page-worker';
import { createSeededCrypto } from './seeded-crypto';
import { createVirtualTime } from './virtual-time';

let activity: Activity;
let problems: string[];

beforeEach(() => {
  activity = createActivity();
  problems = [];
});

/** Starts a worker on a script and gives what it posts back. */
function start(script: string) {
  const { PageWorker, endAll } = createWorkerClass({
    pageUrl: 'https://shop.example/page',
    userAgent: 'Test',
    activity,
    timers: createVirtualTime().functionsFor({}),
    crypto: createSeededCrypto(seededRandom(1, 'worker')),
    fetch: async () => new Response('fetched'),
    loadScript: async (url) => `/* ${url} */ ${script}`,
    report: (problem) => problems.push(problem),
  });
  const worker = new PageWorker('/worker.js');
  const answers: unknown[] = [];
  worker.onmessage = ({ data }) => answers.push(data);
  return { worker, answers, endAll, idle: () => activity.idle(5_000) };
}

test('sees nothing of the page or of Node', async () => {
  const names = ['window', 'document', 'localStorage', 'process', 'require', 'Buffer', 'Shopify'];
  const { answers, idle, worker } = start(
    `onmessage = () => postMessage(${JSON.stringify(names)}.filter((name) => name in globalThis || name in self))`,
  );
  worker.postMessage('go');
  await idle();
  expect(answers).toEqual([[]]);
});

test('gets copies of messages, in order, also those sent before it was ready', async () => {
  const { answers, idle, worker } = start(
    'let n = 0; onmessage = ({ data }) => { data.list.push(++n); postMessage(data.list); }',
  );
  const sent = { list: ['mine'] };
  worker.postMessage(sent);
  worker.postMessage(sent);
  await idle();
  expect(answers).toEqual([
    ['mine', 1],
    ['mine', 2],
  ]);
  expect(sent).toEqual({ list: ['mine'] });
});

test('hears nothing more once its page is gone', async () => {
  const { answers, idle, worker, endAll } = start('onmessage = ({ data }) => postMessage(data)');
  worker.postMessage(1);
  endAll();
  await idle();
  expect(answers).toEqual([]);
});

test.each([
  ['a script that throws', 'throw new Error("broken")', 'broken'],
  ['a listener that throws', 'onmessage = () => { throw new Error("deaf") }', 'deaf'],
  ['console.error', 'onmessage = () => console.error("ouch")', 'ouch'],
])('%s is reported', async (_name, script, problem) => {
  const { idle, worker } = start(script);
  worker.postMessage(1);
  await idle();
  expect(problems.join()).toContain(problem);
});
