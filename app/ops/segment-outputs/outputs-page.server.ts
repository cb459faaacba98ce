import { handleFor, tagFor, type Output } from '~/customers/segments/outputs/output';
import type { SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';

/** Somebody of whom Shopify would not hear. */
export interface RefusedPerson {
  profileId: string;
  /** Shopify's number. */
  customer: string;
  problem: string;
}

export interface OutputsPage {
  shop: PageShop;
  id: string;
  name: string;
  output: Output;
  /** What it would be called. */
  proposed: { tag: string; handle: string };
  people: number;
  /** Of them, those who carry what they should. */
  told: number;
  waiting: number;
  withoutCustomer: number;
  /** Customers of any segment who are still to be looked at, also to take something back. */
  stillToTell: number;
  refused: RefusedPerson[];
  /** Of those, how many there are. */
  refusedCount: number;
  check: { checkedAt: string; takenAway: number } | null;
  /** Why the list could not be made known. */
  listProblem: string | null;
}

const IS_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a segment is called in Shopify, and how far Shopify knows. Null: there is none in use. */
export function outputsPage(
  deps: PageDeps & { systemClock: SystemClock },
  shopDomain: string,
  id: string,
): Promise<OutputsPage | null> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const where = { shopId: shop.id, id, retiredAt: null };
    const segment = IS_ID.test(id) ? await db.segment.findFirst({ where, include: { output: true } }) : null;
    if (!segment) return null;
    const { name, output } = segment;
    const check = await db.segmentTellingCheck.findUnique({ where: { shopId: shop.id } });
    return {
      // What was looked through was so by the machine's time.
      shop: { ...pageShop(deps, shop), now: deps.systemClock.now().toISOString() },
      ...{ id, name, proposed: { tag: tagFor(name), handle: handleFor(name) } },
      output: { tag: output?.tag ?? null, handle: output?.handle ?? null },
      ...(await progressOf(db, shop.id, id, output)),
      stillToTell: await stillToTell(db, shop.id),
      refused: await refusedIn(db, shop.id, id),
      check: check && { checkedAt: check.checkedAt.toISOString(), takenAway: check.takenAway },
      listProblem: check?.problem ?? null,
    };
  });
}

type Progress = Pick<OutputsPage, 'people' | 'told' | 'waiting' | 'withoutCustomer' | 'refusedCount'>;

/** People by the one of their customers that is furthest from being told. */
async function progressOf(db: Db, shopId: string, segmentId: string, output: Output | null): Promise<Progress> {
  const [row] = await db.$queryRaw<[Omit<Progress, 'waiting'>]>`
    SELECT count(*)::int AS "people", count(*) FILTER (WHERE "customers" = 0)::int AS "withoutCustomer",
      count(*) FILTER (WHERE "refused" > 0)::int AS "refusedCount", count(*) FILTER (WHERE "customers" > 0 AND "told" = "customers")::int AS "told"
    FROM (SELECT m."profileId", count(i."value") AS "customers", count(*) FILTER (WHERE t."problem" IS NOT NULL) AS "refused",
        count(*) FILTER (WHERE t."isSure" AND t."problem" IS NULL
          AND (${output?.tag ?? null}::text IS NULL OR ${output?.tag ?? null}::text = ANY(t."tags"))
          AND (${output?.handle ?? null}::text IS NULL OR ${output?.handle ?? null}::text = ANY(t."handles"))) AS "told"
      FROM segment_members m
      LEFT JOIN identities i ON i."shopId" = m."shopId" AND i."profileId" = m."profileId" AND i."kind" = 'customer'
      LEFT JOIN segment_tellings t ON t."shopId" = i."shopId" AND t."customerId" = i."value"
      WHERE m."shopId" = ${shopId}::uuid AND m."segmentId" = ${segmentId}::uuid GROUP BY 1) AS person`;
  const { people, told, withoutCustomer, refusedCount } = row;
  return { people, told, withoutCustomer, refusedCount, waiting: people - told - withoutCustomer - refusedCount };
}

async function stillToTell(db: Db, shopId: string): Promise<number> {
  const [row] = await db.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS "count" FROM (
      SELECT "customerId" FROM segment_telling_dues WHERE "shopId" = ${shopId}::uuid
      UNION SELECT "customerId" FROM segment_tellings WHERE "shopId" = ${shopId}::uuid AND "dueAt" IS NOT NULL) AS waiting`;
  return row.count;
}

const MOST_SHOWN = 20;

async function refusedIn(db: Db, shopId: string, segmentId: string): Promise<RefusedPerson[]> {
  const rows = await db.$queryRaw<RefusedPerson[]>`
    SELECT m."profileId"::text AS "profileId", substring(t."customerId" FROM '[0-9]+$') AS "customer", t."problem"
    FROM segment_members m
    JOIN identities i ON i."shopId" = m."shopId" AND i."profileId" = m."profileId" AND i."kind" = 'customer'
    JOIN segment_tellings t ON t."shopId" = i."shopId" AND t."customerId" = i."value" AND t."problem" IS NOT NULL
    WHERE m."shopId" = ${shopId}::uuid AND m."segmentId" = ${segmentId}::uuid ORDER BY t."customerId" LIMIT ${MOST_SHOWN}`;
  return rows;
}
