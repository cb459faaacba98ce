import type { PrivacyRequest } from '@prisma/client';
import type { Subject } from '~/capture/inbox/subjects';
import { subjectOf, type RequestSubject } from '~/customers/preferences/passed-on-requests.server';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { sameCustomers } from '~/customers/profiles/customer-merges.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { normalisePhone } from '~/customers/profiles/phone-number';
import { findByPhone, phoneHash } from '~/customers/profiles/phone-vault.server';
import { presentProfile, treeOf } from '~/customers/profiles/profile-tree.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';

/**
 * Who somebody is that Shopify names: by customer and address, and only where these lead to nobody by orders, then by phone, which others can share. None,
 * one, or several that nothing else has joined yet.
 */
export async function profilesNamed(vault: Vault, db: Db, shopId: string, named: RequestSubject): Promise<string[]> {
  const customerIds = named.customerId ? await sameCustomers(db, shopId, [named.customerId]) : [];
  const identities = await db.identity.findMany({ where: { shopId, kind: 'customer', value: { in: customerIds } } });
  const email = normaliseEmail(named.email);
  const address = email ? await findAddress(vault, db, shopId, email) : null;
  const strong = [...identities, ...(address ? [address] : [])];
  const found = strong.length ? strong : await weaklyNamed(vault, db, shopId, named);
  return [...new Set(found.map(({ profileId }) => profileId))];
}

async function weaklyNamed(
  vault: Vault,
  db: Db,
  shopId: string,
  { orderIds, phone }: RequestSubject,
): Promise<{ profileId: string }[]> {
  const orders = await db.order.findMany({ where: { shopId, id: { in: orderIds }, erasedAt: null } });
  const number = orders.length ? null : normalisePhone(phone);
  const caller = number ? await findByPhone(db, shopId, phoneHash(vault, shopId, number)) : null;
  return caller ? [caller] : orders;
}

/** What payloads could name that person by. */
export function subjectsNamed({ customerId, email, phone, orderIds }: RequestSubject): Subject[] {
  return [
    ...(customerId ? [{ kind: 'customer' as const, value: customerId }] : []),
    ...(email ? [{ kind: 'email' as const, value: email }] : []),
    ...(phone ? [{ kind: 'phone' as const, value: phone }] : []),
    ...orderIds.map((value) => ({ kind: 'order' as const, value })),
  ];
}

/** The persons a request is about as they are now, and everybody they were, in a fixed order. */
export async function profilesAskedAbout(
  vault: Vault,
  db: Db,
  request: PrivacyRequest,
): Promise<{ present: string[]; all: string[] }> {
  const { shopId, profileId } = request;
  const named = subjectOf(vault, shopId, request.subject);
  const asked = named ? await profilesNamed(vault, db, shopId, named) : profileId ? [profileId] : [];
  const present = new Set<string>();
  const all = new Set<string>();
  for (const id of asked) {
    const now = await presentProfile(db, shopId, id);
    if (!now) continue;
    present.add(now);
    for (const each of await treeOf(db, shopId, now)) all.add(each);
  }
  return { present: [...present].sort(), all: [...all].sort() };
}
