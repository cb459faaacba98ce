import type { PropertyValue } from '~/capture/events/person-report';
import type { Db } from '~/platform/db/db.server';
import { MOST_PROPERTIES, propertyProblem, propertyProblemWords, type PropertyProblem } from './properties';
import type { ToldOf } from './told-of.server';

export type Properties = Record<string, PropertyValue>;

export interface PropertyTelling extends ToldOf {
  properties: Properties;
  /** Who says so: `shopify`, `import`, `api`, a form's name. */
  source: string;
  at: Date;
}

export type SetProperties = { kind: 'set' } | { kind: 'refused'; problems: PropertyProblem[]; words: string[] };

/**
 * Sets custom properties of a person; null takes one away. Of each the newest by `at` stays, whatever the order in which they are told. All or
 * none: where one of them breaks a limit nothing is set, and the words say which and why.
 */
export async function setProperties(
  db: Db,
  shopId: string,
  profileId: string,
  properties: Properties,
  { source, at, originId = profileId }: { source: string; at: Date; originId?: string },
): Promise<SetProperties> {
  const problems = Object.entries(properties).flatMap(([key, value]) => propertyProblem(key, value) ?? []);
  const count = problems.length ? 0 : await countAfter(db, shopId, originId, properties);
  if (count > MOST_PROPERTIES) problems.push({ code: 'too-many', count });
  if (problems.length) return { kind: 'refused', problems, words: problems.map(propertyProblemWords) };
  await keepProperties(db, shopId, [{ profileId, originId, properties, source, at }]);
  return { kind: 'set' };
}

async function countAfter(db: Db, shopId: string, originId: string, properties: Properties): Promise<number> {
  const known = await db.$queryRaw<{ key: string }[]>`
    SELECT "key" FROM profile_properties
    WHERE "shopId" = ${shopId}::uuid AND "originId" = ${originId}::uuid AND "value" <> 'null'::jsonb`;
  const keys = new Set(known.map(({ key }) => key));
  for (const [key, value] of Object.entries(properties)) {
    if (value === null) keys.delete(key);
    else keys.add(key);
  }
  return keys.size;
}

/**
 * Sets what reports tell of many persons in one statement. A report is not refused for a property that breaks a limit: that one is left out,
 * and beyond the most a person may have the first by name stay.
 */
export async function keepProperties(db: Db, shopId: string, tellings: PropertyTelling[]): Promise<void> {
  const rows = new Map<
    string,
    { profileId: string; originId: string; key: string; value: PropertyValue; source: string; at: Date }
  >();
  for (const { properties, at, source, profileId, originId } of tellings) {
    const fitting = Object.entries(properties).filter(([key, value]) => !propertyProblem(key, value));
    for (const [key, value] of fitting.sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, MOST_PROPERTIES)) {
      const known = rows.get(`${originId} ${key}`);
      if (!known || known.at <= at) rows.set(`${originId} ${key}`, { profileId, originId, key, value, source, at });
    }
  }
  if (!rows.size) return;
  await db.$executeRaw`
    INSERT INTO profile_properties ("shopId", "profileId", "originId", "key", "value", "source", "updatedAt")
    SELECT ${shopId}::uuid, r."profileId", r."originId", r."key", COALESCE(r."value", 'null'::jsonb), r."source", r."at"
    FROM jsonb_to_recordset(${JSON.stringify([...rows.values()])}::jsonb)
      AS r("profileId" uuid, "originId" uuid, "key" text, "value" jsonb, "source" text, "at" timestamptz)
    ON CONFLICT ("shopId", "originId", "key") DO UPDATE
    SET "value" = EXCLUDED."value", "source" = EXCLUDED."source", "updatedAt" = EXCLUDED."updatedAt"
    WHERE profile_properties."updatedAt" < EXCLUDED."updatedAt"
      OR (profile_properties."updatedAt" = EXCLUDED."updatedAt" AND profile_properties."value"::text < EXCLUDED."value"::text)`;
}

export interface KnownProperty {
  key: string;
  value: Exclude<PropertyValue, null>;
  source: string;
  updatedAt: Date;
}

/** A person's properties by name: of those that absorbed profiles brought, too, the newest. */
export async function propertiesOf(db: Db, shopId: string, profileId: string): Promise<KnownProperty[]> {
  const rows = await db.$queryRaw<(Omit<KnownProperty, 'value'> & { value: PropertyValue })[]>`
    SELECT DISTINCT ON ("key") "key", "value", "source", "updatedAt" FROM profile_properties
    WHERE "shopId" = ${shopId}::uuid AND "profileId" = ${profileId}::uuid
    ORDER BY "key", "updatedAt" DESC, "value"::text DESC`;
  return rows.flatMap(({ value, ...row }) => (value === null ? [] : [{ ...row, value }]));
}
