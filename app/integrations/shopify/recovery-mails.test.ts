import { describe, expect, test } from 'vitest';
import { inShopify, shopDomain, type ShopifyWorld } from '../../../tests/factories/shopify-world';
import { createRecoveryMails } from './recovery-mails.server';

const HOUR_MS = 3_600_000;

function leaveCheckout({ store, data }: ShopifyWorld, email: string): string {
  const variantId = data.products[0]?.variants[0]?.id ?? '';
  const { token: cart } = store.createCart();
  store.setCartLines(cart, [{ variantId, quantity: 1 }]);
  const { token } = store.createCheckout(cart);
  store.submitContact(token, { email, acceptsMarketing: true });
  return token;
}

const seen = ({ admin, clock }: ShopifyWorld, untilHoursAgo = 24) =>
  createRecoveryMails(admin).seen(shopDomain, {
    from: new Date(clock.now().getTime() - 8 * 24 * HOUR_MS),
    until: new Date(clock.now().getTime() - untilHoursAgo * HOUR_MS),
  });

describe('mail of others about left checkouts', () => {
  test('is seen once it went out, with when', () =>
    inShopify(async (world) => {
      world.store.setRecoveryMail(10);
      const leftAt = world.clock.now();
      leaveCheckout(world, 'ana@example.com');
      await world.clock.advance(25 * HOUR_MS);
      expect(await seen(world)).toEqual({
        examined: 1,
        mailed: 1,
        lastAt: new Date(Math.floor((leftAt.getTime() + 10 * HOUR_MS) / 1_000) * 1_000),
      });
    }));

  test('is none where Shopify sends none', () =>
    inShopify(async (world) => {
      leaveCheckout(world, 'ana@example.com');
      await world.clock.advance(25 * HOUR_MS);
      expect(await seen(world)).toEqual({ examined: 1, mailed: 0, lastAt: null });
    }));

  test('is not looked for at what was bought, or left only just now', () =>
    inShopify(async (world) => {
      world.store.setRecoveryMail(10);
      const bought = leaveCheckout(world, 'ana@example.com');
      await world.clock.advance(HOUR_MS);
      world.store.completeCheckout(bought);
      await world.clock.advance(30 * HOUR_MS);
      leaveCheckout(world, 'bea@example.com');
      await world.clock.advance(20 * HOUR_MS);
      expect(await seen(world)).toEqual({ examined: 0, mailed: 0, lastAt: null });
    }));
});
