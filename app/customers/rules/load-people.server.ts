import { Prisma } from '@prisma/client';
import type { EventType } from '~/capture/events/event';
import type { Db } from '~/platform/db/db.server';
import type { FactRequest } from './evaluate';
import { isOfGoods, productsOf, type Goods, type Properties } from './event-fields';
import { factKeys, type FactKey, type FactValue } from './facts';
import { byType, type KnownPerson, type Moment, type PastEvent } from './known-person';
import type { EventChoice, Leaf, Window } from './rule';
import { spanOf } from './span';
import { factColumns, joinOf, type Source } from './sql/fact-sources.server';
import { IS_A_PERSON } from './sql/compile.server';

/** What has to be known of people, so that some requests can be answered of them. */
interface Needs {
  facts: ReadonlySet<FactKey>;
  properties: ReadonlySet<string>;
  /** Since when events of a type are wanted, in ms since 1970; -Infinity: ever. */
  events: ReadonlyMap<EventType, number>;
  /** Types of which more is asked than how many there are. */
  looksInside: ReadonlySet<EventType>;
  segments: boolean;
  shopifySegments: boolean;
}

/**
 * Those of some people who are anybody (not merged into somebody else, not erased), with all that some requests ask about: a statement for facts,
 * and one for properties, events, products and segments where they are asked for, however many people they are.
 */
export async function loadPeople(
  db: Db,
  shopId: string,
  ids: readonly string[],
  requests: readonly FactRequest[],
  moment: Moment,
): Promise<KnownPerson[]> {
  if (ids.length === 0) return [];
  const needs = needsOf(requests, moment);
  const facts = await readFacts(db, shopId, ids, needs.facts);
  const [properties, events, segments, shopifySegments] = await Promise.all([
    needs.properties.size ? readProperties(db, shopId, ids, [...needs.properties]) : NOBODY,
    needs.events.size ? readEvents(db, shopId, ids, needs, moment) : NOBODY,
    needs.segments ? readSegments(db, shopId, ids) : NOBODY,
    needs.shopifySegments ? readShopifySegments(db, shopId, ids) : NOBODY,
  ]);
  const goods = await readGoods(db, shopId, asksOfGoods(requests) ? [...events.values()].flat() : []);
  return facts.map(({ id, ...own }) => ({
    ...{ id, facts: own, goods },
    properties: properties.get(id) ?? {},
    events: byType(events.get(id) ?? []),
    segments: segments.get(id) ?? new Set(),
    shopifySegments: shopifySegments.get(id) ?? new Set(),
  }));
}

const NOBODY: ReadonlyMap<string, never> = new Map<string, never>();

function needsOf(requests: readonly FactRequest[], moment: Moment): Needs {
  const leaves = requests.flatMap((request) => (request.kind === 'measure' ? [request.leaf] : []));
  const facts = requests.flatMap((request) => (request.kind === 'fact' ? [request.fact] : []));
  const counted = requests.flatMap((request) => (request.kind === 'count' ? [request] : []));
  const events = new Map<EventType, number>();
  for (const { event, within } of [...counted, ...leaves.flatMap(eventsOf)])
    events.set(event, Math.min(events.get(event) ?? Infinity, spanOf(within, moment).after));
  return {
    facts: new Set([...facts, ...leaves.flatMap(factsOf)]),
    properties: new Set(leaves.flatMap(propertiesOf)),
    events,
    looksInside: new Set(leaves.flatMap(eventsOf).map(({ event }) => event)),
    segments: leaves.some(({ kind }) => kind === 'segment'),
    shopifySegments: leaves.some(({ kind }) => kind === 'shopify-segment'),
  };
}

interface WantedEvents {
  event: EventType;
  within: Window;
}

function eventsOf(leaf: Leaf): WantedEvents[] {
  if (leaf.kind === 'age') return 'event' in leaf.of ? [{ event: leaf.of.event, within: 'ever' }] : [];
  if (leaf.kind === 'measured') return [leaf];
  if (leaf.kind !== 'happened') return [];
  return leaf.without ? [leaf, { event: leaf.without, within: leaf.within }] : [leaf];
}

function factsOf(leaf: Leaf): FactKey[] {
  if (leaf.kind === 'fact') return [leaf.fact];
  return (leaf.kind === 'age' || leaf.kind === 'day') && 'fact' in leaf.of ? [leaf.of.fact] : [];
}

function propertiesOf(leaf: Leaf): string[] {
  if (leaf.kind === 'property') return [leaf.key];
  return leaf.kind === 'day' && 'property' in leaf.of ? [leaf.of.property] : [];
}

type FactsRow = { id: string } & Partial<Record<FactKey, FactValue>>;

async function readFacts(
  db: Db,
  shopId: string,
  ids: readonly string[],
  wanted: ReadonlySet<FactKey>,
): Promise<FactsRow[]> {
  const keys = factKeys.filter((key) => wanted.has(key));
  const sources = new Set<Source>(keys.map((key) => factColumns[key].source));
  const among = (profileId: Prisma.Sql) => Prisma.sql`AND ${profileId} = ANY(${[...ids]}::uuid[])`;
  const columns = keys.map((key) => Prisma.sql`, ${factColumns[key].sql} AS ${Prisma.raw(`"${key}"`)}`);
  const rows = await db.$queryRaw<({ id: string } & Record<string, FactValue | Date>)[]>`
    SELECT p."id"::text AS "id" ${columns.length ? Prisma.join(columns, ' ') : Prisma.empty}
    FROM profiles p ${together([...sources].map((source) => joinOf(source, shopId, among)))}
    WHERE p."shopId" = ${shopId}::uuid AND p."id" = ANY(${[...ids]}::uuid[]) AND ${IS_A_PERSON}`;
  return rows.map(
    (row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)])) as FactsRow,
  );
}

