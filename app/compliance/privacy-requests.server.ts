import { z } from 'zod';
import type { PrivacyRequest } from '~/capture/events/reports';
import type { Subject } from '~/capture/inbox/subjects';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { ParkEntry } from '~/capture/inbox/process-inbox.server';
import type { Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { eraseProfiles } from './erase-profiles.server';

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
      if (shop.installedAt && !shop.uninstalledAt)
        throw new ParkEntry('the shop is installed: the request is of an earlier time; nothing was erased');
      // Everything of a tenant hangs from its row, but Shopify's sessions, which are kept by domain.
      await tx.session.deleteMany({ where: { shop: shop.domain } });
      await tx.shop.delete({ where: { id: shopId } });
      return;
    case 'customers/data_request':
      throw new ParkEntry('the merchant is owed an export of this customer’s data within 30 days');
  }
}

async function eraseCustomer(deps: Deps, tx: Db, shopId: string, told: z.infer<typeof person>): Promise<void> {
  const named: Subject[] = [];
  if (told.id) named.push({ kind: 'customer', value: String(told.id) });
  if (told.email) named.push({ kind: 'email', value: told.email });
  await eraseProfiles(deps, tx, shopId, await profilesOf(deps, tx, shopId, told), named);
}

async function profilesOf(deps: Deps, tx: Db, shopId: string, told: z.infer<typeof person>): Promise<string[]> {
  const value = told.id ? `gid://shopify/Customer/${told.id}` : '';
  const identity = await tx.identity.findUnique({ where: { shopId_kind_value: { shopId, kind: 'customer', value } } });
  const email = normaliseEmail(told.email);
  const address = email ? await findAddress(deps.vault, tx, shopId, email) : null;
  return [...new Set([identity?.profileId, address?.profileId].flatMap((id) => id ?? []))];
}
