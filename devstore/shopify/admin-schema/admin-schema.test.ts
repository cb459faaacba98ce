import { isObjectType, type GraphQLEnumType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schemaFile } from '../testing/test-world';
import { satisfies } from './access-rules';
import { loadAdminSchema } from './admin-schema';

const admin = loadAdminSchema(schemaFile);

function ruleFor(typeName: string, fieldName: string) {
  const type = admin.schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is no object type`);
  return admin.access.ruleFor(typeName, type.getFields()[fieldName]!);
}

describe('scopes of fields', () => {
  it('are those of the field itself, of the type it returns, or of a connection’s nodes', () => {
    expect(ruleFor('QueryRoot', 'customersCount')?.anyOf).toEqual(['read_customers']);
    expect(ruleFor('QueryRoot', 'customer')?.anyOf).toEqual(['read_customers']);
    expect(ruleFor('QueryRoot', 'customers')).toMatchObject({
      anyOf: ['read_customers'],
      text: '`read_customers` access scope.',
    });
    expect(ruleFor('Order', 'lineItems')?.anyOf).toContain('read_orders');
    expect(ruleFor('QueryRoot', 'shop')).toBeUndefined();
  });

  it('can ask for a second scope beside', () => {
    const rule = ruleFor('Mutation', 'webPixelCreate')!;
    expect(rule).toMatchObject({ anyOf: ['write_pixels'], allOf: ['read_customer_events'] });
    expect(satisfies(rule, new Set(['write_pixels']))).toBe(false);
    expect(satisfies(rule, new Set(['write_pixels', 'read_customer_events']))).toBe(true);
  });

  it('to read are implied by those to write, not the other way', () => {
    const read = { anyOf: ['read_customers'], allOf: [], text: '' };
    const write = { anyOf: ['write_customers'], allOf: [], text: '' };
    expect(satisfies(read, new Set(['write_customers']))).toBe(true);
    expect(satisfies(write, new Set(['read_customers']))).toBe(false);
  });
});

describe('webhook topics', () => {
  it('are all read from the enum, with their names and scopes', () => {
    const enumType = admin.schema.getType('WebhookSubscriptionTopic') as GraphQLEnumType;
    expect(admin.topics.size).toBe(enumType.getValues().length);
    expect(admin.topics.size).toBeGreaterThan(200);
    expect(admin.topics.get('orders/create')).toEqual({
      name: 'orders/create',
      enumName: 'ORDERS_CREATE',
      anyScope: expect.arrayContaining(['read_orders', 'read_marketplace_orders']) as unknown,
    });
    expect(admin.topics.get('customers/merge')?.anyScope).toEqual(['read_customer_merge']);
    expect(admin.topics.get('app/uninstalled')?.anyScope).toEqual([]);
    expect(admin.topics.get('customer.tags_added')?.enumName).toBe('CUSTOMER_TAGS_ADDED');
  });

  it('do not include the compliance topics', () => {
    expect(admin.topics.has('customers/redact')).toBe(false);
  });
});

describe('search fields', () => {
  it('are what the description of each root lists', () => {
    expect([...admin.searchFields.get('customersCount')!].sort()).toEqual(['created_at', 'id', 'updated_at']);
    expect(admin.searchFields.get('orders')).toContain('updated_at');
    expect(admin.searchFields.get('orders')).toContain('name');
    expect(admin.searchFields.get('customers')).not.toContain('name');
    expect(admin.searchFields.get('customers')).not.toContain('created_at');
  });
});

it('a missing file is named with the remedy', () => {
  expect(() => loadAdminSchema('/nowhere/schema.json.gz')).toThrow('/nowhere/schema.json.gz; run the project');
});
