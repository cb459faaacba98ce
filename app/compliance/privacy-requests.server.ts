import { z } from 'zod';
import { eraseCarts } from '~/capture/carts/erase.server';
import { eraseToldWords } from '~/capture/events/erase.server';
import type { PrivacyRequest } from '~/capture/events/reports';
import { eraseInbox } from '~/capture/inbox/erase.server';
import type { Subject } from '~/capture/inbox/subjects';
import { eraseCustomers } from '~/capture/shopify-customers/store-customers.server';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { erasePerson } from '~/customers/profiles/erase.server';
import { stopForErasure } from '~/decisions/send-policy/erase.server';
import { eraseContents } from '~/delivery/sending/erase.server';
import { ParkEntry } from '~/capture/inbox/process-inbox.server';
import type { Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';

interface Deps {
  clock: Clock;
  vault: Vault;
}

const person = z.object({ id: z.number().int().nullish(), email: z.string().nullish() });

/**
 * What the law asks through Shopify. A signature covers a body, not the header that names the shop: a request whose body names another shop
 * is parked for a person to look at, because what it asks cannot be undone.
 */
export async function answerPrivacyRequest(deps: Deps, tx: Db, shopId: string, request: PrivacyRequest): Promise<void> {
  const shop = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  if (request.shopDomain !== shop.domain)
    throw new ParkEntry(`the request names ${request.shopDomain} but came for ${shop.domain}; nothing was erased`);
  switch (request.topic) {
    case 'customers/redact':
      await eraseCustomer(deps, tx, shopId, person.parse(request.customer));
      return;
    case 'shop/redact':
      // Everything of a tenant hangs from its row, but Shopify's sessions, which are kept by domain.
      await tx.session.deleteMany({ where: { shop: shop.domain } });
      await tx.shop.delete({ where: { id: shopId } });
      return;
    case 'customers/data_request':
      throw new ParkEntry('the merchant is owed an export of this customer’s data within 30 days');
  }
}

async function eraseCustomer(deps: Deps, tx: Db, shopId: string, told: z.infer<typeof person>): Promise<void> {
  const subjects: Subject[] = [];
  if (told.id) subjects.push({ kind: 'customer', value: String(told.id) });
  if (told.email) subjects.push({ kind: 'email', value: told.email });
  for (const profileId of await profilesOf(deps, tx, shopId, told)) {
    const named = await subjectsOf(deps.vault, tx, shopId, profileId);
    subjects.push(...named);
    const messageIds = await stopForErasure(tx, shopId, profileId, deps.clock.now());
    await eraseContents(tx, shopId, messageIds);
    await eraseCarts(tx, shopId, profileId);
    await eraseToldWords(tx, shopId, profileId);
    await eraseCustomers(tx, shopId, customerIdsIn(named));
    await erasePerson(tx, shopId, profileId);
  }
  await eraseInbox(tx, deps.vault, shopId, subjects);
}

/** Everything a payload could name this person by. */
async function subjectsOf(vault: Vault, tx: Db, shopId: string, profileId: string): Promise<Subject[]> {
  const where = { shopId, profileId };
  const identities = await tx.identity.findMany({
    where: { ...where, kind: { in: ['customer', 'external', 'visitor'] } },
  });
  const addresses = await tx.address.findMany({ where, select: { email: true } });
  const phones = await tx.phone.findMany({ where, select: { phone: true } });
  return [
    ...identities.map(({ kind, value }) => ({ kind: kind as 'customer' | 'external' | 'visitor', value })),
    ...addresses.map(({ email }) => ({ kind: 'email' as const, value: vault.open(email, shopId) })),
    ...phones.map(({ phone }) => ({ kind: 'phone' as const, value: vault.open(phone, shopId) })),
  ];
}

const customerIdsIn = (subjects: Subject[]): string[] =>
  subjects.flatMap(({ kind, value }) => (kind === 'customer' ? value : []));

async function profilesOf(deps: Deps, tx: Db, shopId: string, told: z.infer<typeof person>): Promise<string[]> {
  const value = told.id ? `gid://shopify/Customer/${told.id}` : '';
  const identity = await tx.identity.findUnique({ where: { shopId_kind_value: { shopId, kind: 'customer', value } } });
  const email = normaliseEmail(told.email);
  const address = email ? await findAddress(deps.vault, tx, shopId, email) : null;
  return [...new Set([identity?.profileId, address?.profileId].flatMap((id) => id ?? []))];
}
