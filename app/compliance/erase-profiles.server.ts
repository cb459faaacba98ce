import { eraseCarts } from '~/capture/carts/erase.server';
import { eraseEvents } from '~/capture/events/erase.server';
import { eraseImports } from '~/capture/imports/erase.server';
import { eraseInbox } from '~/capture/inbox/erase.server';
import { subjectKey, type Subject } from '~/capture/inbox/subjects';
import { eraseOrders } from '~/capture/orders/erase.server';
import { eraseCustomers } from '~/capture/shopify-customers/store-customers.server';
import { eraseRequests } from '~/customers/preferences/erase-requests.server';
import type { RequestSubject } from '~/customers/preferences/passed-on-requests.server';
import { beginErasure } from '~/customers/profiles/begin-erasure.server';
import { erasePerson } from '~/customers/profiles/erase.server';
import { lockIdentities, presentProfile } from '~/customers/profiles/profile-tree.server';
import { eraseDues } from '~/customers/segments/erase-memberships.server';
import { eraseTellings } from '~/customers/segments/outputs/erase-tellings.server';
import { eraseCodes } from '~/decisions/offers/erase.server';
import { eraseRunsAndMessages } from '~/decisions/send-policy/erase.server';
import { eraseContents } from '~/delivery/sending/erase.server';
import { eraseSignals } from '~/engagement/signals/erase.server';
import { eraseWebhookMessages } from '~/integrations/webhooks-out/forget-messages.server';
import { eraseClusterMembers } from '~/learning/clusters/erase.server';
import { eraseExports } from '~/ops/exports/export-rows.server';
import type { Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { subjectsNamed } from './access-export/whom-it-is-about.server';
import { subjectsOf } from './subjects-of.server';

/**
 * Erases what every stage holds of these persons, each with all the profiles they absorbed, and what lies in the inbox and names them, or names what
 * else is known of the person (`named`): what has not been read yet must not bring them back. What each table keeps, and why, stands in `erasure-map.ts`.
 */
export async function eraseProfiles(
  deps: { clock: Clock; vault: Vault },
  tx: Db,
  shopId: string,
  profileIds: string[],
  named: Subject[] = [],
): Promise<void> {
  // Also where nobody is known yet: what is just being stored of them is waited for.
  await lockIdentities(tx, shopId);
  const subjects = [...named];
  const all: string[] = [];
  for (const profileId of await presentProfiles(tx, shopId, profileIds)) {
    const erased = await erasePresent(deps, tx, shopId, profileId);
    subjects.push(...erased.subjects);
    all.push(...erased.ids);
  }
  const keys = new Set(subjects.map(subjectKey));
  const isNamed = (subject: RequestSubject) => subjectsNamed(subject).some((each) => keys.has(subjectKey(each)));
  await eraseRequests(deps, tx, shopId, { profileIds: all, isNamed });
  const erased = await eraseCustomers(tx, shopId, customerIdsIn(subjects));
  subjects.push(...erased.map((value) => ({ kind: 'customer' as const, value })));
  await eraseInbox(tx, deps.vault, shopId, subjects);
  await eraseImports(tx, deps.vault, shopId, subjects);
  await eraseExports(tx, shopId);
  // Last: each row that went was noted there.
  await eraseDues(tx, shopId, all);
  await eraseTellings(tx, shopId, customerIdsIn(subjects));
}

async function presentProfiles(tx: Db, shopId: string, profileIds: string[]): Promise<Set<string>> {
  const present = new Set<string>();
  for (const profileId of profileIds) {
    const id = await presentProfile(tx, shopId, profileId);
    if (id) present.add(id);
  }
  return present;
}

/** Everything of one person but what is found by their names alone; returns those, and everybody the person was. */
async function erasePresent(
  { clock, vault }: { clock: Clock; vault: Vault },
  tx: Db,
  shopId: string,
  profileId: string,
): Promise<{ ids: string[]; subjects: Subject[] }> {
  const now = clock.now();
  const ids = await beginErasure(tx, shopId, profileId, now);
  const subjects = await subjectsOf(vault, tx, shopId, profileId);
  const messageIds = await eraseRunsAndMessages(tx, shopId, ids, now);
  await eraseCodes(tx, shopId, { messageIds, profileIds: ids });
  await eraseContents(tx, shopId, messageIds);
  await eraseSignals(tx, shopId, messageIds);
  await eraseOrders(tx, shopId, ids, now);
  await eraseCarts(tx, shopId, ids);
  await eraseEvents(tx, shopId, ids);
  await eraseClusterMembers(tx, shopId, ids);
  await eraseWebhookMessages(tx, shopId, ids);
  await erasePerson(tx, shopId, profileId);
  return { ids, subjects };
}

/** As `identities` and Shopify's records have them, each once. */
const customerIdsIn = (subjects: Subject[]): string[] =>
  subjects.flatMap(({ kind, value }) => (kind === 'customer' ? customerGid(value) : []));

const customerGid = (value: string): string => (/^\d+$/.test(value) ? `gid://shopify/Customer/${value}` : value);
