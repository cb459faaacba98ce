import { describe, expect, it } from 'vitest';
import { gid, gidNumber, gidTail, gidType, siblingGid } from './gid';

describe('a GID', () => {
  it('is taken apart and put together', () => {
    const order = gid('Order', 4502);
    expect(order).toBe('gid://shopify/Order/4502');
    expect([gidType(order), gidTail(order), gidNumber(order)]).toEqual(['Order', '4502', 4502]);
    expect(siblingGid(order, 'Refund')).toBe('gid://shopify/Refund/4502');
  });

  it('may carry a query', () => {
    expect(gidTail('gid://shopify/InventoryLevel/7?inventory_item_id=7')).toBe('7');
  });

  it.each(['', '4502', 'gid://shopify/Order', 'gid://other/Order/1', 'https://shopify/Order/1'])(
    'is not "%s"',
    (text) => {
      expect(gidType(text)).toBeUndefined();
      expect(() => gidTail(text)).toThrow(`"${text}" is not a Shopify GID`);
    },
  );
});
