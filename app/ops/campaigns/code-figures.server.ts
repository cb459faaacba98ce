import type { Shop } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';

/** What came of the codes that a campaign gave. Money in minor units of the shop's currency. */
export interface CodeFigures {
  offer: string;
  /** Codes that left with its mails. Who had one before that is still good got that, which counts where it was given. */
  given: number;
  /** Of those the ones that can still be used. */
  good: number;
  used: number;
  /** Used by somebody else than whom they were given to. */
  usedByOthers: number;
  /** What orders with them are worth now; cancelled ones are worth nothing. */
  revenueMinor: number;
  /** Mails that wait for a code. */
  waiting: number;
}

/** Null: the campaign gives none. */
export async function codeFigures(
  db: Db,
  { id: shopId, currency }: Pick<Shop, 'id' | 'currency'>,
  { id, offerId }: { id: string; offerId: string | null },
  now: Date,
): Promise<CodeFigures | null> {
  if (offerId === null) return null;
  const offer = await db.offer.findUnique({ where: { shopId_id: { shopId, id: offerId } } });
  const [counted] = await db.$queryRaw<[Omit<CodeFigures, 'offer'>]>`
    SELECT count(c."shownAt")::int AS "given",
      count(*) FILTER (WHERE c."state" = 'given' AND c."shownAt" IS NOT NULL AND c."usedAt" IS NULL AND c."endsAt" > ${now}::timestamptz)::int AS "good",
      count(c."usedAt")::int AS "used",
      count(*) FILTER (WHERE c."usedAt" IS NOT NULL AND s."profileId" <> m."profileId")::int AS "usedByOthers",
      COALESCE(sum(s."totalMinor" - s."refundedMinor") FILTER (WHERE s."cancelledAt" IS NULL AND s."currency" = ${currency}), 0)::float8 AS "revenueMinor",
      count(*) FILTER (WHERE m."state" = 'planned' AND m."reason"->>'code' = 'no-code-left')::int AS "waiting"
    FROM messages m LEFT JOIN discount_codes c ON c."shopId" = m."shopId" AND c."messageId" = m."id" AND c."offerId" = ${offerId}::uuid
      LEFT JOIN orders s ON s."shopId" = c."shopId" AND s."id" = c."orderId"
    WHERE m."shopId" = ${shopId}::uuid AND m."sourceKind" = 'campaign' AND m."sourceId" = ${id}::uuid`;
  return { offer: offer?.name ?? 'an offer that is gone', ...counted };
}
