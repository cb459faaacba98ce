import { z } from 'zod';
import type { PrivacyRequest } from '~/capture/events/reports';
import { ParkEntry } from '~/capture/inbox/process-inbox.server';
import { noteErased, openPassedOn, type RequestSubject } from '~/customers/preferences/passed-on-requests.server';
import { lockIdentities } from '~/customers/profiles/profile-tree.server';
import { recordActivity } from '~/platform/audit/activity.server';
import type { Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { wake } from '~/platform/queue/wakeups.server';
import { profilesNamed, subjectsNamed } from './access-export/whom-it-is-about.server';
import { FEWEST_REFUSALS } from './retention/leave-refusing-shops.server';
import { eraseProfiles } from './erase-profiles.server';
import { noteDeletedThere } from './left-at-shopify.server';

interface Deps {
  clock: Clock;
  ids: Ids;
  vault: Vault;
}

const number = z.union([z.number().int(), z.string().regex(/^\d+$/)]);
const person = z.object({ id: number.nullish(), email: z.string().nullish(), phone: z.string().nullish() });

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
      await eraseCustomer(deps, tx, shopId, subjectIn(request));
      return;
    case 'shop/redact':
      if (shop.installedAt && !shop.uninstalledAt && shop.accessRefusals < FEWEST_REFUSALS)
        throw new ParkEntry('the shop is installed: the request is of an earlier time; nothing was erased');
      // Everything of a tenant hangs from its row, but Shopify's sessions, which are kept by domain.
      await tx.session.deleteMany({ where: { shop: shop.domain } });
      await tx.shop.delete({ where: { id: shopId } });
      return;
    case 'customers/data_request':
      await openPassedOn(deps, tx, shopId, subjectIn(request));
      await wake(tx, shopId, 'make-access-exports', deps.clock.now());
  }
}

function subjectIn({ customer, orders }: PrivacyRequest): RequestSubject {
  const { id, email, phone } = person.parse(customer);
  return {
    customerId: id ? `gid://shopify/Customer/${id}` : null,
    ...{ email: email || null, phone: phone || null },
    orderIds: orders.map((each) => `gid://shopify/Order/${each}`),
  };
}

async function eraseCustomer(deps: Deps, tx: Db, shopId: string, named: RequestSubject): Promise<void> {
  // Whoever just stores something of somebody is waited for before they are looked for.
  await lockIdentities(tx, shopId);
  const profileIds = await profilesNamed(deps.vault, tx, shopId, named);
  await eraseProfiles(deps, tx, shopId, profileIds, subjectsNamed(named));
  if (named.customerId) await noteDeletedThere(deps, tx, shopId, named.customerId);
  await noteErased(deps, tx, shopId);
  for (const subject of profileIds) await recordActivity(deps, tx, shopId, { kind: 'person-erased', subject });
}