const together = (parts: Prisma.Sql[]): Prisma.Sql => (parts.length ? Prisma.join(parts, ' ') : Prisma.empty);
const plain = (value: FactValue | Date): FactValue => (value instanceof Date ? value.toISOString() : value);

async function readProperties(
  db: Db,
  shopId: string,
  ids: readonly string[],
  keys: string[],
): Promise<Map<string, Record<string, string | number | boolean>>> {
  const rows = await db.$queryRaw<{ profileId: string; key: string; value: string | number | boolean | null }[]>`
    SELECT DISTINCT ON (v."profileId", v."key") v."profileId"::text AS "profileId", v."key", v."value"
    FROM profile_properties v
    WHERE v."shopId" = ${shopId}::uuid AND v."profileId" = ANY(${[...ids]}::uuid[]) AND v."key" = ANY(${keys}::text[])
    ORDER BY v."profileId", v."key", v."updatedAt" DESC, v."value"::text DESC`;
  const found = new Map<string, Record<string, string | number | boolean>>();
  for (const { profileId, key, value } of rows)
    if (value !== null) found.set(profileId, { ...found.get(profileId), [key]: value });
  return found;
}

async function readEvents(
  db: Db,
  shopId: string,
  ids: readonly string[],
  { events: wanted, looksInside }: Needs,
  { at }: Moment,
): Promise<Map<string, PastEvent[]>> {
  const conditions = [...wanted].map(([type, after]) =>
    Number.isFinite(after)
      ? Prisma.sql`(e."type" = ${type} AND e."occurredAt" > ${new Date(after)})`
      : Prisma.sql`e."type" = ${type}`,
  );
  const rows = await db.$queryRaw<{ profileId: string; type: EventType; occurredAt: Date; properties: Properties }[]>`
    SELECT e."profileId"::text AS "profileId", e."type", e."occurredAt",
      CASE WHEN e."type" = ANY(${[...looksInside]}::text[]) THEN e."properties" ELSE '{}' END AS "properties" FROM events e
    WHERE e."shopId" = ${shopId}::uuid AND e."profileId" = ANY(${[...ids]}::uuid[])
      AND e."occurredAt" > ${earliest(wanted)} AND (${Prisma.join(conditions, ' OR ')}) AND e."occurredAt" <= ${at}`;
  const found = new Map<string, PastEvent[]>();
  for (const { profileId, type, occurredAt, properties } of rows) {
    const own = found.get(profileId) ?? [];
    found.set(profileId, own);
    own.push({ type, at: occurredAt.getTime(), properties });
  }
  return found;
}

/** Of an index that begins with the person and goes on with time. */
function earliest(wanted: ReadonlyMap<EventType, number>): Date {
  const after = Math.min(...wanted.values());
  return new Date(Number.isFinite(after) ? after : 0);
}

/** The segments a person is in, as they were last looked at: seconds ago. */
async function readSegments(db: Db, shopId: string, ids: readonly string[]): Promise<Map<string, Set<string>>> {
  const rows = await db.$queryRaw<{ profileId: string; segments: string[] }[]>`
    SELECT m."profileId"::text AS "profileId", array_agg(m."segmentId"::text) AS "segments" FROM segment_members m
    WHERE m."shopId" = ${shopId}::uuid AND m."profileId" = ANY(${[...ids]}::uuid[]) GROUP BY 1`;
  return new Map(rows.map(({ profileId, segments }) => [profileId, new Set(segments)]));
}

/** A person's Shopify segments, by all customers that they are. */
async function readShopifySegments(db: Db, shopId: string, ids: readonly string[]): Promise<Map<string, Set<string>>> {
  const rows = await db.$queryRaw<{ profileId: string; segments: string[] }[]>`
    SELECT i."profileId"::text AS "profileId", array_agg(m."segmentId") AS "segments"
    FROM identities i JOIN shopify_segment_members m ON m."shopId" = i."shopId" AND m."customerId" = i."value"
    WHERE i."shopId" = ${shopId}::uuid AND i."kind" = 'customer' AND i."profileId" = ANY(${[...ids]}::uuid[]) GROUP BY 1`;
  return new Map(rows.map(({ profileId, segments }) => [profileId, new Set(segments)]));
}

const asksOfGoods = (requests: readonly FactRequest[]): boolean =>
  requests.some((request) => request.kind === 'measure' && filtersOf(request.leaf).some(isOfGoods));

const filtersOf = (leaf: Leaf): { event: EventType; field: string }[] => {
  const choice: EventChoice | null =
    leaf.kind === 'happened' || leaf.kind === 'measured'
      ? leaf
      : leaf.kind === 'age' && 'event' in leaf.of
        ? leaf.of
        : null;
  return (choice?.where ?? []).map(({ field }) => ({ event: choice?.event ?? 'custom_event', field }));
};

/** What the catalogue says of the products of some events, by their ids. */
export async function readGoods(
  db: Db,
  shopId: string,
  events: readonly Pick<PastEvent, 'properties'>[],
): Promise<Map<string, Goods>> {
  const ids = [...new Set(events.flatMap(({ properties }) => productsOf(properties)))];
  if (ids.length === 0) return new Map();
  const rows = await db.$queryRaw<(Goods & { id: string })[]>`
    SELECT g."id", g."vendor", g."productType", g."tags", g."collectionIds" FROM products g
    WHERE g."shopId" = ${shopId}::uuid AND g."id" = ANY(${ids}::text[])`;
  return new Map(rows.map(({ id, ...goods }) => [id, goods]));
}
