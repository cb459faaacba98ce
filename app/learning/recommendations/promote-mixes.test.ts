import { describe, expect, test } from 'vitest';
import { CONTEXTS, type Mix, type Mixes } from '~/decisions/recommendations/model';
import { numberOf, trainedOn } from '../../../tests/factories/recommender-data';
import { promoteMixes } from './promote-mixes';
import { completion, type Case } from './tasks';

const all = (mix: Mix): Mixes => Object.fromEntries(CONTEXTS.map((context) => [context, mix])) as Mixes;
/** By what goes together the right answer is the pot; by what sells it is the hit. */
const TOGETHER = { 'cart-together': 1 };
const SELLS = { 'best-sellers': 1 };
const baskets = [['tea', 'pot'], ['tea', 'pot'], ...Array.from({ length: 30 }, (_, n) => [`hit${n % 25}`])];
const model = { ...trainedOn(baskets), mixes: all(TOGETHER) };

const hidden = (product: string, count: number): Case[] =>
  completion(
    Array.from({ length: count }, () => ({ given: [numberOf(model, 'tea')], hidden: numberOf(model, product) })),
  );

describe('a mix that was chosen anew', () => {
  test('serves where it answers at least as well, and what was there before stays elsewhere', () => {
    const { mixes, contexts } = promoteMixes(model, all(SELLS), { cart: hidden('pot', 30) });
    expect(mixes).toEqual({ ...all(SELLS), cart: TOGETHER });
    expect(contexts).toEqual([{ context: 'cart', cases: 30, served: expect.any(Number), chosen: 1, isNew: true }]);
    expect(contexts[0]?.served).toBeLessThan(1);
  });

  test('does not serve where what served answers better', () => {
    const { mixes, contexts } = promoteMixes(model, all(SELLS), { cart: hidden('hit0', 30) });
    expect(mixes).toEqual(all(SELLS));
    expect(contexts).toMatchObject([{ context: 'cart', chosen: 0, isNew: false }]);
  });

  test('does not serve by few cases', () => {
    expect(promoteMixes(model, all(SELLS), { cart: hidden('pot', 29) })).toEqual({ mixes: all(SELLS), contexts: [] });
  });
});
