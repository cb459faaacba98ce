import { OWED_WITHIN_MINUTES } from '~/customers/preferences/privacy-requests.server';
import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';

export interface LeftDeps {
  clock: Clock;
  ids: Ids;
  vault: Vault;
}

const hashOf = (vault: Vault, shopId: string, customerId: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(vault.hash(`left at Shopify ${customerId}`, shopId));

/** Shopify's customers that somebody is, by their global ids: to be read before the person is erased. */
export async function customersOf(db: Db, shopId: string, profileId: string): Promise<string[]> {
  const rows = await db.identity.findMany({
    where: { shopId, profileId, kind: 'customer', value: { startsWith: 'gid://shopify/Customer/' } },
    select: { value: true },
  });
  return rows.map(({ value }) => value);
}

/**
 * Notes customers who asked here to be deleted and were: the merchant owes them the same in Shopify, and could not know of whom it is. Nothing but
 * Shopify's number is kept, encrypted, until that is done, and no longer than the law gives for it.
 */
export async function noteLeft(deps: LeftDeps, tx: Db, shopId: string, customerIds: string[]): Promise<void> {
  const erasedAt = deps.clock.now();
  const data = customerIds.map((customerId) => ({
    ...{ shopId, id: deps.ids.next(), erasedAt, customerHash: hashOf(deps.vault, shopId, customerId) },
    customer: deps.vault.seal(customerId, shopId),
  }));
  await tx.leftAtShopify.createMany({ data });
}

const FORGET = { customer: null, customerHash: null };

/** Notes that Shopify has deleted a customer, or asks that they be erased. */
export async function noteDeletedThere(
  { clock, vault }: Omit<LeftDeps, 'ids'>,
  tx: Db,
  shopId: string,
  customerId: string,
): Promise<void> {
  const where = { shopId, customerHash: hashOf(vault, shopId, customerId) };
  await tx.leftAtShopify.updateMany({ where, data: { ...FORGET, state: 'deleted', settledAt: clock.now() } });
}

/** Notes that the merchant has seen to a customer. False where that was done already. */
export async function settleLeft({ clock }: { clock: Clock }, tx: Db, shopId: string, id: string): Promise<boolean> {
  const data = { ...FORGET, state: 'settled', settledAt: clock.now() };
  return (await tx.leftAtShopify.updateMany({ where: { shopId, id, state: 'open' }, data })).count > 0;
}

/** Until when a customer is to be deleted in Shopify. */
export const leftUntil = (erasedAt: Date): Date => addMs(erasedAt, minutes(OWED_WITHIN_MINUTES));

/** Forgets whose time is over, whether or not anything was done. */
export async function lapseLeft(tx: Db, shopId: string, now: Date): Promise<void> {
  const where = { shopId, state: 'open', erasedAt: { lte: addMs(now, -minutes(OWED_WITHIN_MINUTES)) } };
  await tx.leftAtShopify.updateMany({ where, data: { ...FORGET, state: 'lapsed', settledAt: now } });
}
