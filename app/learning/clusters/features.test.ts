import { Prisma } from '@prisma/client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemsOf } from '~/customers/rules/problems';
import { ruleSchema, type Rule } from '~/customers/rules/rule';
import { membersSql } from '~/customers/rules/sql/compile.server';
import type { Moment } from '~/customers/rules/known-person';
import { withShop } from '~/platform/db/db.server';
import { testApp } from '../../../tests/factories/test-app';
import { crowds } from '../../../tests/models/people-and-rules';
import { storeCrowd } from '../../../tests/models/store-people';
import { testDatabase } from '../../../tests/setup/database';
import { atLeast, below, featuresOf, POPULATION } from './features';
import { measurePeople } from './features.server';

const app = testApp(await testDatabase());
const features = featuresOf(['DE', 'AT']);

describe('a threshold on a feature', () => {
  it('is a rule that holds of the same people in SQL, and its opposite of all others, whatever is known of them', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(crowds(25), async (crowd) => {
        const shop = await storeCrowd(app, crowd);
        const held = async (rule: Rule): Promise<Set<string>> => {
          const within: Rule = { kind: 'all', rules: [POPULATION, rule] };
          const rows = await app.db.prisma.$queryRaw<{ id: string }[]>(
            membersSql(within, scopeOf(shop.id, crowd.moment)),
          );
          return new Set(rows.map(({ id }) => id));
        };
        await withShop(shop.id, async () => {
          const page = { afterLot: '', most: 100 };
          const people = await measurePeople(app.db.prisma, shop.id, features, crowd.moment, page);
          for (const [at, feature] of features.entries()) {
            const values = people.map(({ values: own }) => own[at] ?? 0);
            const threshold = Math.max(...values);
            if (people.length === 0 || threshold === Math.min(...values)) continue;
            const who = people.filter((_, person) => (values[person] ?? 0) >= threshold).map(({ id }) => id);
            const others = people.filter((_, person) => (values[person] ?? 0) < threshold).map(({ id }) => id);
            expect(await held(atLeast(feature, threshold)), feature.key).toEqual(new Set(who));
            expect(await held(below(feature, threshold)), feature.key).toEqual(new Set(others));
            compared += 1;
          }
        });
      }),
      { numRuns: 15 },
    );
    expect(compared).toBeGreaterThan(50);
  });

  it('is a rule that a segment may have', () => {
    for (const feature of features)
      for (const rule of [atLeast(feature, 2), below(feature, 2)]) {
        expect(ruleSchema.parse(rule)).toEqual(rule);
        expect(problemsOf(rule, { segmentIds: new Set() }), feature.key).toEqual([]);
      }
  });
});

const scopeOf = (shopId: string, moment: Moment) => ({ shopId, moment, among: () => Prisma.empty });
