import { z } from 'zod';
import { recordActivity } from '~/platform/audit/activity.server';
import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { OWED_WITHIN_MINUTES } from './privacy-requests.server';

/** Whom Shopify names in a request that it passes on, in its own ids. */
export const requestSubject = z.object({
  /** Global id. */
  customerId: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  /** Global ids of orders that are asked about. */
  orderIds: z.array(z.string()),
});

export type RequestSubject = z.infer<typeof requestSubject>;

interface PassOnDeps {
  clock: Clock;
  ids: Ids;
  vault: Vault;
}

/** Opens a request for a copy that Shopify passes on: the merchant owes it to the person within 30 days. */
export async function openPassedOn(deps: PassOnDeps, tx: Db, shopId: string, subject: RequestSubject): Promise<void> {
  const now = deps.clock.now();
  const row = { shopId, id: deps.ids.next(), kind: 'download', source: 'shopify', state: 'open', confirmedAt: now };
  const times = { requestedAt: now, dueAt: addMs(now, minutes(OWED_WITHIN_MINUTES)) };
  await tx.privacyRequest.create({
    data: { ...row, ...times, subject: deps.vault.seal(JSON.stringify(subject), shopId) },
  });
  await recordActivity(deps, tx, shopId, { kind: 'request-opened', subject: row.id });
}

/** Notes that an erasure was asked for through Shopify and done, without saying whose. */
export async function noteErased({ clock, ids }: Omit<PassOnDeps, 'vault'>, tx: Db, shopId: string): Promise<void> {
  const now = clock.now();
  const row = { shopId, id: ids.next(), kind: 'delete', source: 'shopify', state: 'done', outcome: 'erased' };
  await tx.privacyRequest.create({ data: { ...row, requestedAt: now, dueAt: now, confirmedAt: now, doneAt: now } });
}

/** Opens whom a request names; null for one whose person asked for themselves, or that names nobody any more. */
export const subjectOf = (vault: Vault, shopId: string, sealed: Uint8Array | null): RequestSubject | null =>
  sealed && requestSubject.parse(JSON.parse(vault.open(sealed, shopId)));
