import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';

/**
 * Notes that the app was removed from a shop. Nothing more is done for it, and its tokens, which Shopify has revoked, are forgotten. Its data waits for the
 * erasure that follows.
 */
export async function leaveShop(deps: ActivityDeps, tx: Db, shopId: string, uninstalledAt: Date): Promise<void> {
  const shop = await tx.shop.update({ where: { id: shopId }, data: { uninstalledAt } });
  await tx.session.deleteMany({ where: { shop: shop.domain } });
  await recordActivity(deps, tx, shopId, { kind: 'app-uninstalled' });
}
