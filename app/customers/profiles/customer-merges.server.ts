import type { CustomerMergeReport, Identifier } from '~/capture/events/reports';
import type { Db } from '~/platform/db/db.server';
import { findMatches } from './find-matches.server';
import type { Identified, IdentifyDeps } from './identified';
import { linkIdentities } from './link-identities.server';
import { mergeProfiles } from './merge-profiles.server';
import { lockIdentities, separatedPairs } from './profile-tree.server';

/**
 * Follows Shopify: two of its customers are one. What it says is kept, so that it holds also for customers nobody here knows yet, in whatever
 * order merges and customers are told. Returns who they are now, for the other stages to move what they hold; null while nobody knows either.
 */
export async function mergeCustomers(
  deps: IdentifyDeps,
  tx: Db,
  shopId: string,
  { keptCustomerId, absorbedCustomerId, occurredAt: mergedAt, evidence }: CustomerMergeReport & { evidence: string },
): Promise<Identified | null> {
  await lockIdentities(tx, shopId);
  const row = { shopId, keptCustomerId, absorbedCustomerId, evidence, mergedAt };
  await tx.customerMerge.createMany({ data: [row], skipDuplicates: true });
  const ids = await sameCustomers(tx, shopId, [keptCustomerId]);
  const identifiers = ids.map((value): Identifier => ({ kind: 'customer', value }));
  const matches = await findMatches(tx, shopId, identifiers);
  const kept = await keptOf(tx, shopId, keptCustomerId);
  const survivor = matches.find(({ identifier }) => identifier.value === kept) ?? matches[0];
  if (!survivor) return null;
  const { profileId } = survivor.candidate;
  const others = new Set(matches.map(({ candidate }) => candidate.profileId));
  others.delete(profileId);
  const separated = await separatedPairs(tx, shopId, [profileId, ...others]);
  const mergedFrom = [...others].filter((from) => !separated.has(`${profileId} ${from}`));
  for (const from of mergedFrom)
    await mergeProfiles(deps, tx, shopId, { from, into: profileId, rule: 'customer-merge', evidence });
  const unknown = identifiers.filter(({ value }) => !matches.some(({ identifier }) => identifier.value === value));
  const link = { profileId, originId: survivor.originId, rule: 'customer-merge' as const, evidence };
  await linkIdentities(
    deps,
    tx,
    shopId,
    unknown.map((identifier) => ({ ...link, identifier })),
  );
  return { profileId, originId: survivor.originId, mergedFrom };
}

/** Customers that Shopify says are the same as one that a report names and that nobody knows yet. */
export async function mergedCustomers(db: Db, shopId: string, identifiers: Identifier[]): Promise<Identifier[]> {
  const customer = identifiers.find(({ kind }) => kind === 'customer');
  if (!customer) return [];
  const { value } = customer;
  const known = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM identities WHERE "shopId" = ${shopId}::uuid AND "kind" = 'customer' AND "value" = ${value}`;
  if (known.length) return [];
  const ids = await sameCustomers(db, shopId, [value]);
  return ids.filter((id) => id !== value).map((id): Identifier => ({ kind: 'customer', value: id }));
}

/** All ids of the customers that merges have made one, whichever of them is asked for; themselves among them. */
export async function sameCustomers(db: Db, shopId: string, customerIds: string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE same AS (
      SELECT unnest(${customerIds}::text[]) AS "id"
      UNION SELECT CASE WHEN m."keptCustomerId" = s."id" THEN m."absorbedCustomerId" ELSE m."keptCustomerId" END
      FROM same s JOIN customer_merges m ON s."id" IN (m."keptCustomerId", m."absorbedCustomerId")
      WHERE m."shopId" = ${shopId}::uuid)
    SELECT "id" FROM same`;
  return rows.map(({ id }) => id);
}

/** The customer that is left after all merges. */
async function keptOf(db: Db, shopId: string, customerId: string): Promise<string> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE kept AS (
      SELECT ${customerId}::text AS "id", 0 AS "height"
      UNION ALL SELECT m."keptCustomerId", k."height" + 1 FROM kept k JOIN customer_merges m ON m."absorbedCustomerId" = k."id"
      WHERE m."shopId" = ${shopId}::uuid AND k."height" < 50)
    SELECT "id" FROM kept ORDER BY "height" DESC LIMIT 1`;
  return rows[0]?.id ?? customerId;
}
