import type { Db } from '~/platform/db/db.server';
import { rounded } from '../load/percentiles';
import { doubleKinds, type Double, type DoubleKind } from './plant-doubles';

/** The share of these pairs that is proposed, by how they came to be. */
export async function recallOf(
  db: Db,
  shopId: string,
  doubles: Double[],
): Promise<Partial<Record<DoubleKind, number>>> {
  const rows = await db.$queryRaw<{ pair: string }[]>`
    SELECT "oneId" || ' ' || "otherId" AS "pair" FROM duplicate_proposals WHERE "shopId" = ${shopId}::uuid`;
  const proposed = new Set(rows.map(({ pair }) => pair));
  const shares = doubleKinds.flatMap((kind): [DoubleKind, number][] => {
    const all = doubles.filter((each) => each.kind === kind);
    const found = all.filter(({ oneId, otherId }) => proposed.has(`${oneId} ${otherId}`));
    return all.length ? [[kind, rounded(found.length / all.length, 3)]] : [];
  });
  return Object.fromEntries(shares);
}
