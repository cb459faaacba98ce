import type { Database } from '~/platform/db/db.server';
import { recomputeNumbers } from './recompute-numbers.server';

const PEOPLE_AT_ONCE = 1_000;

/** Counts anew what everybody's orders amount to: after a sync, in which page upon page brought orders of the same people. */
export async function recomputeAllNumbers(db: Database, shopId: string): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const people = await db.prisma.profile.findMany({
      where: { shopId, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: PEOPLE_AT_ONCE,
      select: { id: true },
    });
    const last = people.at(-1);
    if (!last) return;
    const ids = people.map(({ id }) => id);
    await db.transaction((tx) => recomputeNumbers(tx, shopId, ids));
    after = last.id;
  }
}
