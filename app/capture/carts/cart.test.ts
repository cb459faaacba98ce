import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cartLine } from '../../../tests/factories/reports';
import type { CartLine } from '../events/reports';
import { cartValueMinor, itemCount, sameLines } from './cart';

const line = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.nat(3), fc.nat(5_000))
  .map(([variant, quantity, priceMinor]) => cartLine(variant, quantity, { priceMinor }));
const lines = fc.array(line, { maxLength: 6 });

describe('whether two reports of a cart hold the same', () => {
  it('does not depend on the order of lines, their prices or their titles', () => {
    fc.assert(
      fc.property(lines, fc.nat(), (cart, turn) => {
        const at = cart.length ? turn % cart.length : 0;
        const told = [...cart.slice(at), ...cart.slice(0, at)].map((each) => ({ ...each, priceMinor: 1, title: 'x' }));
        expect(sameLines(cart, told)).toBe(true);
      }),
    );
  });

  it('is decided by how many of each variant there are', () => {
    const count = (cart: CartLine[]) =>
      [1, 2, 3, 4].map((variant) =>
        cart.filter((each) => each.variantId.endsWith(`/${variant}`)).reduce((sum, each) => sum + each.quantity, 0),
      );
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        expect(sameLines(a, b)).toBe(JSON.stringify(count(a)) === JSON.stringify(count(b)));
      }),
    );
  });

  it('takes a line of none for no line, and two lines of one for one line of two', () => {
    expect(sameLines([cartLine(1, 0)], [])).toBe(true);
    expect(sameLines([cartLine(1), cartLine(1)], [cartLine(1, 2)])).toBe(true);
    expect(sameLines([cartLine(1, 2)], [cartLine(1, 1)])).toBe(false);
  });
});

describe('what a cart holds and is worth', () => {
  it('is counted over all lines', () => {
    const cart = [cartLine(1, 2, { priceMinor: 1_000 }), cartLine(2, 1, { priceMinor: 550 })];
    expect([itemCount(cart), cartValueMinor(cart)]).toEqual([3, 2_550]);
    expect([itemCount([]), cartValueMinor([])]).toEqual([0, 0]);
  });
});
