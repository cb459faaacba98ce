import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { inShopify, shopDomain } from '../../../tests/factories/shopify-world';
import { loadAdminSchema } from '../../../setup/operation-types';
import { createCustomerMarks } from './customer-tags.server';
import { portionsOf, tagOperation, type TagTask } from './customer-tags';

const schema = loadAdminSchema();

it.each([1, 5, 25])('the texts for %i customers are ones that Shopify knows', (size) => {
  for (const how of ['add', 'remove'] as const)
    expect(validate(schema, parse(tagOperation(how, size))).map(({ message }) => message)).toEqual([]);
});

it('portions are of few sizes, hold every task once, and never both kinds', () => {
  const tasks = Array.from({ length: 43 }, (_, at): TagTask => ({
    ...{ customerId: `c${at}`, how: at % 4 ? 'add' : 'remove', tags: ['t'] },
  }));
  const portions = portionsOf(tasks);
  expect(portions.map(({ length }) => length)).toEqual([25, 5, 1, 1, 5, 5, 1]);
  expect(
    portions
      .flat()
      .map(({ customerId }) => customerId)
      .sort(),
  ).toEqual(tasks.map(({ customerId }) => customerId).sort());
  expect(portions.every((portion) => new Set(portion.map(({ how }) => how)).size === 1)).toBe(true);
});

it('one id that Shopify does not know spoils nothing for the others', () =>
  inShopify(async (world) => {
    const customer = world.store.createCustomer({ email: 'anna@example.org' });
    const add = (customerId: string) => ({ customerId, add: ['VIP'], remove: [], handles: ['vip'] });
    const strangers = ['gid://shopify/Nothing/1', 'gid://shopify/Customer/1'];
    const ids = [...strangers, customer.id, 'gid://shopify/Nothing/2', 'gid://shopify/Nothing/3'];
    const outcomes = await createCustomerMarks(world.admin).tell(shopDomain, ids.map(add));
    expect(ids.map((id) => outcomes.get(id)?.kind)).toEqual(['gone', 'gone', 'told', 'gone', 'gone']);
    expect(customer.tags).toEqual(['VIP']);
  }));

it('the list is made known as one that can be filtered by, and a second time is no trouble', () =>
  inShopify(async (world) => {
    const marks = createCustomerMarks(world.admin);
    expect([await marks.define(shopDomain), await marks.define(shopDomain)]).toEqual([null, null]);
  }));
