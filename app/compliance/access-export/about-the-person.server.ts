import { phonesOf } from '~/customers/profiles/phone-vault.server';
import { propertiesOf } from '~/customers/profiles/set-properties.server';
import type { Vault } from '~/platform/crypto/vault.server';
import { addressIdsOf, few, type CopyOf } from './section';

const open = (vault: Vault, shopId: string, sealed: Uint8Array | null): string | null =>
  sealed && vault.open(sealed, shopId);

const person = few('person', async ({ db, shopId, all }) => {
  const rows = await db.profile.findMany({ where: { shopId, id: { in: all } }, orderBy: { id: 'asc' } });
  return rows.map(({ primaryAddressId: _address, splits: _splits, ownTraits: _own, shopId: _shop, ...row }) => row);
});

const addresses = few('addresses', async ({ db, vault, shopId, present }) => {
  const rows = await db.address.findMany({ where: { shopId, profileId: { in: present } }, orderBy: { id: 'asc' } });
  return rows.map(({ id, email, firstName, lastName, toldAt, createdAt }) => ({
    ...{ id, email: vault.open(email, shopId), toldAt, createdAt },
    ...{ firstName: open(vault, shopId, firstName), lastName: open(vault, shopId, lastName) },
  }));
});

const phones = few('phones', async ({ db, vault, shopId, present }) => {
  const known = await Promise.all(present.map((id) => phonesOf(vault, db, shopId, id)));
  return known.flat();
});

/** Ids of addresses and phones are keyed hashes here: an address stands in its place, and a number among the phones. */
const identities = few('identities', async ({ db, vault, shopId, present, all }) => {
  const known = await db.address.findMany({ where: { shopId, profileId: { in: present } } });
  const emails = new Map(known.map((row) => [hex(row.emailHash), vault.open(row.email, shopId)]));
  const shown = (kind: string, value: string) =>
    kind === 'email' ? (emails.get(value) ?? 'an address of theirs') : kind === 'phone' ? 'a phone of theirs' : value;
  const links = await db.identityLink.findMany({
    where: { shopId, profileId: { in: all } },
    orderBy: [{ linkedAt: 'asc' }, { id: 'asc' }],
  });
  return links.map(({ kind, value, rule, evidence, linkedAt }) => ({
    ...{ kind, value: shown(kind, value), rule, evidence, linkedAt },
  }));
});

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const properties = few('properties', async ({ db, shopId, present }) => {
  const known = await Promise.all(present.map((id) => propertiesOf(db, shopId, id)));
  return known.flat();
});

/** How something was written before it was brought to its form. */
const cleanings = few('cleanings', async ({ db, vault, shopId, present }) => {
  const rows = await db.cleaning.findMany({
    where: { shopId, profileId: { in: present } },
    orderBy: { toldAt: 'asc' },
  });
  return rows.map(({ field, rule, before, after, evidence, toldAt }) => ({
    ...{ field, rule, evidence, toldAt, before: vault.open(before, shopId), after: open(vault, shopId, after) },
  }));
});

const shopifyCustomers = few('shopifyCustomers', async (of) => {
  const rows = await of.db.shopifyCustomer.findMany({
    where: { shopId: of.shopId, customerId: { in: await customerIdsOf(of) } },
    orderBy: { customerId: 'asc' },
  });
  return rows.map(({ shopId: _shop, ...row }) => row);
});

async function customerIdsOf({ db, shopId, present }: CopyOf): Promise<string[]> {
  const rows = await db.identity.findMany({ where: { shopId, kind: 'customer', profileId: { in: present } } });
  return rows.map(({ value }) => value);
}

const numbers = few('numbers', async ({ db, shopId, present }) => {
  const rows = await db.profileNumbers.findMany({ where: { shopId, profileId: { in: present } } });
  return rows.map(({ shopId: _shop, profileId: _profile, ...row }) => row);
});

