import type { PrivacyRequest } from '@prisma/client';
import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

/** What somebody may ask for by law: a copy of what is kept about them, or that it is deleted. */
export type PrivacyKind = 'download' | 'delete';

/** The law gives a month (GDPR, article 12 (3)). */
export const OWED_WITHIN_MINUTES = 30 * 1_440;

export interface Asked {
  /** The question's that was mailed for it: its answer opens the request. */
  id: string;
  kind: PrivacyKind;
  addressId: string;
}

/** Records what the owner of an address asks for. Nothing is done before it is confirmed by mail. Null where the vault does not hold the address. */
export async function requestPrivacy(
  { clock }: { clock: Clock },
  tx: Db,
  shopId: string,
  { id, kind, addressId }: Asked,
): Promise<PrivacyRequest | null> {
  const address = await tx.address.findUnique({ where: { shopId_id: { shopId, id: addressId } } });
  if (!address) return null;
  const now = clock.now();
  const row = { shopId, id, kind, addressId, profileId: address.profileId };
  return tx.privacyRequest.create({
    data: { ...row, requestedAt: now, dueAt: addMs(now, minutes(OWED_WITHIN_MINUTES)) },
  });
}

/** Opens a request whose owner confirmed it by mail: it is carried out from now on. */
export async function confirmPrivacyRequest(
  { clock }: { clock: Clock },
  tx: Db,
  shopId: string,
  id: string,
): Promise<void> {
  const data = { state: 'open', confirmedAt: clock.now() };
  await tx.privacyRequest.updateMany({ where: { shopId, id, state: 'asked' }, data });
}

/** Requests that are confirmed and not done, the one owed first. */
export const openPrivacyRequests = (db: Db, shopId: string): Promise<PrivacyRequest[]> =>
  db.privacyRequest.findMany({ where: { shopId, state: 'open' }, orderBy: { dueAt: 'asc' } });

export type Outcome = 'handed-over' | 'erased';

/** Notes that a request is carried out. Null where it is not open any more: somebody else does, or did. */
export async function closePrivacyRequest(
  { clock }: { clock: Clock },
  tx: Db,
  shopId: string,
  id: string,
  outcome: Outcome,
): Promise<PrivacyRequest | null> {
  const data = { state: 'done', doneAt: clock.now(), outcome };
  const [closed] = await tx.privacyRequest.updateManyAndReturn({ where: { shopId, id, state: 'open' }, data });
  return closed ?? null;
}
