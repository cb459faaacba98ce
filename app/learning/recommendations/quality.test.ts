import { expect, test } from 'vitest';
import { CONTEXTS, type Mix, type Mixes } from '~/decisions/recommendations/model';
import { daysAgo } from '../../../tests/factories/recommender-data';
import type { History } from './history';
import { measureQuality } from './quality';

/** Twenty products of two kinds; each of four hundred buyers buys within one kind, again and again, the newest sales too. */
const KINDS = ['tea', 'pot'];
const history: History = {
  orders: Array.from({ length: 2_400 }, (_, nth) => {
    const kind = KINDS[nth % 2] ?? '';
    return {
      at: daysAgo(200 - nth / 12),
      buyer: `b${nth % 400}`,
      items: [`${kind}-${(nth * 7) % 10}`, `${kind}-${nth % 10}`],
    };
  }).map((order) => ({ ...order, items: [...new Set(order.items)] })),
  visits: [],
  products: KINDS.flatMap((kind) =>
    Array.from({ length: 10 }, (_, nth) => ({ id: `${kind}-${nth}`, words: [kind, `${kind}-word`], addedAt: null })),
  ),
};

test('what products that nobody bought yet are worth is measured, and their mix is compared like any other', () => {
  const poor: Mix = { 'best-sellers': 1 };
  const served = Object.fromEntries(CONTEXTS.map((context) => [context, poor])) as Mixes;
  const measured = measureQuality(history, served);
  expect(measured?.quality.contexts['new-products']?.cases).toBeGreaterThan(0);
  const verdict = measured?.verdicts.find(({ context }) => context === 'new-products');
  expect(verdict, 'best-sellers know nothing of what was never sold').toMatchObject({ served: 0, isNew: true });
  expect(verdict?.chosen).toBeGreaterThan(0);
  expect(measured?.mixes['new-products']).not.toEqual(poor);
});