const traits = few('traits', async ({ db, shopId, present }) => {
  const rows = await db.profileTraits.findMany({ where: { shopId, profileId: { in: present } } });
  return rows.map(({ shopId: _shop, profileId: _profile, ...row }) => row);
});

/** What is known of their addresses beside whose they are. */
const addressChecks = few('addressChecks', async (of) => {
  const { db, vault, shopId } = of;
  const where = { shopId, addressId: { in: await addressIdsOf(of) } };
  const rows = await db.addressCheck.findMany({ where, orderBy: { addressId: 'asc' } });
  return rows.map(({ addressId, state, traits, meant, checkedAt, dueAt }) => ({
    ...{ addressId, state, traits, meant: open(vault, shopId, meant), checkedAt, dueAt },
  }));
});

/** That they may be one with somebody else, and why; with whom is the other one's. */
const likenesses = few('likenesses', async ({ db, shopId, present }) => {
  const rows = await db.duplicateProposal.findMany({
    where: { shopId, OR: [{ oneId: { in: present } }, { otherId: { in: present } }] },
    orderBy: [{ foundAt: 'asc' }, { oneId: 'asc' }, { otherId: 'asc' }],
  });
  return rows.map(({ score, reasons, foundAt }) => ({ score, reasons, foundAt }));
});

/** Programs of somebody else's that were asked about them. */
const enquiries = few('enquiries', async (of) => {
  const rows = await of.db.addressEnquiry.findMany({
    where: { shopId: of.shopId, addressId: { in: await addressIdsOf(of) } },
    orderBy: [{ addressId: 'asc' }, { source: 'asc' }],
  });
  return rows.map(({ shopId: _shop, ...row }) => row);
});

/** The groups they are counted among by rules and by likeness, as the merchant calls them. */
const groups = few('groups', async ({ db, shopId, present }) => {
  const where = { shopId, profileId: { in: present } };
  const segments = await db.segmentMember.findMany({
    where,
    orderBy: [{ since: 'asc' }, { segmentId: 'asc' }],
    include: { segment: { select: { name: true } } },
  });
  const clusters = await db.clusterMember.findMany({
    where,
    orderBy: { clusterId: 'asc' },
    include: { cluster: { select: { name: true } } },
  });
  return [
    ...segments.map(({ since, segment: { name } }) => ({ kind: 'segment', name, since })),
    ...clusters.map(({ cluster: { name } }) => ({ kind: 'likeness', name, since: null })),
  ];
});

/** Whom else was told of these groups: what stands in Shopify by us, and what programs of the merchant's were told in the last 30 days. */
const groupsToldElsewhere = few('groupsToldElsewhere', async ({ db, vault, shopId, present, all }) => {
  const customers = await db.identity.findMany({ where: { shopId, profileId: { in: present }, kind: 'customer' } });
  const tellings = await db.segmentTelling.findMany({
    where: { shopId, customerId: { in: customers.map(({ value }) => value) } },
    orderBy: { customerId: 'asc' },
  });
  const messages = await db.webhookMessage.findMany({
    where: { shopId, profileId: { in: all } },
    orderBy: { seq: 'asc' },
    include: { endpoint: { select: { url: true } } },
  });
  return [
    ...tellings.map(({ tags, handles, toldAt }) => ({ to: 'Shopify', toldAt, said: { tags, handles } })),
    ...messages.map(({ body, status, triedAt, endpoint }) => ({
      ...{ to: new URL(endpoint.url).host, toldAt: status === 'delivered' ? triedAt : null },
      said: body ? (JSON.parse(vault.open(body, shopId)) as unknown) : null,
    })),
  ];
});

/** Who the person is. */
export const aboutThePerson = [
  ...[person, addresses, addressChecks, phones, cleanings, identities, properties, shopifyCustomers],
  ...[numbers, traits, enquiries, likenesses, groups, groupsToldElsewhere],
];
