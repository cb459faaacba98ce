import type { Db } from '~/platform/db/db.server';

/** What Shopify's Marketing page has of a flow or a campaign. */
export interface ToldShopify {
  /** When something of it was told last; null: it never was. */
  at: string | null;
  /** Why what is new is not there; null: it is. */
  problem: string | null;
}

export async function toldShopify(db: Db, shopId: string, remoteId: string): Promise<ToldShopify> {
  const [activity, check] = await Promise.all([
    db.marketingActivity.findUnique({ where: { shopId_remoteId: { shopId, remoteId } } }),
    db.marketingCheck.findUnique({ where: { shopId } }),
  ]);
  const day = await db.marketingDay.findFirst({ where: { shopId, remoteId }, orderBy: { toldAt: 'desc' } });
  const instants = [activity?.toldAt, day?.toldAt].flatMap((at) => at?.getTime() ?? []);
  return {
    at: instants.length ? new Date(Math.max(...instants)).toISOString() : null,
    problem: check?.problem ?? activity?.problem ?? null,
  };
}
