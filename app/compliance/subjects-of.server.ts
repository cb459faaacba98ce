import type { Identity } from '@prisma/client';
import type { Subject } from '~/capture/inbox/subjects';
import { sameCustomers } from '~/customers/profiles/customer-merges.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';

/** Identities whose value a payload shows as it is; those of addresses and phones are hashes, and the vault has the rest. */
const SHOWN: Record<string, Subject['kind']> = {
  customer: 'customer',
  external: 'external',
  visitor: 'visitor',
  cart: 'token',
  checkout: 'token',
};

/** Everything a payload could name this person by. */
export async function subjectsOf(vault: Vault, tx: Db, shopId: string, profileId: string): Promise<Subject[]> {
  const where = { shopId, profileId };
  const identities = await tx.identity.findMany({ where: { ...where, kind: { in: Object.keys(SHOWN) } } });
  const addresses = await tx.address.findMany({ where, select: { email: true } });
  const phones = await tx.phone.findMany({ where, select: { phone: true } });
  const customerIds = identities.flatMap(({ kind, value }) => (kind === 'customer' ? value : []));
  return [
    ...identities.flatMap(toSubjects),
    ...(await sameCustomers(tx, shopId, customerIds)).map((value) => ({ kind: 'customer' as const, value })),
    ...addresses.map(({ email }) => ({ kind: 'email' as const, value: vault.open(email, shopId) })),
    ...phones.map(({ phone }) => ({ kind: 'phone' as const, value: vault.open(phone, shopId) })),
    ...(await boughtBy(tx, shopId, profileId)),
  ];
}

/** Some payloads name an order or a cart alone. */
async function boughtBy(tx: Db, shopId: string, profileId: string): Promise<Subject[]> {
  const where = { shopId, profileId };
  const orders = await tx.order.findMany({ where, select: { id: true, cartToken: true, checkoutToken: true } });
  const carts = await tx.cart.findMany({ where, select: { token: true, checkoutToken: true } });
  const tokens = [
    ...orders.flatMap(({ cartToken, checkoutToken }) => [cartToken, checkoutToken]),
    ...carts.flatMap(({ token, checkoutToken }) => [token, checkoutToken]),
  ];
  return [
    ...orders.map(({ id }) => ({ kind: 'order' as const, value: id })),
    ...tokens.flatMap((value) => (value ? { kind: 'token' as const, value } : [])),
  ];
}

function toSubjects({ kind, value }: Identity): Subject[] {
  const shown = SHOWN[kind];
  return shown ? [{ kind: shown, value }] : [];
}
