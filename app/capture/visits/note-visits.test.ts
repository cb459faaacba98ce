import { beforeEach, expect, it } from 'vitest';
import { makeVisitor } from '../../../tests/factories/people';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import type { CustomerEvent } from '../events/event';
import { appendEvents } from '../events/event-log.server';
import { noteVisits } from './note-visits.server';

const app = testApp(await testDatabase());
const MINUTE = 60_000;
const [PHONE, LAPTOP] = ['v'.repeat(20), 'w'.repeat(20)];

let shop: TestShop;
let profileId: string;
beforeEach(async () => {
  shop = await createShop(app);
  profileId = await inShop(() => makeVisitor(app, shop.id));
});
const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);

/** A page that a browser looked at, some minutes after the start. */
const page = (visitorId: string, minute: number): CustomerEvent => ({
  ...{ type: 'page_viewed', properties: { url: '/', device: 'mobile' }, source: 'storefront' },
  ...{ occurredAt: after(minute * MINUTE), dedupeKey: `storefront:${visitorId}:${minute}` },
});

/** As a delivery does it: what is new is added to the log, and begins visits. */
const tell = (visitorId: string, ...minutes: number[]): Promise<CustomerEvent[]> =>
  inShop(() =>
    app.db.transaction(async (tx) => {
      const events = minutes.map((minute) => page(visitorId, minute));
      const known = events.map((event) => ({ profileId, event }));
      const added = await appendEvents(app, tx, shop.id, known);
      const fresh = events.filter(({ dedupeKey }) => added.has(dedupeKey));
      return noteVisits(app, tx, shop.id, { profileId, visitorId, fresh });
    }),
  );
const begun = () =>
  inShop(async () => {
    const visits = await app.db.prisma.event.findMany({
      where: { profileId, type: 'visit_began' },
      orderBy: { occurredAt: 'asc' },
    });
    return visits.map(({ occurredAt }) => (occurredAt.getTime() - after(0).getTime()) / MINUTE);
  });

it('a visit begins once, with where it came in, and again after half an hour of silence', async () => {
  expect(await tell(PHONE, 0, 5)).toMatchObject([{ type: 'visit_began', properties: { url: '/', device: 'mobile' } }]);
  expect(await tell(PHONE, 0, 5)).toEqual([]);
  await tell(PHONE, 34);
  await tell(PHONE, 64);
  expect(await begun()).toEqual([0, 64]);
});

it('what is told late begins none of its own: the visit had begun with it', async () => {
  await tell(PHONE, 40);
  expect(await tell(PHONE, 20)).toEqual([]);
  expect(await begun()).toEqual([20]);
});

it('each browser comes by itself', async () => {
  await tell(PHONE, 0);
  await tell(LAPTOP, 5);
  expect(await begun()).toEqual([0, 5]);
});

it('two deliveries at once begin one', async () => {
  await Promise.all([tell(PHONE, 1), tell(PHONE, 2), tell(PHONE, 3)]);
  expect(await begun()).toHaveLength(1);
});
