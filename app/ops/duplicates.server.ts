import { countDuplicates, openDuplicates } from '~/customers/data-quality/duplicates.server';
import { openRecipient } from '~/customers/profiles/address-vault.server';
import { phonesOf } from '~/customers/profiles/phone-vault.server';
import { logAccess, type AuditDeps } from '~/platform/audit/access-log.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { duplicateWords, likelihoodWords } from './duplicate-words';
import { purchasesOf } from './purchases.server';
import { inShop, pageShop, type PageDeps, type PageShop } from './shop-context.server';

export interface DuplicatePerson {
  id: string;
  name: string | null;
  email: string | null;
  phones: string[];
  place: string | null;
  orders: number;
  lastSeenAt: string;
}

export interface DuplicatePair {
  persons: [DuplicatePerson, DuplicatePerson];
  likelihood: string;
  reasons: string[];
}

export interface DuplicatesPage {
  shop: PageShop;
  /** The likeliest of them. */
  pairs: DuplicatePair[];
  count: number;
}

/** When one is decided the next comes up: so many are enough to choose from. */
const SHOWN = 20;

/** Who may be one person. That a user saw them is written down before they are shown. */
export function duplicatesPage(deps: PageDeps & AuditDeps, shopDomain: string, actor: string): Promise<DuplicatesPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const proposed = await openDuplicates(db, shop.id, SHOWN);
    const count = await countDuplicates(db, shop.id);
    const ids = [...new Set(proposed.flatMap(({ oneId, otherId }) => [oneId, otherId]))];
    const orders = await purchasesOf(db, shop, ids);
    const persons = new Map<string, DuplicatePerson>();
    for (const id of ids) persons.set(id, await personOf(deps.vault, db, shop.id, id, orders.get(id)?.orders ?? 0));
    await logAccess(deps, db, shop.id, { actor, what: 'findings-shown', subject: 'duplicates' });
    const pairs = proposed.flatMap(({ oneId, otherId, score, reasons }): DuplicatePair[] => {
      const [one, other] = [persons.get(oneId), persons.get(otherId)];
      const words = reasons.map((reason) => duplicateWords[reason]);
      return one && other ? [{ persons: [one, other], likelihood: likelihoodWords(score), reasons: words }] : [];
    });
    return { shop: pageShop(deps, shop), pairs, count };
  });
}

async function personOf(vault: Vault, db: Db, shopId: string, id: string, orders: number): Promise<DuplicatePerson> {
  const profile = await db.profile.findUniqueOrThrow({ where: { shopId_id: { shopId, id } } });
  const { primaryAddressId, city, countryCode } = profile;
  const who = primaryAddressId ? await openRecipient(vault, db, shopId, primaryAddressId) : null;
  const phones = await phonesOf(vault, db, shopId, id);
  return {
    ...{ id, orders, phones: phones.map(({ phone }) => phone), email: who?.email ?? null },
    name: [who?.firstName, who?.lastName].filter(Boolean).join(' ') || null,
    place: [city, countryCode].filter(Boolean).join(', ') || null,
    lastSeenAt: profile.lastSeenAt.toISOString(),
  };
}
