import { beforeEach, describe, expect, it } from 'vitest';
import { checkoutReport } from '../../../tests/factories/reports';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop, type Db } from '~/platform/db/db.server';
import { deleteCheckout } from './delete-checkout.server';
import { linesOf, storeCheckout } from './store-cart.server';

const app = testApp(await testDatabase());

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => app.db.transaction(work));
const tell = (minute: number) =>
  inShop((tx) => storeCheckout(tx, shop.id, checkoutReport('c', { updatedAt: after(minute * 60_000) })));
const remove = () => inShop((tx) => deleteCheckout(tx, shop.id, 'c', TEST_START));
const cart = () => inShop((tx) => tx.cart.findFirst({ where: { shopId: shop.id } }));

describe('a checkout that was deleted', () => {
  it('leaves its cart with what is in it, without a way back', async () => {
    await tell(0);
    expect((await cart())?.checkoutUrl).toContain('/checkouts/c');
    await remove();
    const left = await cart();
    expect(left).toMatchObject({ checkoutUrl: null, completedAt: null });
    expect(left && linesOf(left)).toHaveLength(1);
  });

  it('leads nowhere, also where something of it is told late, or before all else', async () => {
    await remove();
    await tell(0);
    await tell(1);
    expect(await cart()).toMatchObject({ checkoutUrl: null, checkoutToken: 'c' });
  });
});
