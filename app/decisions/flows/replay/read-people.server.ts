import type { ProductRequest } from '@prisma/client';
import type { ConsentStateName, Purpose } from '~/customers/consent/consent';
import { impossibleAmong } from '~/customers/data-quality/check-addresses.server';
import { preferencesOf } from '~/customers/preferences/mail-preferences.server';
import { NO_PREFERENCES } from '~/customers/preferences/preferences';
import { timeZoneOf } from '~/customers/profiles/time-zone';
import type { Db } from '~/platform/db/db.server';
import type { PastConsent, PastProperty, PastRequest, Wishes } from './past';

type Ids = readonly string[];

/** To which address each is written to, and by whose clock they live. */
export async function readProfiles(
  db: Db,
  shopId: string,
  ids: Ids,
): Promise<Map<string, { addressId: string | null; zone: string | null }>> {
  const rows = await db.profile.findMany({
    where: { shopId, id: { in: [...ids] } },
    select: { id: true, primaryAddressId: true, countryCode: true, regionCode: true },
  });
  return new Map(
    rows.map(({ id, primaryAddressId, ...place }) => [id, { addressId: primaryAddressId, zone: timeZoneOf(place) }]),
  );
}

interface KnownAddress {
  since: number;
  isImpossible: boolean;
  wishes: Wishes;
}

export async function readAddresses(db: Db, shopId: string, ids: Ids): Promise<Map<string, KnownAddress>> {
  const where = { shopId, id: { in: [...ids] } };
  const rows = await db.address.findMany({ where, select: { id: true, createdAt: true, toldAt: true } });
  const impossible = await impossibleAmong(db, shopId, ids);
  const wishes = await preferencesOf(db, shopId, ids);
  return new Map(
    rows.map(({ id, createdAt, toldAt }) => [
      id,
      {
        since: Math.min(createdAt.getTime(), (toldAt ?? createdAt).getTime()),
        isImpossible: impossible.has(id),
        wishes: wishes.get(id) ?? NO_PREFERENCES,
      },
    ]),
  );
}

/** What was said of each address about some purpose, by its id. */
export async function readConsents(
  db: Db,
  shopId: string,
  addressIds: Ids,
  purpose: Purpose,
): Promise<Map<string, PastConsent[]>> {
  const rows = await db.consentEntry.findMany({
    where: { shopId, addressId: { in: [...addressIds] }, purpose },
    select: { addressId: true, seq: true, state: true, source: true, occurredAt: true, recordedAt: true },
    orderBy: { seq: 'asc' },
  });
  return grouped(rows, ({ addressId, state, recordedAt, ...entry }) => [
    addressId,
    {
      ...entry,
      state: state as ConsentStateName,
      knownAt: knownAt(entry.occurredAt, recordedAt),
    },
  ]);
}

export async function readProperties(
  db: Db,
  shopId: string,
  ids: Ids,
  keys: Ids,
): Promise<Map<string, PastProperty[]>> {
  if (keys.length === 0) return new Map();
  const rows = await db.profileProperty.findMany({
    where: { shopId, profileId: { in: [...ids] }, key: { in: [...keys] } },
    orderBy: { updatedAt: 'asc' },
  });
  return grouped(rows, ({ profileId, key, value, source, updatedAt }) => [
    profileId,
    { key, source, value: value as PastProperty['value'], updatedAt: updatedAt.getTime() },
  ]);
}

/** Who asked by whichever of their addresses to be told when something is back: also what was answered, taken back or lapsed since. */
export async function readRequests(db: Db, shopId: string, ids: Ids): Promise<Map<string, PastRequest[]>> {
  const rows = await db.$queryRaw<(ProductRequest & { profileId: string })[]>`
    SELECT r.*, a."profileId" FROM product_requests r JOIN addresses a ON a."shopId" = r."shopId" AND a."id" = r."addressId"
    WHERE r."shopId" = ${shopId}::uuid AND a."profileId" = ANY(${[...ids]}::uuid[]) ORDER BY r."askedAt"`;
  return grouped(rows, ({ profileId, variantId, productId, askedAt, endedAt, expiresAt }) => [
    profileId,
    {
      ...{ variantId, productId, askedAt: askedAt.getTime() },
      until: Math.min(endedAt?.getTime() ?? Infinity, expiresAt.getTime()),
    },
  ]);
}

/** The segments each is in now. */
export async function readSegments(db: Db, shopId: string, ids: Ids): Promise<Map<string, Set<string>>> {
  const where = { shopId, profileId: { in: [...ids] } };
  const rows = await db.segmentMember.findMany({ where, select: { profileId: true, segmentId: true } });
  const lists = grouped(rows, ({ profileId, segmentId }) => [profileId, segmentId]);
  return new Map([...lists].map(([id, list]) => [id, new Set(list)]));
}

const DAY_MS = 86_400_000;

/**
 * When something became known, in ms: when it was recorded. What was recorded more than a day late came with a file or a first sync, and counts as if it had
 * been told when it happened.
 */
export function knownAt(occurredAt: Date, recordedAt: Date): number {
  const late = recordedAt.getTime() - occurredAt.getTime();
  return late > 0 && late <= DAY_MS ? recordedAt.getTime() : occurredAt.getTime();
}

/** Rows in lists, by what each belongs to. */
export function grouped<Row, T>(rows: readonly Row[], read: (row: Row) => [string, T]): Map<string, T[]> {
  const lists = new Map<string, T[]>();
  for (const row of rows) {
    const [owner, item] = read(row);
    const list = lists.get(owner);
    if (list) list.push(item);
    else lists.set(owner, [item]);
  }
  return lists;
}
