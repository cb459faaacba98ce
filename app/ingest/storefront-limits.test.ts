import { describe, expect, it } from 'vitest';
import { createStorefrontLimits, retryAfter } from './storefront-limits';

const asked = (address: string) => ({ socketAddress: address, forwardedFor: undefined });

describe('the limits of storefronts', () => {
  it('of one shop leave other shops alone, and end after a while', () => {
    const limits = createStorefrontLimits();
    const waits = Array.from({ length: 1_010 }, () => limits.shop('one', 0));
    expect(waits.filter((seconds) => seconds > 0)).toHaveLength(10);
    expect([limits.shop('other', 0), limits.shop('one', 1_000)]).toEqual([0, 0]);
  });

  it('of one address leave its neighbours alone', () => {
    const limits = createStorefrontLimits();
    const waits = Array.from({ length: 61 }, () => limits.address(asked('203.0.113.1'), 0, 0));
    expect(waits.at(-1)).toBe(1);
    expect(limits.address(asked('203.0.113.2'), 0, 0)).toBe(0);
  });

  it('hold nobody responsible where nobody knows who asks', () => {
    const limits = createStorefrontLimits();
    for (let nth = 0; nth < 200; nth++) expect(limits.address(asked('203.0.113.1'), 1, 0)).toBe(0);
  });

  it('remember a stranger for ten seconds, and no endless number of them', () => {
    const limits = createStorefrontLimits();
    limits.noteStranger('none.myshopify.com', 0);
    expect([9_999, 10_000].map((now) => limits.isStranger('none.myshopify.com', now))).toEqual([true, false]);
    for (let nth = 0; nth < 10_000; nth++) limits.noteStranger(`none-${nth}.myshopify.com`, 0);
    expect(limits.isStranger('none.myshopify.com', 0)).toBe(false);
    expect(limits.isStranger('none-9999.myshopify.com', 0)).toBe(true);
  });
});

it('who must wait is told whole seconds, never fewer than needed, and not everybody the same', () => {
  expect([0, 0.5, 0.999].map((chance) => retryAfter(10, () => chance))).toEqual(['10', '13', '15']);
  expect(retryAfter(1, () => 0)).toBe('1');
});
