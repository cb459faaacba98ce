import type { Confirmation, Prisma } from '@prisma/client';
import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { confirmBefore } from './consent';
import type { Evidence } from './evidence';

/** What somebody may be asked to confirm by mail. */
export type ConfirmationKind = 'subscribe' | 'back-in-stock' | 'download' | 'delete';

/** An address is asked the same thing at most once in so long: nobody can have somebody else's mailbox filled. */
const ASK_AGAIN_AFTER_MINUTES = 1_440;

/** For all but a yes to mail, which is good as long as the law's proof of it is. */
const ANSWER_WITHIN_MINUTES = 7 * 1_440;

export interface Asking {
  kind: ConfirmationKind;
  addressId: string;
  evidence: Evidence;
}

/** Opens a question to an address, or gives null where the same was asked within a day: then that mail is still good. */
export async function openConfirmation(
  { clock, ids }: { clock: Clock; ids: Ids },
  tx: Db,
  shopId: string,
  { kind, addressId, evidence }: Asking,
): Promise<Confirmation | null> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`confirm:${shopId}:${addressId}`}, 0))::text`;
  const now = clock.now();
  const askedSince = addMs(now, -minutes(ASK_AGAIN_AFTER_MINUTES));
  const recent = await tx.confirmation.findFirst({
    where: { shopId, addressId, kind, askedAt: { gt: askedSince } },
    select: { id: true },
  });
  if (recent) return null;
  const isYes = kind === 'subscribe' || kind === 'back-in-stock';
  const expiresAt = isYes ? confirmBefore(now) : addMs(now, minutes(ANSWER_WITHIN_MINUTES));
  const row = { shopId, id: ids.next(), kind, addressId, evidence: evidence as Prisma.InputJsonObject };
  return tx.confirmation.create({ data: { ...row, askedAt: now, expiresAt } });
}

/** A question that waits for its answer; null where there is none of that id, it was answered, or its time is over. */
export async function findOpenConfirmation(
  { clock }: { clock: Clock },
  db: Db,
  shopId: string,
  id: string,
): Promise<Confirmation | null> {
  return db.confirmation.findFirst({ where: { shopId, id, usedAt: null, expiresAt: { gt: clock.now() } } });
}

/** Takes the answer, once: null where somebody was quicker, or it is too late. */
export async function useConfirmation(
  deps: { clock: Clock },
  tx: Db,
  shopId: string,
  id: string,
): Promise<Confirmation | null> {
  const now = deps.clock.now();
  const where = { shopId, id, usedAt: null, expiresAt: { gt: now } };
  const { count } = await tx.confirmation.updateMany({ where, data: { usedAt: now } });
  return count ? tx.confirmation.findUnique({ where: { shopId_id: { shopId, id } } }) : null;
}
