import type { Db } from '~/platform/db/db.server';
import { holdSegments } from './live-segments.server';

/**
 * Takes people out of all segments, without a word of it: after whoever is just looking at them, so that nobody puts them in again. That they were
 * customers in Shopify's own segments goes before how they are recognised as such.
 */
export async function eraseMemberships(tx: Db, shopId: string, profileIds: string[]): Promise<void> {
  await holdSegments(tx, shopId);
  const where = { shopId, profileId: { in: profileIds } };
  const customers = await tx.identity.findMany({ where: { ...where, kind: 'customer' }, select: { value: true } });
  await tx.shopifySegmentMember.deleteMany({
    where: { shopId, customerId: { in: customers.map(({ value }) => value) } },
  });
  await tx.segmentMember.deleteMany({ where });
}

/** That something changed of them: nobody is to look at them again. */
export async function eraseDues(tx: Db, shopId: string, profileIds: string[]): Promise<void> {
  await tx.segmentDue.deleteMany({ where: { shopId, profileId: { in: profileIds } } });
}
