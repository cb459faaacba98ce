import { eraseCarts } from '~/capture/carts/erase.server';
import { eraseToldWords } from '~/capture/events/erase.server';
import { eraseInbox } from '~/capture/inbox/erase.server';
import type { Subject } from '~/capture/inbox/subjects';
import { eraseCustomers } from '~/capture/shopify-customers/store-customers.server';
import { erasePerson } from '~/customers/profiles/erase.server';
import { stopForErasure } from '~/decisions/send-policy/erase.server';
import { eraseContents } from '~/delivery/sending/erase.server';
import type { Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';

/**
 * Erases what every stage holds of these profiles, and what waits in the inbox and names them, or names what else is known of the person
 * (`named`): what has not been read yet must not bring them back.
 */
export async function eraseProfiles(
  deps: { clock: Clock; vault: Vault },
  tx: Db,
  shopId: string,
  profileIds: string[],
  named: Subject[] = [],
): Promise<void> {
  const subjects = [...named];
  for (const profileId of profileIds) {
    const own = await subjectsOf(deps.vault, tx, shopId, profileId);
    subjects.push(...own);
    const messageIds = await stopForErasure(tx, shopId, profileId, deps.clock.now());
    await eraseContents(tx, shopId, messageIds);
    await eraseCarts(tx, shopId, profileId);
    await eraseToldWords(tx, shopId, profileId);
    await eraseCustomers(tx, shopId, customerIdsIn(own));
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
