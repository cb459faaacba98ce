import type { Db } from '~/platform/db/db.server';

/** Those of these persons to whom a mail went since an instant, or is on its way. */
export async function writtenToSince(db: Db, shopId: string, profileIds: string[], since: Date): Promise<Set<string>> {
  const rows = await db.message.findMany({
    where: {
      ...{ shopId, profileId: { in: profileIds } },
      OR: [{ sentAt: { gte: since } }, { state: { in: ['planned', 'claimed', 'requested'] } }],
    },
    select: { profileId: true },
    distinct: ['profileId'],
  });
  return new Set(rows.map(({ profileId }) => profileId));
}
