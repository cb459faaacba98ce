import type { EventType } from '~/capture/events/event';
import { after } from './times';
import type { PlantedPerson } from './planted-people';
import type { TestApp } from './test-app';

const DAY_MS = 86_400_000;

/** Writes planted people as rows of a shop, as of the tests' beginning; gives their profiles' ids in the same order. Needs the shop's wall around it. */
export async function storePlanted(app: TestApp, shopId: string, people: readonly PlantedPerson[]): Promise<string[]> {
  const { prisma } = app.db;
  const all = people.map(({ has }) => ({ id: app.ids.next(), of: (key: string) => has[key] ?? 0 }));
  const buyers = all.filter(({ of }) => of('orders') > 0);
  await prisma.profile.createMany({
    data: all.map(({ id, of }) => ({
      ...{ shopId, id, createdAt: ago(of('firstSeen')), lastSeenAt: ago(of('lastSeen')) },
      ...(of('consent') ? { primaryAddressId: id } : {}),
    })),
  });
  const reachable = all.filter(({ of }) => of('consent') > 0);
  await prisma.address.createMany({
    data: reachable.map(({ id }) => ({
      ...{ shopId, id, profileId: id, createdAt: after(0) },
      ...{ emailHash: Buffer.from(id), email: Buffer.from(id), salt: Buffer.from(id) },
    })),
  });
  await prisma.consentState.createMany({
    data: reachable.map(({ id }) => ({
      ...{ shopId, addressId: id, purpose: 'marketing', state: 'granted', entrySeq: 1n, since: after(0) },
    })),
  });
  await prisma.profileNumbers.createMany({
    data: buyers.map(({ id, of }) => ({
      ...{ shopId, profileId: id, orderCount: of('orders'), itemCount: of('items'), averageMinor: of('average') },
      ...{ grossMinor: of('spent'), refundedMinor: 0, netMinor: of('spent'), lastOrderAt: ago(of('lastOrder')) },
    })),
  });
  await prisma.profileTraits.createMany({
    data: buyers.map(({ id, of }) => ({
      ...{ shopId, profileId: id, typicalPriceMinor: of('price'), favourites: {}, countedAt: after(0) },
    })),
  });
  await prisma.order.createMany({ data: buyers.flatMap((one) => discountedOrders(app, shopId, one)) });
  await prisma.event.createMany({ data: all.flatMap((one) => eventsOf(app, shopId, one)) });
  return all.map(({ id }) => id);
}

/** In the middle of the day that was so many days ago. */
const ago = (days: number): Date => after(-(days + 0.5) * DAY_MS);

interface Stored {
  id: string;
  of: (key: string) => number;
}

const discountedOrders = (app: TestApp, shopId: string, { id, of }: Stored) =>
  Array.from({ length: of('discounted') }, () => ({
    ...{ shopId, id: app.ids.next(), name: '#1', profileId: id, currency: 'EUR', totalMinor: of('average') },
    ...{ discountCodes: ['LESS'], placedAt: ago(of('lastOrder')), sourceUpdatedAt: after(0) },
  }));

const counted: [key: string, type: EventType, daysAgo: number][] = [
  ['views30', 'product_viewed', 3],
  ['searches90', 'search_submitted', 20],
  ['carts90', 'product_added_to_cart', 20],
  ['clicks90', 'email_clicked', 20],
];

/** Of views in 90 days those that are not among those in 30 came earlier. */
const eventsOf = (app: TestApp, shopId: string, { id, of }: Stored) => [
  ...counted.flatMap(([key, type, daysAgo]) =>
    some(app, { shopId, profileId: id, type, occurredAt: ago(daysAgo) }, of(key)),
  ),
  ...some(
    app,
    { shopId, profileId: id, type: 'product_viewed', occurredAt: ago(60) },
    Math.max(0, of('views90') - of('views30')),
  ),
];

const some = (
  app: TestApp,
  event: { shopId: string; profileId: string; type: EventType; occurredAt: Date },
  count: number,
) =>
  Array.from({ length: count }, () => {
    const id = app.ids.next();
    return { ...event, id, dedupeKey: id, recordedAt: after(0), source: 'test', properties: {} };
  });
