import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestWorld, type TestWorld } from '../testing/test-world';
import type { NewDiscount } from './discounts';

let world: TestWorld;
beforeEach(async () => {
  world = await startTestWorld();
});
afterEach(() => world.close());

const offered = (changes: Partial<NewDiscount> = {}) =>
  world.store.createDiscount({
    ...{ title: 'Ten', code: 'TEN', startsAt: '2020-01-01T00:00:00.000Z', endsAt: null, usageLimit: 1 },
    ...{ appliesOncePerCustomer: false, minimumMinor: null, value: { percentage: 0.1 }, items: { kind: 'all' } },
    ...changes,
  });

function checkout(email = 'buyer@example.com') {
  const cart = world.store.createCart();
  world.store.setCartLines(cart.token, [{ variantId: world.data.products[0]?.variants[0]?.id ?? '', quantity: 2 }]);
  const { token } = world.store.createCheckout(cart.token);
  world.store.submitContact(token, { email, acceptsMarketing: false });
  return token;
}
const enter = (token: string, code: string) => world.store.applyDiscountCode(token, code);

describe('a code at checkout', () => {
  it('takes off what it is worth, and the order and its webhook name it', async () => {
    offered();
    const token = checkout();
    enter(token, ' ten ');
    const order = world.store.completeCheckout(token);
    const goods = order.lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0);
    expect(order).toMatchObject({ discountCodes: ['TEN'], discountMinor: Math.round(goods / 10) });
    expect(order.totalMinor).toBe(goods - order.discountMinor + order.shippingMinor);
    await world.standIn.settled();
    const [told] = world.receiver
      .of('orders/create')
      .map(({ rawBody }) => JSON.parse(rawBody) as Record<string, unknown>);
    expect(told?.discount_codes).toMatchObject([{ code: 'TEN' }]);
  });

  it('is no good where it is unknown, over, not on yet, used up, or does not fit', () => {
    const token = checkout();
    expect(() => enter(token, 'NONE')).toThrow('Enter a valid discount code');
    offered({ code: 'OVER', endsAt: '2021-01-01T00:00:00.000Z' });
    expect(() => enter(token, 'OVER')).toThrow('has expired');
    offered({ code: 'SOON', startsAt: '2099-01-01T00:00:00.000Z' });
    expect(() => enter(token, 'SOON')).toThrow('isn’t available right now');
    offered({ code: 'MUCH', minimumMinor: 100_000_000 });
    expect(() => enter(token, 'MUCH')).toThrow('too little');
    offered({ code: 'ELSE', items: { kind: 'products', ids: [world.data.products[1]?.id ?? ''] } });
    expect(() => enter(token, 'ELSE')).toThrow('isn’t valid for the items');
  });

  it('is good once; of a discount that is once a customer, one code is', () => {
    const { id } = offered({ appliesOncePerCustomer: true });
    world.store.addDiscountCodes(id, ['OTHER']);
    const first = checkout();
    enter(first, 'TEN');
    world.store.completeCheckout(first);
    expect(() => enter(checkout('another@example.com'), 'TEN')).toThrow('used up');
    expect(() => enter(checkout(), 'OTHER')).toThrow('used by you already');
    expect(enter(checkout('another@example.com'), 'OTHER').discountCode).toBe('OTHER');
  });

  it('that was deleted meanwhile is not honoured when it is paid', () => {
    const { id } = offered();
    const token = checkout();
    enter(token, 'TEN');
    world.store.deleteDiscount(id);
    expect(() => world.store.completeCheckout(token)).toThrow('Enter a valid discount code');
    expect(world.store.applyDiscountCode(token, null).discountCode).toBeNull();
    expect(world.store.completeCheckout(token).discountCodes).toEqual([]);
  });
});
