import type { CustomerRecordReport } from '~/capture/events/reports';
import { gid } from './reports';
import { TEST_START } from './times';

/** What Shopify keeps of a customer, of which nothing is told. */
export const customerRecord = (id: number, changes: Partial<CustomerRecordReport> = {}): CustomerRecordReport => ({
  customerId: gid('Customer', id),
  ...{ state: null, locale: null, createdAt: null, updatedAt: TEST_START },
  ...{ tags: null, purchases: null, statistics: null, dataSale: null },
  ...changes,
});
