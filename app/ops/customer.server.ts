import type { Identity, Profile, Shop } from '@prisma/client';
import { z } from 'zod';
import { NO_CONSENT } from '~/customers/consent/consent';
import { isHeld } from '~/customers/consent/consent-holds.server';
import { consentOf } from '~/customers/consent/ledger.server';
import { mailabilityWords, type Mailability } from '~/decisions/explanations/consent-words';
import { identityWords } from '~/decisions/explanations/identity-words';
import type { Db } from '~/platform/db/db.server';
import { consentHistory, type ConsentProof } from './consent-proof.server';
import { whatComesNext, type WhatNext } from './customer-next.server';
import { cartsNow, newestOrders, type OpenCart, type PastOrder } from './customer-shopping.server';
import { openAddresses, type Who } from './people.server';
import { purchasesOf, type Purchases } from './purchases.server';
import { inShop, pageShop, type PageDeps, type PageShop } from './shop-context.server';
import { timelineOf, type Timeline } from './timeline.server';

export interface CustomerPage {
  kind: 'found';
  shop: PageShop;
  id: string;
  who: Who | null;
  about: { firstSeenAt: string; lastSeenAt: string; country: string | null; language: string | null };
  purchases: Purchases;
  mailability: { state: Mailability; sentence: string; proofs: ConsentProof[] };
  /** How this person is recognised, the surest first. */
  identities: { what: string; value: string; how: string }[];
  carts: OpenCart[];
  orders: PastOrder[];
  next: WhatNext;
  timeline: Timeline;
}

/** Everything about one person. `missing` for somebody who is not this shop's, who became another profile, or who was erased. */
export function customerPage(
  deps: PageDeps,
  shopDomain: string,
  rawId: string | undefined,
  search: URLSearchParams,
): Promise<CustomerPage | { kind: 'missing' }> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const id = z.uuid().safeParse(rawId);
    const found = id.success ? await findPerson(db, shop.id, id.data) : null;
    if (!found) return { kind: 'missing' };
    return personPage(deps, db, shop, found, search);
  });
}

type Person = Profile & { identities: Identity[]; addresses: { id: string; emailHash: Uint8Array }[] };

/** Who has no way left of being recognised was erased. */
async function findPerson(db: Db, shopId: string, id: string): Promise<Person | null> {
  const person = await db.profile.findUnique({
    where: { shopId_id: { shopId, id } },
    include: { identities: true, addresses: { select: { id: true, emailHash: true } } },
  });
  return person?.identities.length ? person : null;
}

async function personPage(
  { vault, clock }: PageDeps,
  db: Db,
  shop: Shop,
  person: Person,
  search: URLSearchParams,
): Promise<CustomerPage> {
  const { id, primaryAddressId } = person;
  const spoken = pageShop({ clock }, shop);
  const addressIds = person.addresses.map((address) => address.id);
  const opened = await openAddresses(vault, db, shop.id, addressIds);
  const [mailability, purchases, carts, orders, next, timeline] = await Promise.all([
    mailabilityOf(db, spoken, person, addressIds),
    purchasesOf(db, shop, [id]),
    cartsNow(db, shop.id, id),
    newestOrders(db, shop.id, id),
    whatComesNext(db, spoken, shop.id, id),
    timelineOf(db, spoken, shop.id, id, search),
  ]);
  return {
    ...{ kind: 'found', shop: spoken, id, mailability, carts, orders, next, timeline },
    who: opened.get(primaryAddressId ?? '') ?? null,
    about: {
      firstSeenAt: person.createdAt.toISOString(),
      lastSeenAt: person.lastSeenAt.toISOString(),
      country: nameOf('region', person.countryCode),
      language: nameOf('language', person.locale),
    },
    purchases: purchases.get(id) ?? { orders: 0, spentMinor: 0 },
    identities: identitiesOf(person, opened),
  };
}

async function mailabilityOf(
  db: Db,
  spoken: PageShop,
  { shopId, primaryAddressId }: Profile,
  addressIds: string[],
): Promise<CustomerPage['mailability']> {
  const hasAddress = primaryAddressId !== null;
  const consent = hasAddress ? await consentOf(db, shopId, primaryAddressId, 'marketing') : NO_CONSENT;
  const facts = { hasAddress, consent, isHeld: hasAddress && (await isHeld(db, shopId, primaryAddressId)) };
  return {
    state: hasAddress ? consent.state : 'no-address',
    sentence: mailabilityWords(facts, spoken),
    proofs: await consentHistory(db, shopId, addressIds),
  };
}

/** `Germany`, `German`; what is no such code stands as it is. */
function nameOf(type: 'region' | 'language', code: string | null): string | null {
  if (!code || !/^[A-Za-z]{2}(-[A-Za-z]{2})?$/.test(code)) return code;
  return new Intl.DisplayNames('en', { type }).of(code) ?? code;
}

const SUREST_FIRST = ['customer', 'email', 'checkout', 'cart', 'visitor'];

/** An address's identity is its hash; it is shown as the address itself. */
function identitiesOf(person: Person, opened: Map<string, Who>): CustomerPage['identities'] {
  const emails = new Map(
    person.addresses.map(({ id, emailHash }) => [Buffer.from(emailHash).toString('hex'), opened.get(id)?.email]),
  );
  const rank = ({ kind }: Identity) => SUREST_FIRST.indexOf(kind);
  return [...person.identities]
    .sort((a, b) => rank(a) - rank(b) || b.linkedAt.getTime() - a.linkedAt.getTime())
    .map((identity) => {
      const words = identityWords(identity);
      return identity.kind === 'email' ? { ...words, value: emails.get(identity.value) ?? words.value } : words;
    });
}
