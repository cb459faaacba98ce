import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectPage } from '../testing/hear-events';
import { type OpenSite, openSite } from '../testing/open-site';

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

test('a page is told what happens in the world, and at last that it has settled', async () => {
  const page = await connectPage(site);
  expect(page.contentType).toBe('text/event-stream');
  const before = site.world.clock.now();
  await site.world.clock.advance(3_600_000);
  const clock = await page.until('clock');
  expect(Date.parse(String(clock.now)) - before.getTime()).toBeGreaterThanOrEqual(3_600_000);
  expect(clock.offsetMs).toBe(site.world.clock.offsetMs);

  const messageId = await site.send('anna@example.org');
  expect(await page.until('mail')).toEqual({ kind: 'mail', what: 'delivered', messageId, to: 'anna@example.org' });
  const delivery = { kind: 'report', recordType: 'Delivery', messageId, outcome: 'delivered' };
  expect(await page.until('report')).toEqual(delivery);
  await page.until('settled');

  await site.world.postmark.inbox.unsubscribe(messageId, { how: 'one-click' });
  expect(await page.until('suppression')).toEqual({ kind: 'suppression', email: 'anna@example.org' });
  page.leave();
});

test('each page has a stream of its own, and one that left leaves the others theirs', async () => {
  const [staying, leaving] = await Promise.all([connectPage(site), connectPage(site)]);
  leaving.leave();
  const messageId = await site.send('ben@example.org');
  await staying.until('settled');
  expect(staying.told.filter(({ kind }) => kind === 'mail')).toEqual([
    { kind: 'mail', what: 'delivered', messageId, to: 'ben@example.org' },
  ]);
  staying.leave();
});
