import { presentProfile } from '~/customers/profiles/profile-tree.server';
import type { Db } from '~/platform/db/db.server';

/** Whom an answer may rest on: the customer whom Shopify vouches for, else the browser by the id that was given to it. Null: nobody we know. */
export async function findReader(
  db: Db,
  shopId: string,
  { customerId, visitorId }: { customerId: string | null; visitorId: string | null },
): Promise<string | null> {
  const names = [
    ...(customerId ? [{ kind: 'customer', value: customerId }] : []),
    ...(visitorId ? [{ kind: 'visitor', value: visitorId }] : []),
  ];
  for (const name of names) {
    const identity = await db.identity.findUnique({ where: { shopId_kind_value: { shopId, ...name } } });
    if (identity) return presentProfile(db, shopId, identity.profileId);
  }
  return null;
}
