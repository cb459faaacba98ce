import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectPage } from '../testing/hear-events';
import { type OpenSite, openSite } from '../testing/open-site';
import type { ClockState } from './clock-routes';

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

async function post(path: string, body: object = {}) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${site.url}/clock/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, answer: (await response.json()) as { clock: ClockState; error?: string } };
}

test('the clock plays and pauses, and every page is told', async () => {
  const page = await connectPage(site);
  const began = performance.now();
  const before = site.world.clock.now().getTime();
  expect((await post('play', { speed: 60 })).answer.clock.speed).toBe(60);
  expect(await page.until('playing')).toEqual({ kind: 'playing', speed: 60 });
  await page.until('clock', 2);
  const passedMs = site.world.clock.now().getTime() - before;
  const realMs = performance.now() - began;
  expect(passedMs).toBeGreaterThanOrEqual(2 * 29_500);
  // Sixty times as fast, and not faster.
  expect(passedMs).toBeLessThanOrEqual(62 * realMs);
  expect((await post('pause')).answer.clock.speed).toBeNull();
  expect(await page.until('playing', 2)).toEqual({ kind: 'playing', speed: null });
  page.leave();
});

test.each([[{}], [{ speed: 1 }], [{ speed: 'fast' }], [{ speed: 100_000 }]])('%j is no speed', async (body) => {
  const { status, answer } = await post('play', body);
  expect(status).toBe(400);
  expect(answer.error).toBeTruthy();
});

test('a form may move the clock as a program may', async () => {
  const before = site.world.clock.now().getTime();
  const body = new URLSearchParams({ minutes: '30' });
  const response = await fetch(`${site.url}/clock/advance`, { method: 'POST', body });
  expect(response.status).toBe(200);
  expect(site.world.clock.now().getTime() - before).toBeGreaterThanOrEqual(30 * 60_000);
});

test('the clock and the start page are there though the app keeps silent', async () => {
  site.work.upcoming = null;
  const state = (await (await fetch(`${site.url}/clock`)).json()) as ClockState;
  expect(state).toMatchObject({ upcoming: null, offsetMs: site.world.clock.offsetMs });
  expect((await fetch(site.url)).status).toBe(200);
  site.work.upcoming = [];
});

test('a jump tells every page when all has settled', async () => {
  const page = await connectPage(site);
  await post('advance', { minutes: 5 });
  await page.until('settled');
  expect(page.told.map(({ kind }) => kind)).toEqual(['clock', 'settled']);
  page.leave();
});
