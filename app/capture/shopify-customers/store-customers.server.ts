import type { ShopifyCustomer } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import type { CustomerRecordReport } from '../events/reports';
import { noteTags, noTags, tagsOf, type TagLog } from './tags';

/**
 * Stores what Shopify keeps of customers, many at once: of each part the newest by its own stamp. What a report does not tell stays, and a
 * customer that was deleted stays so. Whose profile a record is, `identities` say.
 */
export async function storeCustomers(db: Db, shopId: string, reports: CustomerRecordReport[]): Promise<void> {
  if (!reports.length) return;
  const ids = [...new Set(reports.map(({ customerId }) => customerId))].sort();
  const known = await holdRecords(db, shopId, ids);
  for (const report of reports) known.set(report.customerId, combine(known.get(report.customerId), report));
  await writeRecords(
    db,
    shopId,
    ids.flatMap((id) => known.get(id) ?? []),
  );
}

/** Marks a record as of a customer who is gone, or remembers it before anything else was told. */
export async function deleteCustomer(db: Db, shopId: string, customerId: string, deletedAt: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO shopify_customers ("shopId", "customerId", "deletedAt") VALUES (${shopId}::uuid, ${customerId}, ${deletedAt})
    ON CONFLICT ("shopId", "customerId") DO UPDATE SET "deletedAt" = LEAST(shopify_customers."deletedAt", EXCLUDED."deletedAt")`;
}

interface CustomerRow {
  customerId: string;
  state: string | null;
  locale: string | null;
  createdAt: Date | null;
  sourceUpdatedAt: Date | null;
  tagLog: TagLog;
  numberOfOrders: number | null;
  amountSpentMinor: number | null;
  currency: string | null;
  lastOrderId: string | null;
  purchasesAt: Date | null;
  rfmGroup: string | null;
  predictedSpendTier: string | null;
  statisticsAt: Date | null;
  dataSaleOptOut: boolean | null;
  dataSaleAt: Date | null;
}

const blank = (customerId: string): CustomerRow => ({
  ...{ customerId, state: null, locale: null, createdAt: null, sourceUpdatedAt: null, tagLog: noTags },
  ...{ numberOfOrders: null, amountSpentMinor: null, currency: null, lastOrderId: null, purchasesAt: null },
  ...{ rfmGroup: null, predictedSpendTier: null, statisticsAt: null, dataSaleOptOut: null, dataSaleAt: null },
});

/** Makes the rows that are missing, so that all can be held; in one order, so that two writers never wait for each other. */
async function holdRecords(db: Db, shopId: string, ids: string[]): Promise<Map<string, CustomerRow>> {
  await db.$executeRaw`
    INSERT INTO shopify_customers ("shopId", "customerId") SELECT ${shopId}::uuid, unnest(${ids}::text[]) ON CONFLICT DO NOTHING`;
  await db.$queryRaw`
    SELECT 1 FROM shopify_customers WHERE "shopId" = ${shopId}::uuid AND "customerId" = ANY(${ids}) ORDER BY "customerId"
    FOR NO KEY UPDATE`;
  const rows = await db.$queryRaw<ShopifyCustomer[]>`
    SELECT * FROM shopify_customers WHERE "shopId" = ${shopId}::uuid AND "customerId" = ANY(${ids})`;
  return new Map(
    rows.map((row) => [row.customerId, { ...row, tagLog: { ...noTags, ...(row.tagLog as Partial<TagLog>) } }]),
  );
}

const isNews = (stamp: Date | null, asOf: Date): boolean => !stamp || stamp <= asOf;

function combine(known: CustomerRow | undefined, report: CustomerRecordReport): CustomerRow {
  const row = { ...(known ?? blank(report.customerId)) };
  const { state, locale, createdAt, updatedAt, tags, purchases, statistics, dataSale } = report;
  const tellsSelf = state !== null || locale !== null || createdAt !== null;
  if (tellsSelf && isNews(row.sourceUpdatedAt, updatedAt))
    Object.assign(row, {
      state: state ?? row.state,
      locale: locale ?? row.locale,
      createdAt: createdAt ?? row.createdAt,
      sourceUpdatedAt: updatedAt,
    });
  if (tags) row.tagLog = noteTags(row.tagLog, tags);
  if (purchases && isNews(row.purchasesAt, purchases.asOf)) {
    const { asOf, ...told } = purchases;
    Object.assign(row, told, { purchasesAt: asOf });
  }
  if (statistics && isNews(row.statisticsAt, statistics.asOf)) {
    const { asOf, ...told } = statistics;
    Object.assign(row, told, { statisticsAt: asOf });
  }
  if (dataSale && isNews(row.dataSaleAt, dataSale.asOf))
    Object.assign(row, { dataSaleOptOut: dataSale.isOptedOut, dataSaleAt: dataSale.asOf });
  return row;
}

async function writeRecords(db: Db, shopId: string, rows: CustomerRow[]): Promise<void> {
  const json = JSON.stringify(rows.map((row) => ({ ...row, tags: tagsOf(row.tagLog) })));
  await db.$executeRaw`
    UPDATE shopify_customers c SET "state" = r."state", "locale" = r."locale", "createdAt" = r."createdAt",
      "sourceUpdatedAt" = r."sourceUpdatedAt", "tags" = r."tags", "tagLog" = r."tagLog", "numberOfOrders" = r."numberOfOrders",
      "amountSpentMinor" = r."amountSpentMinor", "currency" = r."currency", "lastOrderId" = r."lastOrderId",
      "purchasesAt" = r."purchasesAt", "rfmGroup" = r."rfmGroup", "predictedSpendTier" = r."predictedSpendTier",
      "statisticsAt" = r."statisticsAt", "dataSaleOptOut" = r."dataSaleOptOut", "dataSaleAt" = r."dataSaleAt"
    FROM jsonb_to_recordset(${json}::jsonb) AS r("customerId" text, "state" text, "locale" text, "createdAt" timestamptz,
      "sourceUpdatedAt" timestamptz, "tags" text[], "tagLog" jsonb, "numberOfOrders" int, "amountSpentMinor" float8, "currency" text,
      "lastOrderId" text, "purchasesAt" timestamptz, "rfmGroup" text, "predictedSpendTier" text, "statisticsAt" timestamptz,
      "dataSaleOptOut" boolean, "dataSaleAt" timestamptz)
    WHERE c."shopId" = ${shopId}::uuid AND c."customerId" = r."customerId"`;
}

/**
 * Erases what Shopify keeps of a person, also as customers it has merged with these: tags are the merchant's free words about them. Returns all ids.
 */
export async function eraseCustomers(db: Db, shopId: string, customerIds: string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ customerId: string }[]>`
    WITH RECURSIVE same AS (
      SELECT unnest(${customerIds}::text[]) AS "id"
      UNION SELECT c."customerId" FROM same s JOIN shopify_customers c ON c."mergedIntoCustomerId" = s."id" WHERE c."shopId" = ${shopId}::uuid)
    DELETE FROM shopify_customers WHERE "shopId" = ${shopId}::uuid AND "customerId" IN (SELECT "id" FROM same) RETURNING "customerId"`;
  return [...new Set([...customerIds, ...rows.map(({ customerId }) => customerId)])];
}
