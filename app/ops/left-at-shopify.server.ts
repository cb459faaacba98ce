import type { LeftAtShopify } from '@prisma/client';
import { leftUntil } from '~/compliance/left-at-shopify.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';

/** A customer who asked Kindred to be deleted: here they are, in Shopify not yet, as far as Kindred knows. */
export interface LeftCustomer {
  id: string;
  /** Shopify's number, and the customer's page in the admin; null where it is not kept any more. */
  number: string | null;
  url: string | null;
  erasedAt: string;
  /** After that the number is forgotten. */
  until: string;
  state: 'open' | 'deleted' | 'settled' | 'lapsed';
  settledAt: string | null;
}

const SHOWN = 50;
const SHOWN_DONE = 5;

/** Who is still to be deleted in Shopify, the longest waiting first, and whom that was done for lately. */
export async function leftCustomers(
  vault: Vault,
  db: Db,
  { id: shopId, domain }: { id: string; domain: string },
): Promise<LeftCustomer[]> {
  const open = await db.leftAtShopify.findMany({
    where: { shopId, state: 'open' },
    orderBy: [{ erasedAt: 'asc' }, { id: 'asc' }],
    take: SHOWN,
  });
  const done = await db.leftAtShopify.findMany({
    where: { shopId, state: { not: 'open' } },
    orderBy: [{ settledAt: 'desc' }, { id: 'asc' }],
    take: SHOWN_DONE,
  });
  return [...open, ...done].map((row) => shown(vault, domain, row));
}

function shown(vault: Vault, domain: string, row: LeftAtShopify): LeftCustomer {
  const number = row.customer ? (vault.open(row.customer, row.shopId).split('/').at(-1) ?? null) : null;
  return {
    ...{ id: row.id, number, url: number && `https://${domain}/admin/customers/${number}` },
    ...{ erasedAt: row.erasedAt.toISOString(), until: leftUntil(row.erasedAt).toISOString() },
    ...{ state: row.state as LeftCustomer['state'], settledAt: row.settledAt?.toISOString() ?? null },
  };
}
