import type { MessageSubject } from '~/decisions/send-policy/message-subject';
import type { CatalogueTurn } from '../rendering/mail-ingredients';
import type { Db } from '~/platform/db/db.server';

/** Of an order with more than so many products, the first are shown. */
const MOST = 6;

/** The products that each of some mails is about: the one it tells of, or those of the order it follows. In the subjects' order. */
export async function productsAbout(db: Db, shopId: string, subjects: readonly MessageSubject[]): Promise<string[][]> {
  const orderIds = [...new Set(subjects.flatMap(({ about }) => about?.orderId ?? []))];
  const ofOrder = orderIds.length > 0 ? await productsOfOrders(db, shopId, orderIds) : new Map<string, string[]>();
  return subjects.map(({ about }) => {
    if (about?.orderId !== undefined) return (ofOrder.get(about.orderId) ?? []).slice(0, MOST);
    return about?.productId === undefined ? [] : [about.productId];
  });
}

/** The variant of which a mail tells that something turned with it; null: it tells no such thing. */
export function turnOf({ about }: MessageSubject): CatalogueTurn | null {
  if (!about?.change || !about.variantId) return null;
  const priceWasMinor = about.change === 'price-drop' ? (about.priceWasMinor ?? null) : null;
  return { variantId: about.variantId, priceWasMinor };
}

async function productsOfOrders(db: Db, shopId: string, orderIds: string[]): Promise<Map<string, string[]>> {
  const lines = await db.orderLine.findMany({
    where: { shopId, orderId: { in: orderIds }, productId: { not: null } },
    orderBy: { id: 'asc' },
    select: { orderId: true, productId: true },
  });
  const products = new Map<string, string[]>();
  for (const { orderId, productId } of lines) {
    const known = products.get(orderId) ?? [];
    if (productId !== null && !known.includes(productId)) products.set(orderId, [...known, productId]);
  }
  return products;
}
