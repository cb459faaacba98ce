import { expect, it } from 'vitest';
import { testTimes } from '../../../tests/factories/times';
import { createRecentSegments } from './recent-shopify-segments.server';

const VIPS = { id: 'gid://shopify/Segment/1', name: 'VIPs', query: 'number_of_orders > 9' };

function recent() {
  const times = testTimes();
  const asked: string[] = [];
  let isAway = false;
  const list = (shopDomain: string) => {
    asked.push(shopDomain);
    return isAway ? Promise.reject(new Error('away')) : Promise.resolve([VIPS]);
  };
  const goAway = (away: boolean) => void (isAway = away);
  return { ...times, asked, goAway, segments: createRecentSegments({ list }, times.systemClock) };
}

it('however many ask, Shopify is asked once a minute and shop', async () => {
  const { segments, asked, advanceSystem } = recent();
  const all = [segments.list('a'), segments.list('a'), segments.list('b')];
  expect(await Promise.all(all)).toEqual([[VIPS], [VIPS], [VIPS]]);
  advanceSystem(59_999);
  await segments.list('a');
  expect(asked).toEqual(['a', 'b']);
  advanceSystem(1);
  await segments.list('a');
  expect(asked).toEqual(['a', 'b', 'a']);
  await segments.list('a', { isFresh: true });
  expect(asked).toHaveLength(4);
});

it('what could not be read is asked for again at once', async () => {
  const { segments, asked, goAway } = recent();
  goAway(true);
  await expect(segments.list('a')).rejects.toThrow('away');
  goAway(false);
  expect(await segments.list('a')).toEqual([VIPS]);
  expect(asked).toHaveLength(2);
});
