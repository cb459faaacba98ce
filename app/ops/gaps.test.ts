import { beforeEach, describe, expect, it } from 'vitest';
import { appendEvents } from '~/capture/events/event-log.server';
import { identify } from '~/customers/profiles/identify.server';
import type { PersonReport } from '~/capture/events/person-report';
import { withShop } from '~/platform/db/db.server';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { newOrder, placeOrders } from '../../tests/factories/placed-orders';
import { shownProduct, stockShelf } from '../../tests/factories/shelf';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { toldPerson, visitorId } from '../../tests/factories/told-person';
import { testDatabase } from '../../tests/setup/database';
import { foundRows } from './found-rows.server';
import { gapFindings, type GapFinding } from './gap-words';
import { countGaps } from './gaps.server';

const app = testApp(await testDatabase());
const { db } = app;
const deps = { ...app, shops: createShopDirectory({ ...app, pool: db.pool }) };
const DAY_MS = 86_400_000;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const tell = (person: Partial<PersonReport>, to = shop): Promise<string> =>
  withShop(to.id, () =>
    db.transaction(async (tx) => {
      const report = toldPerson({ seenAt: app.clock.now(), ...person });
      return (await identify(app, tx, to.id, { person: report, evidence: 'test' })).profileId;
    }),
  );
const look = (profileId: string): Promise<unknown> =>
  withShop(shop.id, () =>
    appendEvents(app, db.prisma, shop.id, [
      {
        profileId,
        event: {
          ...{ type: 'page_viewed', properties: { path: '/' }, source: 'storefront', dedupeKey: `view-${profileId}` },
          occurredAt: app.clock.now(),
        } as never,
      },
    ]),
  );
const order = (profileId: string) => withShop(shop.id, () => placeOrders(app, shop.id, [newOrder(app, { profileId })]));
const gaps = () => withShop(shop.id, () => countGaps(db.prisma, shop.id, app.clock.now()));
const rows = (finding: GapFinding, domain = shop.domain) => foundRows(deps, domain, 'user-1', { finding, page: null });

describe('what is missing', () => {
  it('is nothing in a new shop', async () => {
    expect(Object.values(await gaps())).toEqual(gapFindings.map(() => 0));
  });

  it('of people is counted of those who are known, not of visitors', async () => {
    const anna = await tell({ email: 'anna@example.com' });
    await tell({ email: 'ben@example.com', countryCode: 'DE' });
    await tell({ visitorId: visitorId('nobody') });
    expect(await gaps()).toMatchObject({ 'people-without-country': 1, 'people-not-browsing': 2 });
    expect(await rows('people-without-country')).toMatchObject({
      rows: [{ profileId: anna, before: 'anna@example.com', at: app.clock.now().toISOString() }],
    });
  });

  it('of who browsed comes again when they have not for ninety days', async () => {
    await look(await tell({ email: 'anna@example.com' }));
    expect(await gaps()).toMatchObject({ 'people-not-browsing': 0 });
    app.advance(91 * DAY_MS);
    expect(await gaps()).toMatchObject({ 'people-not-browsing': 1 });
  });

  it('of orders is whose they are, where nothing leads to anybody', async () => {
    await order(await tell({ email: 'anna@example.com' }));
    await order(await tell({ visitorId: visitorId('nobody') }));
    expect(await gaps()).toMatchObject({ 'orders-without-customer': 1 });
    expect(await rows('orders-without-customer')).toMatchObject({ rows: [{ profileId: null }] });
  });

  it('of products is picture, price or type, of those that are for sale', async () => {
    const whole = shownProduct(1, { productType: 'Lamps' });
    const bare = shownProduct(2, { imageUrl: null, productType: '', variants: [] });
    const draft = shownProduct(3, { imageUrl: null, productType: '', status: 'DRAFT' });
    await withShop(shop.id, () => stockShelf(app, shop.id, [whole, bare, draft]));
    const product = { 'products-without-picture': 1, 'products-without-price': 1, 'products-without-type': 1 };
    expect(await gaps()).toMatchObject(product);
    for (const finding of Object.keys(product) as GapFinding[])
      expect(await rows(finding)).toMatchObject({ rows: [{ profileId: null, before: bare.title }] });
  });

  it('is of one shop alone', async () => {
    await tell({ email: 'anna@example.com' });
    const other = await createShop(app);
    for (const finding of gapFindings) expect(await rows(finding, other.domain)).toMatchObject({ rows: [] });
  });
});
