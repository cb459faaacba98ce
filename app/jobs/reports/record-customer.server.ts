import type { PersonReport } from '~/capture/events/person-report';
import type { CustomerRecordReport, Report } from '~/capture/events/reports';
import { deleteCustomer, storeCustomers } from '~/capture/shopify-customers/store-customers.server';
import { noteDeletedThere } from '~/compliance/left-at-shopify.server';
import type { Db } from '~/platform/db/db.server';
import { recordCustomerRefusals } from './record-customer-refusals.server';
import { identifyAndMerge, type ReportContext } from './report-context.server';

type CustomerReport = Extract<Report, { kind: 'customer' | 'customer-record' | 'customer-deleted' }>;

/**
 * What Shopify tells of a customer. One who is deleted there stays the person whom history, consent and orders tell of: erasing somebody is
 * asked for by `customers/redact`.
 */
export async function recordCustomer(context: ReportContext, tx: Db, report: CustomerReport): Promise<void> {
  if (report.kind === 'customer-deleted') {
    await noteDeletedThere(context.services, tx, context.shopId, report.customerId);
    return deleteCustomer(tx, context.shopId, report.customerId, report.deletedAt);
  }
  await identifyAndMerge(context, tx, { person: report.kind === 'customer' ? report.person : personOf(report.record) });
  await storeCustomers(tx, context.shopId, [report.record]);
  await recordCustomerRefusals(context, tx, [report.record.customerId]);
}

const personOf = ({ customerId, updatedAt }: CustomerRecordReport): PersonReport => ({ customerId, seenAt: updatedAt });
