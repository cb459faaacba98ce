import { beforeEach, describe, expect, it } from 'vitest';
import { delivery } from '../../../tests/factories/deliveries';
import { inboxOf } from '../../../tests/factories/ingest-app';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { receive } from './receive.server';
import { receiveMany } from './receive-many.server';

const app = testApp(await testDatabase());

let shop: TestShop;
let other: TestShop;
beforeEach(async () => {
  [shop, other] = [await createShop(app), await createShop(app)];
});

const told = (externalId: string) => delivery({ of: externalId }, { source: 'storefront', topic: 'batch', externalId });
const idsOf = async ({ id }: TestShop) => (await inboxOf(app, id)).map(({ externalId }) => externalId);

describe('deliveries of many shops', () => {
  it('each stand in their own shop’s inbox, sealed for it', async () => {
    const both = [
      { shopId: shop.id, delivery: told('a') },
      { shopId: other.id, delivery: told('b') },
    ];
    expect(await receiveMany(app, both)).toEqual([undefined, undefined]);
    const [entry] = await inboxOf(app, shop.id);
    expect([entry?.externalId, JSON.parse(entry?.body ?? '')]).toEqual(['a', { of: 'a' }]);
    expect(await idsOf(other)).toEqual(['b']);
  });

  it('told twice are one, within a group and across groups', async () => {
    await receive(app, shop.id, told('before'));
    const again = ['before', 'twice', 'twice'].map((id) => ({ shopId: shop.id, delivery: told(id) }));
    expect(await receiveMany(app, again)).toEqual([undefined, undefined, undefined]);
    expect(await idsOf(shop)).toEqual(['before', 'twice']);
  });

  it('of which one cannot be kept are kept but for that one, which is told so', async () => {
    const spoilt = { ...told('b'), externalId: 'nul \u0000' };
    const failures = await receiveMany(app, [
      { shopId: shop.id, delivery: told('a') },
      { shopId: shop.id, delivery: spoilt },
      { shopId: other.id, delivery: told('c') },
    ]);
    expect(failures.map((failure) => failure === undefined)).toEqual([true, false, true]);
    expect([await idsOf(shop), await idsOf(other)]).toEqual([['a'], ['c']]);
  });
});
