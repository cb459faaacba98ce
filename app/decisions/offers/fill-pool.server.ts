import { randomInt } from 'node:crypto';
import { Prisma } from '@prisma/client';
import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { campaignNeeds } from './campaign-needs.server';
import type { MadeOffer } from './code-batches.server';
import { codeText } from './code-text';
import { missingCodes, MOST_AT_ONCE, type PoolFigures } from './pool-size';
import type { TendDeps } from './tend-deps';

const WEEK_MS = 7 * 86_400_000;

/** Writes down the codes that Shopify is to be asked for, before it is asked. */
export async function refillPool(deps: TendDeps, offer: MadeOffer): Promise<void> {
  if (!offer.isOn || offer.problem !== null) return;
  const { shopId, id: offerId } = offer;
  let missing = missingCodes(await poolFigures(deps.db.prisma, shopId, offerId, deps.clock.now()));
  while (missing > 0) {
    const size = Math.min(missing, MOST_AT_ONCE);
    await deps.db.transaction(async (tx) => {
      const batch = await newBatch(deps, tx, offer, 'add');
      await tx.discountCode.createMany({
        data: Array.from({ length: size }, () => ({
          ...{ shopId, offerId, id: deps.ids.next(), batchId: batch },
          code: codeText(offer.prefix, randomInt),
        })),
        skipDuplicates: true,
      });
    });
    missing -= size;
  }
}

async function newBatch({ clock, ids }: TendDeps, tx: Db, offer: MadeOffer, kind: 'add' | 'remove'): Promise<string> {
  const id = ids.next();
  await tx.codeBatch.create({ data: { shopId: offer.shopId, id, offerId: offer.id, kind, createdAt: clock.now() } });
  return id;
}

/** What is there, how fast flows use it up, and what is owed beside: what a campaign gave at once says nothing of the next days. */
export async function poolFigures(db: Db, shopId: string, offerId: string, now: Date): Promise<PoolFigures> {
  const { promised } = await campaignNeeds(db, shopId, offerId, now);
  const ofOffer = Prisma.sql`c."shopId" = ${shopId}::uuid AND c."offerId" = ${offerId}::uuid`;
  const [row] = await db.$queryRaw<[Omit<PoolFigures, 'promised'>]>`
    SELECT (SELECT count(*)::int FROM discount_codes c WHERE ${ofOffer} AND c."state" = 'free') AS "free",
      (SELECT count(*)::int FROM discount_codes c WHERE ${ofOffer} AND c."state" = 'new') AS "coming",
      (SELECT count(*)::int FROM discount_codes c LEFT JOIN messages m ON m."shopId" = c."shopId" AND m."id" = c."messageId"
        WHERE ${ofOffer} AND c."givenAt" > ${addMs(now, -WEEK_MS)}::timestamptz AND m."sourceKind" IS DISTINCT FROM 'campaign') AS "givenLastWeek",
      (SELECT count(*)::int FROM messages m WHERE m."shopId" = ${shopId}::uuid AND m."state" = 'planned' AND m."subject" ? 'offerId'
        AND m."subject"->>'offerId' = ${offerId} AND m."reason"->>'code' = 'no-code-left') AS "waiting"`;
  return { ...row, promised };
}

/** Puts codes that are to go into requests to delete them. */
export async function removeLeaving(deps: TendDeps, offer: MadeOffer): Promise<void> {
  const { shopId, id: offerId } = offer;
  for (;;) {
    const taken = await deps.db.transaction(async (tx) => {
      const open = { shopId, offerId, kind: 'remove', state: { not: 'done' } };
      const inHand = (await tx.codeBatch.findMany({ where: open })).map(({ id }) => id);
      const leaving = await tx.discountCode.findMany({
        where: { shopId, offerId, state: 'leaving', OR: [{ batchId: null }, { batchId: { notIn: inHand } }] },
        orderBy: { id: 'asc' },
        take: MOST_AT_ONCE,
        select: { id: true },
      });
      if (leaving.length === 0) return 0;
      const batchId = await newBatch(deps, tx, offer, 'remove');
      const ids = leaving.map(({ id }) => id);
      await tx.discountCode.updateMany({ where: { shopId, id: { in: ids } }, data: { batchId } });
      return leaving.length;
    });
    if (taken < MOST_AT_ONCE) return;
  }
}
