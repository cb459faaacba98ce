import { describe, expect, it } from 'vitest';
import { inShopify } from '../../../../tests/factories/shopify-world';
import { TEST_START } from '../../../../tests/factories/times';
import { customerMergeReport } from './customer-merge-payload';

const payload = (changes: object = {}) => ({
  admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/1',
  admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/2',
  admin_graphql_api_job_id: null,
  status: 'completed',
  errors: [],
  ...changes,
});

describe('a merge of customers as Shopify tells it', () => {
  it('names who was kept and who is no more', () => {
    expect(customerMergeReport(payload(), TEST_START)).toEqual({
      kind: 'customer-merge',
      merge: {
        keptCustomerId: 'gid://shopify/Customer/1',
        absorbedCustomerId: 'gid://shopify/Customer/2',
        occurredAt: TEST_START,
      },
    });
  });

  it('comes from the store’s own merge', () =>
    inShopify(async ({ store, data, delivered }) => {
      const [kept, absorbed] = data.customers;
      store.mergeCustomers(kept?.id ?? '', absorbed?.id ?? '');
      const [body] = await delivered('customers/merge');
      expect(customerMergeReport(JSON.parse(body ?? ''), TEST_START)).toMatchObject({
        kind: 'customer-merge',
        merge: { keptCustomerId: kept?.id, absorbedCustomerId: absorbed?.id },
      });
    }));

  it.each(['failed', 'in_progress', 'requested', 'FAILED'])('joins nobody while it is %s', (status) => {
    expect(customerMergeReport(payload({ status }), TEST_START)).toEqual({ kind: 'not-needed' });
  });

  it('is refused where it names no customer', () => {
    const naming = payload({ admin_graphql_api_customer_kept_id: 1 });
    expect(() => customerMergeReport(naming, TEST_START)).toThrow('admin_graphql_api_customer_kept_id');
  });
});
