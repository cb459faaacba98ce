import { Prisma } from '@prisma/client';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { evaluate, requestsOf } from '~/customers/rules/evaluate';
import { loadPeople } from '~/customers/rules/load-people.server';
import { factsFor } from '~/customers/rules/measure';
import type { Moment } from '~/customers/rules/known-person';
import type { Rule } from '~/customers/rules/rule';
import { membersSql } from '~/customers/rules/sql/compile.server';
import { withShop } from '~/platform/db/db.server';
import { testApp } from '../factories/test-app';
import { crowds, rules, type Crowd } from '../models/people-and-rules';
import { storeCrowd } from '../models/store-people';
import { testDatabase } from '../setup/database';
import { conclude, LIMIT_MS, runsOf, seed } from './plan';

const app = testApp(await testDatabase());

const TREES = 20_000;
const PEOPLE = 25;
const TREES_A_CROWD = 100;

/** Ids of those of whom a rule holds, in three ways. */
async function inSql(shopId: string, rule: Rule, moment: Moment): Promise<string[]> {
  const among = () => Prisma.empty;
  const rows = await app.db.prisma.$queryRaw<{ id: string }[]>(membersSql(rule, { shopId, moment, among }));
  return rows.map(({ id }) => id).sort();
}

async function asLoaded(shopId: string, rule: Rule, { moment, people }: Crowd): Promise<string[]> {
  const ids = people.map(({ person }) => person.id);
  const loaded = await loadPeople(app.db.prisma, shopId, ids, requestsOf(rule), moment);
  return loaded.flatMap((each) => (evaluate(rule, factsFor(rule, each, moment)) ? each.id : [])).sort();
}

const asModelled = (rule: Rule, { moment, people }: Crowd): string[] =>
  people.flatMap(({ person }) => (evaluate(rule, factsFor(rule, person, moment)) ? person.id : [])).sort();

describe('a rule', () => {
  it(
    'holds of the same people by the evaluator, by what is loaded for it, and in SQL',
    { timeout: LIMIT_MS },
    async () => {
      const crowdCount = runsOf(TREES) / TREES_A_CROWD;
      let held = 0;
      let asked = 0;
      const details = await fc.check(
        fc.asyncProperty(
          crowds(PEOPLE),
          fc.array(rules, { minLength: TREES_A_CROWD, maxLength: TREES_A_CROWD }),
          async (crowd, trees) => {
            const shop = await storeCrowd(app, crowd);
            await withShop(shop.id, async () => {
              for (const rule of trees) {
                const expected = asModelled(rule, crowd);
                held += expected.length;
                asked += crowd.people.length;
                same(rule, 'SQL', await inSql(shop.id, rule, crowd.moment), expected);
                same(rule, 'what was loaded', await asLoaded(shop.id, rule, crowd), expected);
              }
            });
          },
        ),
        { numRuns: crowdCount, seed, endOnFailure: true },
      );
      conclude('rules, by evaluator and SQL', details, {
        trees: crowdCount * TREES_A_CROWD,
        people: PEOPLE,
        held: held / asked,
      });
    },
  );
});

function same(rule: Rule, way: string, found: string[], expected: string[]): void {
  if (JSON.stringify(found) === JSON.stringify(expected)) return;
  const wrong = [...found.filter((id) => !expected.includes(id)), ...expected.filter((id) => !found.includes(id))];
  throw new Error(`${way} and the evaluator differ over ${wrong.join()} by ${JSON.stringify(rule)}`);
}
