import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersOf } from '~/customers/numbers/recompute-numbers.server';
import { parseWebhook } from '~/integrations/shopify/webhooks/parse-webhook';
import { withShop } from '~/platform/db/db.server';
import { entriesOf, tellShop } from '../factories/inbox-job';
import { createShop, type TestShop } from '../factories/shops';
import { testApp } from '../factories/test-app';
import { TEST_START } from '../factories/times';
import type { ModelNumbers } from '../models/order-life';
import { noNumbers, numbersOfShop, toldLives, type ToldLife } from '../models/shop-life';
import { testDatabase } from '../setup/database';
import { foldReports, numbersOfReports } from './fold-reports';
import { conclude, LIMIT_MS, parametersOf } from './plan';

const app = testApp(await testDatabase());

const PURE = 100_000;
const STORED = 500;

const orderOf = ({ before, redactions, late }: ToldLife, shopDomain: string) => [
  ...before,
  ...redactions(shopDomain),
  ...late,
];

describe('orders, merges and wishes to be forgotten, told in any order and some of it again', () => {
  it('tell enough to come to the truth', { timeout: LIMIT_MS }, () => {
    let tellings = 0;
    const details = fc.check(
      fc.property(toldLives, (told) => {
        const deliveries = orderOf(told, 'any.myshopify.com');
        tellings += deliveries.length;
        const reports = deliveries.map(({ topic, body, triggeredAt }) =>
          parseWebhook(topic, body, { currency: 'EUR', triggeredAt: triggeredAt ?? TEST_START }),
        );
        sameNumbers(numbersOfReports(foldReports(reports), told.life), told);
      }),
      parametersOf(PURE),
    );
    conclude('shop lives, pure', details, { tellings });
  });

  it('come to it in the database', { timeout: LIMIT_MS }, async () => {
    let tellings = 0;
    const details = await fc.check(
      fc.asyncProperty(toldLives, async (told) => {
        const shop = await createShop(app);
        const deliveries = orderOf(told, shop.domain);
        tellings += deliveries.length;
        await tellShop(app, shop.id, ...told.before);
        await tellShop(app, shop.id, ...told.redactions(shop.domain));
        await tellShop(app, shop.id, ...told.late);
        const problems = (await entriesOf(app, shop.id)).flatMap(({ topic, state, problem }) =>
          // A second wish of somebody who is erased is laid aside, unread.
          state === 'done' || state === 'ignored' ? [] : `${topic} is ${state}: ${problem}`,
        );
        expect(problems.join('\n')).toBe('');
        sameNumbers(await storedNumbers(shop), told);
      }),
      parametersOf(STORED),
    );
    conclude('shop lives, stored', details, { tellings });
  });
});

/** A customer of whom nothing is left is not known at all. */
function sameNumbers(found: Map<number, ModelNumbers>, { life }: ToldLife): void {
  for (const [customer, numbers] of numbersOfShop(life))
    expect(found.get(customer) ?? noNumbers(), `customer ${customer}`).toEqual(numbers);
}

function storedNumbers({ id: shopId }: TestShop): Promise<Map<number, ModelNumbers>> {
  const { prisma } = app.db;
  return withShop(shopId, async () => {
    const identities = await prisma.identity.findMany({ where: { shopId, kind: 'customer' } });
    const entries = identities.map(async ({ value, profileId }): Promise<[number, ModelNumbers]> => [
      Number(value.split('/').at(-1)),
      await numbersOf(prisma, shopId, profileId),
    ]);
    return new Map(await Promise.all(entries));
  });
}
