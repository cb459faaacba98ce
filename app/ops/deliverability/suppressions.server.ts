import { Prisma } from '@prisma/client';
import { z } from 'zod';
import type { Db } from '~/platform/db/db.server';
import type { Vault } from '~/platform/crypto/vault.server';
import { cutPage, readPaging, type PageLinks, type Paging } from '../list-pages';
import { openAddresses } from '../people.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { sourceWords, WHY, WHY_WORDS, type Why } from './suppression-words';

/** An address that is not written to, as it stands in the ledger. */
export interface Suppressed {
  addressId: string;
  profileId: string;
  source: string;
  since: Date;
}

export interface SuppressionRow {
  id: string;
  email: string;
  name: string | null;
  profileId: string;
  why: string;
  from: string;
  since: string;
  mayLift: boolean;
}

export interface SuppressionsPage {
  shop: PageShop;
  why: Why | '';
  rows: SuppressionRow[];
  links: PageLinks;
}

const SHOWN = 50;
const whySchema = z.enum(['', ...(Object.keys(WHY) as [Why, ...Why[]])]).catch('');

/** Who is not written to, since when, why, and from whom that is known: the newest first. */
export function suppressionsPage(
  deps: PageDeps,
  shopDomain: string,
  search: URLSearchParams,
): Promise<SuppressionsPage> {
  const [why, paging] = [whyOf(search), readPaging(search)];
  return inShop(deps, shopDomain, async (db, shop) => {
    const found = await findSuppressed(db, shop.id, { why, paging, limit: SHOWN + 1 });
    const { rows, links } = cutPage(found, paging, SHOWN, ({ since, addressId }) => ({ at: since, id: addressId }));
    return { shop: pageShop(deps, shop), why, rows: await rowsOf(deps.vault, db, shop.id, rows), links };
  });
}

export const whyOf = (search: URLSearchParams): Why | '' => whySchema.parse(search.get('why') ?? '');

export async function rowsOf(vault: Vault, db: Db, shopId: string, found: Suppressed[]): Promise<SuppressionRow[]> {
  const who = await openAddresses(
    vault,
    db,
    shopId,
    found.map(({ addressId }) => addressId),
  );
  return found.map(({ addressId, profileId, source, since }) => ({
    ...{ id: addressId, profileId, since: since.toISOString(), from: sourceWords(source) },
    ...{ email: who.get(addressId)?.email ?? 'erased', name: who.get(addressId)?.name ?? null },
    ...{ why: WHY_WORDS[reasonOf(source)], mayLift: source === 'bounce' },
  }));
}

const reasonOf = (source: string): Why =>
  (Object.keys(WHY) as Why[]).find((why) => WHY[why].some((each) => each === source)) ?? 'unsubscribed';

export interface SuppressedQuery {
  why: Why | '';
  paging: Paging;
  limit: number;
}

export function findSuppressed(db: Db, shopId: string, { why, paging, limit }: SuppressedQuery): Promise<Suppressed[]> {
  const direction = paging.kind === 'newer' ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  return db.$queryRaw<Suppressed[]>`
    SELECT c."addressId"::text, a."profileId"::text, e."source", c."since" ${SUPPRESSED}
    WHERE ${suppressedIn(shopId, why)} AND ${beyond(paging)}
    ORDER BY c."since" ${direction}, c."addressId" ${direction} LIMIT ${limit}`;
}

export async function countSuppressed(db: Db, shopId: string, why: Why | ''): Promise<number> {
  const [row] = await db.$queryRaw<{ people: number }[]>`
    SELECT count(*)::int AS "people" ${SUPPRESSED} WHERE ${suppressedIn(shopId, why)}`;
  return row?.people ?? 0;
}

/** How many of them there are, by why. */
export async function countByWhy(db: Db, shopId: string): Promise<{ why: Why; words: string; people: number }[]> {
  const rows = await db.$queryRaw<{ source: string; people: number }[]>`
    SELECT e."source", count(*)::int AS "people" ${SUPPRESSED} WHERE ${suppressedIn(shopId, '')} GROUP BY 1`;
  return (Object.keys(WHY) as Why[]).map((why) => {
    const people = rows.filter(({ source }) => reasonOf(source) === why).reduce((sum, each) => sum + each.people, 0);
    return { why, words: WHY_WORDS[why], people };
  });
}

const SUPPRESSED = Prisma.sql`FROM consent_states c
    JOIN consent_entries e ON e."shopId" = c."shopId" AND e."seq" = c."entrySeq"
    JOIN addresses a ON a."shopId" = c."shopId" AND a."id" = c."addressId"`;

const suppressedIn = (shopId: string, why: Why | ''): Prisma.Sql => {
  const all = Prisma.sql`c."shopId" = ${shopId}::uuid AND c."purpose" = 'marketing' AND c."state" = 'withdrawn'`;
  return why === '' ? all : Prisma.sql`${all} AND e."source" = ANY(${[...WHY[why]]})`;
};

function beyond(paging: Paging): Prisma.Sql {
  if (paging.kind === 'newest') return Prisma.sql`true`;
  const { at, id } = paging.than;
  const [here, there] = [Prisma.sql`(c."since", c."addressId")`, Prisma.sql`(${at}::timestamptz, ${id}::uuid)`];
  return paging.kind === 'older' ? Prisma.sql`${here} < ${there}` : Prisma.sql`${here} > ${there}`;
}
