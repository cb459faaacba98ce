import { afterEach, beforeEach, expect, test } from 'vitest';
import { LIVE_CLOCK } from './live-clock';
import { openShop, type OpenShop } from './testing/open-shop';

let shop: OpenShop;

beforeEach(async () => void (shop = await openShop()));
afterEach(() => shop.close());

test('an open page is told the clock’s offset, at once and after each move', async () => {
  const ending = new AbortController();
  const response = await fetch(shop.url + LIVE_CLOCK, { signal: ending.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const before = shop.clock.offsetMs;
  expect((await reader.read()).value).toBe(`data: ${before}\n\n`);
  await shop.clock.advance(3_600_000);
  expect((await reader.read()).value).toBe(`data: ${before + 3_600_000}\n\n`);
  ending.abort();
});
