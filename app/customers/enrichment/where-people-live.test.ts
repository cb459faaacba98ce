import { beforeEach, describe, expect, it } from 'vitest';
import { makePerson } from '../../../tests/factories/people';
import { newOrder } from '../../../tests/factories/placed-orders';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { toldHistory } from '../../../tests/factories/told-history';
import { testDatabase } from '../../../tests/setup/database';
import { eraseOrders } from '~/capture/orders/erase.server';
import { beginErasure } from '../profiles/begin-erasure.server';
import { erasePerson } from '../profiles/erase.server';
import { identify } from '../profiles/identify.server';
import { holdProfile } from '../profiles/profile-tree.server';
import { enrichDue } from './enrich-profiles.server';

const app = testApp(await testDatabase());
let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const { inShop, person, buy } = toldHistory(app, () => shop.id);

describe('where a person lives', () => {
  const BERLIN = { countryCode: 'DE', regionCode: 'BE', city: 'Berlin' };
  const LYON = { countryCode: 'FR', regionCode: null, city: 'Lyon' };
  const home = async (profileId: string) => {
    await inShop(() => enrichDue(app, shop.id));
    return inShop((tx) => tx.profile.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id: profileId } } }));
  };
  const tellPlace = (email: string, place: { countryCode: string; city?: string }) =>
    inShop(() =>
      app.db.transaction((tx) =>
        identify(app, tx, shop.id, { person: { email, ...place, seenAt: after(0) }, evidence: 'e' }),
      ),
    );

  it('is where their orders went, while nobody told', async () => {
    const anna = await person();
    await buy(newOrder(app, { profileId: anna, shippedTo: BERLIN }));
    expect(await home(anna)).toMatchObject(BERLIN);
  });

  it('follows an order that is sent elsewhere instead, and one that is cancelled', async () => {
    const anna = await person();
    const order = newOrder(app, { profileId: anna, shippedTo: BERLIN });
    await buy(order);
    await home(anna);
    await buy({ ...order, shippedTo: LYON, updatedAt: after(1) });
    expect(await home(anna)).toMatchObject(LYON);
    await buy({ ...order, shippedTo: LYON, updatedAt: after(2), cancelledAt: after(2) });
    expect(await home(anna)).toMatchObject({ countryCode: null, regionCode: null, city: null, orderedPlace: null });
  });

  it('is still there when all was given back: it went there all the same', async () => {
    const anna = await person();
    const order = newOrder(app, { profileId: anna, shippedTo: BERLIN });
    await buy(order);
    const lines = order.lines.map((line) => ({ ...line, currentQuantity: 0 }));
    await buy({ ...order, lines, refundedMinor: order.totalMinor, updatedAt: after(1) });
    expect(await home(anna)).toMatchObject(BERLIN);
  });

  it('is as it was told where somebody told more than the orders’ country', async () => {
    const { profileId, email } = await inShop(() => makePerson(app, shop.id));
    await tellPlace(email, { countryCode: 'DE' });
    await buy(newOrder(app, { profileId, shippedTo: BERLIN }));
    expect(await home(profileId)).toMatchObject(BERLIN);
    await tellPlace(email, { countryCode: 'DE', city: 'Bonn' });
    expect(await home(profileId)).toMatchObject({ countryCode: 'DE', regionCode: null, city: 'Bonn' });
  });

  it('is not the orders’ where the country that was told is another one', async () => {
    const { profileId, email } = await inShop(() => makePerson(app, shop.id));
    await tellPlace(email, { countryCode: 'AT' });
    await buy(newOrder(app, { profileId, shippedTo: BERLIN }));
    expect(await home(profileId)).toMatchObject({ countryCode: 'AT', regionCode: null, city: null });
  });

  it('is nobody’s any more once they are erased, nor the order’s', async () => {
    const anna = await person();
    await buy(newOrder(app, { profileId: anna, shippedTo: BERLIN }));
    await home(anna);
    await inShop(() =>
      app.db.transaction(async (tx) => {
        await beginErasure(tx, shop.id, anna, app.clock.now());
        await eraseOrders(tx, shop.id, [anna], app.clock.now());
        await erasePerson(tx, shop.id, anna);
      }),
    );
    expect(await home(anna)).toMatchObject({ countryCode: null, city: null, orderedPlace: null });
    const orders = await inShop((tx) => tx.order.findMany({ where: { shopId: shop.id, profileId: anna } }));
    expect(orders).toMatchObject([{ shippedTo: null }]);
  });

  it('is looked at again where somebody else holds them just now', async () => {
    const anna = await person();
    await buy(newOrder(app, { profileId: anna, shippedTo: BERLIN }));
    await inShop(() =>
      app.db.transaction(async (tx) => {
        await holdProfile(tx, shop.id, anna);
        await inShop(() => enrichDue(app, shop.id, 1));
      }),
    );
    expect(await inShop((tx) => tx.traitDue.count({ where: { shopId: shop.id, profileId: anna } }))).toBe(1);
    expect(await home(anna)).toMatchObject(BERLIN);
  });
});
