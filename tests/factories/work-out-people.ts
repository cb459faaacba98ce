import { checkAddresses } from '~/customers/data-quality/check-addresses.server';
import { findDuplicates } from '~/customers/data-quality/find-duplicates.server';
import type { EnrichmentSource } from '~/customers/enrichment/enrichment-source';
import { enrichProfiles } from '~/customers/enrichment/enrich-profiles.server';
import { rebuildTraits } from '~/customers/enrichment/rebuild-traits.server';
import { advanceSegments } from '~/customers/segments/advance-segments.server';
import { saveSegment } from '~/customers/segments/save-segment.server';
import { storeClusters } from '~/learning/clusters/store-clusters.server';
import { word } from './marked-person';
import type { TestApp } from './test-app';

/** A program of somebody else's that knows of each marked person what they like to do. */
const knowsHobbies: EnrichmentSource = {
  name: 'who-is-who',
  ask(email) {
    const name = /^[a-z]+/.exec(email)?.[0] ?? '';
    return Promise.resolve({ kind: 'known', properties: { hobby: word({ name, number: 0 }, 'hobby') } });
  },
};

const takesMail = { ask: () => Promise.resolve('takes-mail' as const) };

/** What jobs work out of everybody: which addresses are doubtful, what people are like, what others know of them, and who may be one. */
export async function workOutPeople(app: TestApp, shopId: string): Promise<void> {
  await checkAddresses({ ...app, addressValidator: takesMail }, shopId);
  await enrichProfiles({ ...app, enrichmentSource: knowsHobbies }, shopId);
  await findDuplicates(app, shopId);
}

/** Something changes what these people were like without its being told, and the nightly count finds it. */
export async function findDrift(app: TestApp, shopId: string, profileIds: string[]): Promise<void> {
  const where = { shopId, profileId: { in: profileIds } };
  await app.db.prisma.profileTraits.updateMany({ where, data: { usualDevice: 'tablet' } });
  await rebuildTraits(app, shopId);
}

/** A run finds that these people are one group: two would be too few to be looked at. */
export async function fallIntoOneCluster(app: TestApp, shopId: string, profileIds: string[]): Promise<void> {
  const found = { id: app.ids.next(), algorithm: 'k-means', number: 0, name: 'Like each other' } as const;
  const cluster = { ...found, traits: [], centre: {}, rule: null, fidelity: null, members: profileIds };
  const scatter = { points: [], explained: 0, numbers: {} };
  await storeClusters(app, shopId, {
    ...{ people: profileIds.length, countries: [], chosen: null, figures: [], scatter, clusters: [cluster] },
  });
}

/** These people are in a segment of ours and in one of Shopify's, and something changed of them since somebody looked. */
export async function fallIntoSegments(app: TestApp, shopId: string, profileIds: string[]): Promise<void> {
  const { prisma } = app.db;
  const rule = { kind: 'fact', fact: 'profile.hasAddress', is: 'is', value: true } as const;
  await app.db.transaction((tx) => saveSegment(app, tx, shopId, { name: 'With an address', rule }));
  await advanceSegments(app, shopId, () => Promise.resolve());
  const customers = await prisma.identity.findMany({ where: { kind: 'customer', profileId: { in: profileIds } } });
  const segmentId = 'gid://shopify/Segment/1';
  await prisma.shopifySegmentMember.createMany({
    data: customers.map(({ value: customerId }) => ({ shopId, segmentId, customerId })),
  });
  const told = customers.map(({ value: customerId }) => ({ shopId, customerId, tags: ['With an address'] }));
  await prisma.segmentTelling.createMany({ data: told });
  await prisma.segmentTellingDue.createMany({ data: told.map(({ customerId }) => ({ shopId, customerId })) });
  await hearOf(app, shopId, profileIds);
  const due = { shopId, cause: 'p', dueAt: app.clock.now() };
  await prisma.segmentDue.createMany({ data: profileIds.map((profileId) => ({ ...due, profileId })) });
}

/** A program of the merchant's was told of these people by a webhook, with all that one may say. */
async function hearOf(app: TestApp, shopId: string, profileIds: string[]): Promise<void> {
  const { prisma } = app.db;
  const [endpointId, now] = [app.ids.next(), app.clock.now()];
  const secret = app.vault.seal('whsec_', shopId);
  const endpoint = {
    shopId,
    id: endpointId,
    url: 'https://receiver.example/',
    secret,
    createdAt: now,
    createdBy: 'test',
  };
  await prisma.webhookEndpoint.create({ data: endpoint });
  const what = { kind: 'segment.entered', cause: 'p', segmentId: app.ids.next(), status: 'delivered' };
  for (const profileId of profileIds) {
    const { value } = await prisma.identity.findFirstOrThrow({ where: { shopId, profileId, kind: 'customer' } });
    const body = app.vault.seal(JSON.stringify({ profile: { shopifyCustomerId: value } }), shopId);
    const when = { occurredAt: now, notedAt: now, dueAt: now };
    await prisma.webhookMessage.create({
      data: { shopId, endpointId, id: app.ids.next(), profileId, body, ...what, ...when },
    });
  }
}
