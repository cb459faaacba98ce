import type { Prisma } from '@prisma/client';
import { withShop } from '~/platform/db/db.server';
import type { TestApp } from '../factories/test-app';
import { createShop, type TestShop } from '../factories/shops';
import type { Crowd, Someone } from './people-and-rules';

/** Writes a crowd as rows of a new shop: what its people's facts say follows from the rows. */
export async function storeCrowd(app: TestApp, { people, goods, moment }: Crowd): Promise<TestShop> {
  const shop = await createShop(app);
  const shopId = shop.id;
  const { prisma } = app.db;
  const at = moment.at;
  await withShop(shopId, async () => {
    await prisma.product.createMany({
      data: [...goods].map(([id, each]) => ({
        ...{ shopId, id, handle: id, title: id, vendor: each.vendor, productType: each.productType },
        ...{ tags: [...each.tags], collectionIds: [...each.collectionIds], status: 'ACTIVE', isPublished: true },
        ...{ createdAt: at, sourceUpdatedAt: at },
      })),
    });
    await prisma.profile.createMany({ data: people.map((one) => profileOf(shopId, one)) });
    const addressed = people.filter(({ rows }) => rows.hasAddress);
    await prisma.address.createMany({
      data: addressed.map(({ person: { id } }) => ({
        ...{ shopId, id, profileId: id, createdAt: at },
        ...{ emailHash: Buffer.from(id), email: Buffer.from(id), salt: Buffer.from(id) },
      })),
    });
    await prisma.consentState.createMany({
      data: addressed.flatMap(({ person: { id }, rows: { consent } }) =>
        consent ? [{ shopId, addressId: id, purpose: 'marketing', entrySeq: 1n, ...consent }] : [],
      ),
    });
    await prisma.profileNumbers.createMany({ data: people.flatMap((one) => numbersOf(shopId, one)) });
    await prisma.profileTraits.createMany({ data: people.flatMap((one) => traitsOf(shopId, one, at)) });
    await prisma.cart.createMany({ data: people.flatMap((one) => cartOf(shopId, one)) });
    const customers = people.filter(({ rows }) => rows.isCustomer);
    await prisma.shopifyCustomer.createMany({
      data: customers.map(({ person: { id }, rows: { tags } }) => ({ shopId, customerId: id, tags })),
    });
    await prisma.identity.createMany({
      data: customers.map(({ person: { id } }) => ({
        ...{ shopId, kind: 'customer', value: id, profileId: id, evidence: 'test', linkedAt: at },
      })),
    });
    await prisma.shopifySegmentMember.createMany({
      data: customers.flatMap(({ person }) =>
        [...person.shopifySegments].map((segmentId) => ({ shopId, segmentId, customerId: person.id })),
      ),
    });
    await prisma.profileProperty.createMany({
      data: people.flatMap(({ person: { id, properties } }) =>
        Object.entries(properties).map(([key, value]) => ({
          ...{ shopId, originId: id, profileId: id, key, value, source: 'test', updatedAt: at },
        })),
      ),
    });
    await prisma.event.createMany({
      data: people.flatMap(({ person: { id, events } }) =>
        [...events.values()].flat().map(({ type, at: when, properties }) => ({
          ...{
            shopId,
            id: app.ids.next(),
            profileId: id,
            type,
            occurredAt: new Date(when),
            recordedAt: at,
            source: 'test',
          },
          ...{ dedupeKey: app.ids.next(), properties: properties as Prisma.InputJsonObject },
        })),
      ),
    });
  });
  return shop;
}

const profileOf = (shopId: string, { person: { id }, rows }: Someone) => ({
  ...{ shopId, id, primaryAddressId: rows.hasAddress ? id : null, locale: rows.locale, countryCode: rows.country },
  ...{ city: rows.city, birthday: rows.birthday },
  ...{ createdAt: new Date(rows.firstSeenAt), lastSeenAt: new Date(rows.lastSeenAt) },
});

function numbersOf(shopId: string, { person: { id }, rows: { numbers } }: Someone) {
  if (!numbers) return [];
  const { count, netMinor, items, firstAt, lastAt } = numbers;
  return {
    ...{ shopId, profileId: id, orderCount: count, grossMinor: netMinor, refundedMinor: 0, netMinor, itemCount: items },
    averageMinor: count > 0 ? Math.round(netMinor / count) : 0,
    firstOrderAt: firstAt && new Date(firstAt),
    lastOrderAt: lastAt && new Date(lastAt),
  };
}

function traitsOf(shopId: string, { person: { id }, rows: { traits } }: Someone, countedAt: Date) {
  if (!traits) return [];
  const productType = traits.types.map((value) => ({ value, share: 0.5 }));
  return {
    ...{ shopId, profileId: id, recency: traits.recency, usualDevice: traits.device, countedAt },
    favourites: { from: 1, productType, vendor: [], collection: [] },
  };
}

function cartOf(shopId: string, { person: { id }, rows: { cart } }: Someone) {
  if (!cart) return [];
  const changedAt = new Date(cart.linesChangedAt);
  return {
    ...{ shopId, token: id, profileId: id, createdAt: changedAt, linesChangedAt: changedAt },
    lines: [{ variantId: 'v', productId: 'p', quantity: cart.quantity, title: '', priceMinor: 100 }],
    completedAt: cart.isBought ? changedAt : null,
  };
}
