import type { Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { subjectOf, type RequestSubject } from './passed-on-requests.server';

/** Whose requests: everybody the person was, and whether a request that Shopify passed on names them. */
export interface RequestsOf {
  profileIds: string[];
  isNamed: (subject: RequestSubject) => boolean;
}

/**
 * Erases the copies that were made for a person and whom their requests name. What was still owed is not owed any more: there is nothing left to hand
 * over. That it was asked, and when, stays by random ids.
 */
export async function eraseRequests(
  { clock, vault }: { clock: Clock; vault: Vault },
  tx: Db,
  shopId: string,
  { profileIds, isNamed }: RequestsOf,
): Promise<void> {
  const named = await tx.privacyRequest.findMany({ where: { shopId, subject: { not: null } } });
  const theirs = named.filter(({ subject }) => {
    const whom = subjectOf(vault, shopId, subject);
    return whom !== null && isNamed(whom);
  });
  const own = await tx.privacyRequest.findMany({ where: { shopId, profileId: { in: profileIds } } });
  const ids = [...theirs, ...own].map(({ id }) => id);
  await tx.accessExport.deleteMany({
    where: { shopId, OR: [{ requestId: { in: ids } }, { profileIds: { hasSome: profileIds } }] },
  });
  const where = { shopId, id: { in: ids } };
  await tx.privacyRequest.updateMany({ where, data: { subject: null } });
  const done = { state: 'done', doneAt: clock.now(), outcome: 'erased' };
  await tx.privacyRequest.updateMany({ where: { ...where, state: { not: 'done' } }, data: done });
}
