import type { Shop } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import type { EmailDocument } from '../documents/document';
import { NOTHING_SPOKEN, type SpokenFacts, type SpokenOrder } from '../rendering/spoken-facts';
import { loadCatalogProducts } from './catalog-products.server';
import type { MailDraft } from './draft-mails.server';

/** A mail to be made, and what its own subject is made of. */
export interface Speaking {
  document: EmailDocument;
  subjectLine: string | null;
  draft: MailDraft;
}

/** Of an order with more than so many lines, the first are said. */
const MOST_LINES = 20;
const MOST_COLLECTIONS = 10;

type Spoken = keyof SpokenFacts;
const NAMES: readonly Spoken[] = ['customer', 'order', 'collections'];

/** What some mails' Liquid says of their readers' orders and of collections, in their order: asked for all of them at once, and only for those that speak of it. */
export async function spokenFacts(
  db: Db,
  shop: Pick<Shop, 'id' | 'scopes'>,
  mails: readonly Speaking[],
): Promise<SpokenFacts[]> {
  const ofDocument = new Map([...new Set(mails.map(({ document }) => document))].map((each) => [each, namesOf(each)]));
  const spoken = mails.map(
    ({ document, subjectLine }) => new Set([...(ofDocument.get(document) ?? []), ...namesIn(subjectLine ?? '')]),
  );
  const wanting = (what: Spoken) => mails.filter((_each, at) => spoken[at]?.has(what));
  const [customers, orders, collections] = await Promise.all([
    customersOf(db, shop, idsOf(wanting('customer').map(({ draft }) => draft.profileId))),
    ordersOf(db, shop.id, idsOf(wanting('order').map(({ draft }) => draft.orderId))),
    collectionsOf(db, shop.id, idsOf(wanting('collections').map(({ draft }) => draft.about[0]))),
  ]);
  return mails.map(({ draft: { profileId, orderId, about } }) => ({
    customer: customers.get(profileId ?? '') ?? NOTHING_SPOKEN.customer,
    order: orders.get(orderId ?? '') ?? null,
    collections: collections.get(about[0] ?? '') ?? [],
  }));
}

const namesOf = (document: EmailDocument): Spoken[] => namesIn(JSON.stringify(document));

/** The names that stand between braces. */
function namesIn(text: string): Spoken[] {
  const liquid = (text.match(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g) ?? []).join(' ');
  return NAMES.filter((name) => new RegExp(`\\b${name}\\b`).test(liquid));
}

const idsOf = (ids: readonly (string | null | undefined)[]): string[] => [...new Set(ids.flatMap((id) => id ?? []))];

async function customersOf(
  db: Db,
  { id: shopId, scopes }: Pick<Shop, 'id' | 'scopes'>,
  profileIds: string[],
): Promise<Map<string, SpokenFacts['customer']>> {
  if (profileIds.length === 0) return new Map();
  const numbers = await db.profileNumbers.findMany({
    where: { shopId, profileId: { in: profileIds }, orderCount: { gt: 0 } },
  });
  const last = await db.$queryRaw<{ profileId: string; productId: string }[]>`
    SELECT DISTINCT ON (o."profileId") o."profileId"::text AS "profileId", l."productId" FROM orders o
    JOIN order_lines l ON l."shopId" = o."shopId" AND l."orderId" = o."id" AND l."productId" IS NOT NULL
    WHERE o."shopId" = ${shopId}::uuid AND o."profileId" = ANY(${profileIds}::uuid[]) AND o."cancelledAt" IS NULL AND NOT o."isTest"
    ORDER BY o."profileId", o."placedAt" DESC, o."id" DESC, l."id"`;
  const products = await loadCatalogProducts(
    db,
    shopId,
    last.map(({ productId }) => productId),
  );
  const lastOf = new Map(last.map(({ profileId, productId }) => [profileId, products.get(productId) ?? null]));
  const mayKnowAll = scopes.includes('read_all_orders');
  return new Map(
    numbers.map(({ profileId, orderCount, netMinor, lastOrderAt }) => [
      profileId,
      { orderCount, lastOrderAt, spentMinor: mayKnowAll ? netMinor : null, lastProduct: lastOf.get(profileId) ?? null },
    ]),
  );
}

async function ordersOf(db: Db, shopId: string, orderIds: string[]): Promise<Map<string, SpokenOrder>> {
  if (orderIds.length === 0) return new Map();
  const orders = await db.order.findMany({
    where: { shopId, id: { in: orderIds }, erasedAt: null },
    select: {
      ...{ id: true, name: true, placedAt: true, currency: true, totalMinor: true },
      lines: {
        orderBy: { id: 'asc' },
        take: MOST_LINES,
        select: { title: true, quantity: true, currentQuantity: true, priceMinor: true },
      },
    },
  });
  return new Map(
    orders.map(({ id, lines, ...order }) => [
      id,
      {
        ...order,
        lines: lines
          .map(({ currentQuantity, quantity, ...line }) => ({ ...line, quantity: currentQuantity ?? quantity }))
          .filter(({ quantity }) => quantity > 0),
      },
    ]),
  );
}

async function collectionsOf(
  db: Db,
  shopId: string,
  productIds: string[],
): Promise<Map<string, SpokenFacts['collections']>> {
  if (productIds.length === 0) return new Map();
  const products = await db.product.findMany({
    where: { shopId, id: { in: productIds } },
    select: { id: true, collectionIds: true },
  });
  const ids = idsOf(products.flatMap(({ collectionIds }) => collectionIds));
  const collections = await db.collection.findMany({
    where: { shopId, id: { in: ids }, deletedAt: null },
    orderBy: { title: 'asc' },
    select: { id: true, title: true, handle: true },
  });
  return new Map(
    products.map(({ id, collectionIds }) => [
      id,
      collections.filter((each) => collectionIds.includes(each.id)).slice(0, MOST_COLLECTIONS),
    ]),
  );
}
