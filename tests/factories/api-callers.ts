import type { ApiScope } from '~/ops/api-scopes';
import { makeApiKey } from '~/ops/api-key';
import { apiScopes } from '~/ops/api-scopes';
import { withShop } from '~/platform/db/db.server';
import type { TestApp } from './test-app';

export interface TestKey {
  key: string;
  id: string;
  bearer: { Authorization: string };
}

/** A key of a shop, as its Settings make it; of all scopes, where a test names none. */
export async function makeTestKey(
  { db, ids, clock }: TestApp,
  shopId: string,
  scopes: readonly ApiScope[] = apiScopes,
): Promise<TestKey> {
  const { key, prefix, hash } = makeApiKey(shopId);
  const id = ids.next();
  const row = { shopId, id, name: 'Test', prefix, hash, scopes: [...scopes], createdAt: clock.now() };
  await withShop(shopId, () => db.prisma.apiKey.create({ data: row }));
  return { key, id, bearer: { Authorization: `Bearer ${key}` } };
}

export const basicOf = (key: string): { Authorization: string } => ({
  Authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
});

/** Everything a profile did, the oldest first. */
export const eventsOf = ({ db }: TestApp, shopId: string) =>
  withShop(shopId, () =>
    db.prisma.event.findMany({
      where: { shopId },
      orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
      select: { type: true, profileId: true, occurredAt: true, source: true, properties: true },
    }),
  );
