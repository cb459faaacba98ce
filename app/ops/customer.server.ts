import type { Identity, Profile, Shop } from '@prisma/client';
import { z } from 'zod';
import { NO_CONSENT } from '~/customers/consent/consent';
import { isHeld } from '~/customers/consent/consent-holds.server';
import { consentOf } from '~/customers/consent/ledger.server';
import { maySell } from '~/customers/consent/may-sell.server';
import { traitsOf } from '~/customers/enrichment/traits-of.server';
import { presentProfile } from '~/customers/profiles/profile-tree.server';
import { propertiesOf } from '~/customers/profiles/set-properties.server';
import { mailabilityWords, type Mailability } from '~/decisions/explanations/consent-words';
import { traitWords, type TraitWords } from '~/decisions/explanations/trait-words';
import type { SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { consentHistory, type ConsentProof } from './consent-proof.server';
import { emailsByHash, identitiesOf, type ShownIdentity } from './customer-identities.server';
import { mergesOf, type ShownMerge } from './customer-merges.server';
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
  about: About;
  purchases: Purchases;
  /** What they are like; empty where too little is known. */
  traits: TraitWords[];
  mailability: { state: Mailability; sentence: string; proofs: ConsentProof[] };
  /** They do not want what is known of them sold or shared. */
  refusesSale: boolean;
  /** Machine time when the page was made: links and merges are told by it. */
  machineNow: string;
  /** How this person is recognised, the surest first. */
  identities: ShownIdentity[];
  merges: ShownMerge[];
  properties: { key: string; value: string; source: string; at: string }[];
  carts: OpenCart[];
  orders: PastOrder[];
  next: WhatNext;
  timeline: Timeline;
}

interface About {
  firstSeenAt: string;
  lastSeenAt: string;
  country: string | null;
  /** `Munich, BY` */
  place: string | null;
  language: string | null;
  birthday: string | null;
}

export type CustomerDeps = PageDeps & { systemClock: SystemClock };

/** Everything about one person. `moved` for somebody who turned out to be another; `missing` for who is not this shop's, or was erased. */
export function customerPage(
  deps: CustomerDeps,
  shopDomain: string,
  rawId: string | undefined,
  search: URLSearchParams,
): Promise<CustomerPage | { kind: 'moved'; profileId: string } | { kind: 'missing' }> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const id = z.uuid().safeParse(rawId);
    const found = id.success ? await findPerson(db, shop.id, id.data) : null;
    if (!found) return { kind: 'missing' };
    if (found.mergedIntoId) return movedTo(db, shop.id, found.id);
    return personPage(deps, db, shop, found, search);
  });
}

type Person = Profile & { identities: Identity[]; addresses: { id: string; emailHash: Uint8Array }[] };

async function movedTo(
  db: Db,
  shopId: string,
  id: string,
): Promise<{ kind: 'moved'; profileId: string } | { kind: 'missing' }> {
  const profileId = await presentProfile(db, shopId, id);
  const present = profileId && (await findPerson(db, shopId, profileId));
  return present ? { kind: 'moved', profileId: present.id } : { kind: 'missing' };
}

/** Who has no way left of being recognised was erased. */
async function findPerson(db: Db, shopId: string, id: string): Promise<Person | null> {
  const person = await db.profile.findUnique({
    where: { shopId_id: { shopId, id } },
    include: { identities: true, addresses: { select: { id: true, emailHash: true } } },
  });
  const isSomebody =
    person && (person.identities.length > 0 || person.mergedIntoId || (await hasPhone(db, shopId, id)));
  return isSomebody ? person : null;
}

const hasPhone = async (db: Db, shopId: string, profileId: string): Promise<boolean> =>
  (await db.phone.count({ where: { shopId, profileId } })) > 0;

async function personPage(
  { vault, clock, systemClock }: CustomerDeps,
  db: Db,
  shop: Shop,
  person: Person,
  search: URLSearchParams,
): Promise<CustomerPage> {
  const { id, primaryAddressId } = person;
  const spoken = pageShop({ clock }, shop);
  const addressIds = person.addresses.map((address) => address.id);
  const opened = await openAddresses(vault, db, shop.id, addressIds);
  const [mailability, purchases, carts, orders, next, timeline, identities, merges, properties, sellable, traits] =
    await Promise.all([
      mailabilityOf(db, spoken, person, addressIds),
      purchasesOf(db, shop, [id]),
      cartsNow(db, shop.id, id),
      newestOrders(db, shop.id, id),
      whatComesNext(db, spoken, shop.id, id),
      timelineOf(db, spoken, shop.id, id, search),
      identitiesOf(vault, db, person, opened),
      mergesOf(db, shop.id, id, emailsByHash(person, opened)),
      propertiesOf(db, shop.id, id),
      maySell(db, shop.id, id),
      traitsOf(db, shop.id, id),
    ]);
  return {
    ...{ kind: 'found', shop: spoken, id, mailability, carts, orders, next, timeline, identities, merges },
    refusesSale: !sellable,
    traits: traitWords(traits, spoken),
    machineNow: systemClock.now().toISOString(),
    who: opened.get(primaryAddressId ?? '') ?? null,
    about: aboutOf(person),
    purchases: purchases.get(id) ?? { orders: 0, spentMinor: 0 },
    properties: properties.map(({ key, value, source, updatedAt }) => ({
      ...{ key, source, value: String(value) },
      at: updatedAt.toISOString(),
    })),
  };
}

const aboutOf = (person: Profile): About => ({
  firstSeenAt: person.createdAt.toISOString(),
  lastSeenAt: person.lastSeenAt.toISOString(),
  country: nameOf('region', person.countryCode),
  place: [person.city, person.regionCode].filter(Boolean).join(', ') || null,
  language: nameOf('language', person.locale),
  birthday: person.birthday,
});

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
