import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeVisitor } from '../../../tests/factories/people';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import type { PropertyValue } from '~/capture/events/person-report';
import { withShop } from '~/platform/db/db.server';
import { erasePerson } from './erase.server';
import { MOST_PROPERTIES } from './properties';
import { propertiesOf, setProperties } from './set-properties.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;

let shop: TestShop;
let person: string;
beforeEach(async () => {
  shop = await createShop(app);
  person = await withShop(shop.id, () => makeVisitor(app, shop.id));
});

const set = (properties: Record<string, PropertyValue>, at = 0) =>
  withShop(shop.id, () => setProperties(prisma, shop.id, person, properties, { source: 'api', at: after(at) }));
const known = async (of = person) =>
  Object.fromEntries(
    (await withShop(shop.id, () => propertiesOf(prisma, shop.id, of))).map(({ key, value }) => [key, value]),
  );

describe('custom properties', () => {
  it('are kept as what they are, with who said so and when', async () => {
    expect(await set({ tier: 'gold', points: 12.5, isTrade: false, 'custom.skin-type': 'dry' })).toEqual({
      kind: 'set',
    });
    expect(await known()).toEqual({ tier: 'gold', points: 12.5, isTrade: false, 'custom.skin-type': 'dry' });
    const [first] = await withShop(shop.id, () => propertiesOf(prisma, shop.id, person));
    expect(first).toMatchObject({ source: 'api', updatedAt: after(0) });
  });

  it('come to the newest of each, in whatever order they are set; null takes one away', async () => {
    const told = fc.uniqueArray(
      fc.tuple(fc.constantFrom('a', 'b'), fc.nat(5), fc.constantFrom<PropertyValue>(1, 'x', null)),
      {
        selector: ([key, at]) => `${key} ${at}`,
        maxLength: 8,
      },
    );
    await fc.assert(
      fc.asyncProperty(told, async (all) => {
        person = await withShop(shop.id, () => makeVisitor(app, shop.id));
        for (const [key, at, value] of all) await set({ [key]: value }, at);
        const newest = [...all].sort(([, a], [, b]) => a - b).map(([key, , value]) => [key, value] as const);
        const expected = Object.fromEntries(
          Object.entries(Object.fromEntries(newest)).filter(([, value]) => value !== null),
        );
        expect(await known()).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });

  it.each<[Record<string, unknown>, string]>([
    [{ '': 1 }, 'is no name for a property'],
    [{ 'a b': 1 }, 'is no name for a property'],
    [{ ['x'.repeat(129)]: 1 }, 'is no name for a property'],
    [{ a: 'x'.repeat(1_023) }, 'has 1025 bytes; at most 1024 are kept'],
    [{ a: ['x'] }, 'is neither text, nor a number'],
    [{ a: Number.NaN }, 'is neither text, nor a number'],
  ])('that break a limit are refused in words, and with them all the others: %j', async (bad, words) => {
    const refused = await set({ fine: 1, ...(bad as Record<string, PropertyValue>) });
    expect(refused.kind === 'refused' && refused.words.join()).toContain(words);
    expect(await known()).toEqual({});
  });

  it('are at most so many of one person; taking some away makes room', async () => {
    const many = (from: number, count: number, value: PropertyValue = 1) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${from + index}`, value]));
    expect(await set(many(0, MOST_PROPERTIES))).toEqual({ kind: 'set' });
    expect(await set({ onemore: 1 }, 1)).toMatchObject({
      kind: 'refused',
      problems: [{ code: 'too-many', count: 201 }],
    });
    expect(await set({ ...many(0, 1, null), onemore: 1 }, 1)).toEqual({ kind: 'set' });
  });

  it('are gone with the person', async () => {
    await set({ tier: 'gold' });
    await withShop(shop.id, () => app.db.transaction((tx) => erasePerson(tx, shop.id, person)));
    expect(await known()).toEqual({});
  });
});
