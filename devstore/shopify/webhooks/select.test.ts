import { describe, expect, it } from 'vitest';
import { includeFields, passesFilter } from './select';

const product = {
  id: 1,
  title: 'Lamp',
  updated_at: '2026-09-30T12:00:00+02:00',
  status: 'active',
  variants: [
    { id: 11, price: '9.50', sku: 'A' },
    { id: 12, price: '20.00', sku: null },
  ],
};

describe('include_fields', () => {
  it('keeps what it names, inside lists too', () => {
    expect(includeFields(product, ['id', 'variants.price'])).toEqual({
      id: 1,
      variants: [{ price: '9.50' }, { price: '20.00' }],
    });
    expect(includeFields(product, ['variants', 'variants.id'])).toEqual({ variants: product.variants });
  });

  it('keeps everything when it names nothing', () => {
    expect(includeFields(product, [])).toBe(product);
  });
});

describe('filter', () => {
  it.each([
    [null, true],
    ['', true],
    ['status:active', true],
    ['status:draft', false],
    ['variants.price:>=20.00', true],
    ['variants.price:>20.00', false],
    ['variants.price:<5 OR title:Lamp', true],
    ['status:active AND title:Mug', false],
    ['NOT status:draft', true],
    ['variants.sku:*', true],
    ['missing:*', false],
    ["updated_at:>'2026-09-30T09:59:59Z'", true],
    ["updated_at:>'2026-09-30T10:00:00Z'", false],
  ])('%j lets the product through: %j', (filter, passes) => {
    expect(passesFilter(product, filter)).toBe(passes);
  });
});
