import { Prisma } from '@prisma/client';
import { z } from 'zod';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { cutPage, readPaging, type PageLinks, type Paging, type Position } from '../list-pages';
import { CONSENT } from '../profile-conditions.server';
import { whoIsWanted, type Wanted } from '../whom-to-find.server';
import { shownMembers, type ShownMember } from './count-rule.server';

/** What stands in the address of a segment's page, and of its file; anything else there means no filter. */
export const memberFilter = z.object({
  who: z.string().trim().max(320).catch(''),
  /** Only those who may be mailed. */
  mailable: z.enum(['', 'yes']).catch(''),
});
export type MemberFilter = z.infer<typeof memberFilter>;

export interface MemberRow {
  id: string;
  primaryAddressId: string | null;
  lastSeenAt: Date;
  consent: string | null;
  /** Since when they are in it. */
  since: Date;
}

export interface MembersPage {
  filter: MemberFilter;
  /** What was looked for has no letter or digit in it. */
  isUnsearchable: boolean;
  members: (ShownMember & { since: string })[];
  links: PageLinks;
}

const SHOWN = 20;

/** Who is in a segment as it is kept, whoever came last first. */
export async function membersPage(
  { vault }: { vault: Vault },
  db: Db,
  { shopId, segmentId }: { shopId: string; segmentId: string },
  search: URLSearchParams,
): Promise<MembersPage> {
  const filter = memberFilter.parse(Object.fromEntries(search));
  const paging = readPaging(search);
  const wanted = await whoIsWanted(vault, db, shopId, filter.who);
  const asked = { shopId, segmentId, wanted, isMailable: filter.mailable === 'yes' };
  const found = await findMembers(db, asked, { paging, limit: SHOWN + 1 });
  const { rows, links } = cutPage(found, paging, SHOWN, ({ since: at, id }) => ({ at, id }));
  const shown = rows.map((row) => ({ ...row, lastSeenAt: row.lastSeenAt.toISOString() }));
  const members = (await shownMembers({ vault }, db, shopId, shown)).map((member, index) => ({
    ...member,
    since: rows[index]?.since.toISOString() ?? member.lastSeenAt,
  }));
  return { filter, links, members, isUnsearchable: wanted.kind === 'unsearchable' };
}

export interface MembersWanted {
  shopId: string;
  segmentId: string;
  wanted: Wanted;
  isMailable: boolean;
  /** Only those who came in until then, by business time. */
  until?: Date;
}

/** A part of the members, in the order of `paging`; `after`: from whoever came first. Each is looked at by its key: the database ends as soon as enough are found. */
export async function findMembers(
  db: Db,
  asked: MembersWanted,
  { paging, limit }: { paging: Paging | { kind: 'after'; place: Position | null }; limit: number },
): Promise<MemberRow[]> {
  const conditions = conditionsOf(asked);
  if (!conditions) return [];
  const direction = paging.kind === 'after' || paging.kind === 'newer' ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  return db.$queryRaw<MemberRow[]>`
    SELECT p."id"::text, p."primaryAddressId"::text, p."lastSeenAt", ${CONSENT} AS "consent", m."since"
    FROM segment_members m JOIN profiles p ON p."shopId" = m."shopId" AND p."id" = m."profileId"
    WHERE ${Prisma.join([...conditions, ...beyond(paging)], ' AND ')}
    ORDER BY m."since" ${direction}, m."profileId" ${direction} LIMIT ${limit}`;
}

/** How many members fit. */
export async function countMembers(db: Db, asked: MembersWanted): Promise<number> {
  const conditions = conditionsOf(asked);
  if (!conditions) return 0;
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" FROM segment_members m JOIN profiles p ON p."shopId" = m."shopId" AND p."id" = m."profileId"
    WHERE ${Prisma.join(conditions, ' AND ')}`;
  return row?.count ?? 0;
}

/** Null where nobody can fit. */
function conditionsOf({ shopId, segmentId, wanted, isMailable, until }: MembersWanted): Prisma.Sql[] | null {
  if (wanted.kind === 'unsearchable') return null;
  const named = wanted.kind === 'among' ? wanted.profileIds : null;
  if (named?.length === 0) return null;
  return [
    Prisma.sql`m."shopId" = ${shopId}::uuid AND m."segmentId" = ${segmentId}::uuid`,
    ...(named ? [Prisma.sql`m."profileId" = ANY(${named}::uuid[])`] : []),
    ...(isMailable ? [Prisma.sql`${CONSENT} = 'granted'`] : []),
    ...(until ? [Prisma.sql`m."since" <= ${until}`] : []),
  ];
}

function beyond(paging: Paging | { kind: 'after'; place: Position | null }): Prisma.Sql[] {
  if (paging.kind === 'newest') return [];
  const place = paging.kind === 'after' ? paging.place : paging.than;
  if (!place) return [];
  const position = Prisma.sql`(${place.at}::timestamptz, ${place.id}::uuid)`;
  return paging.kind === 'older'
    ? [Prisma.sql`(m."since", m."profileId") < ${position}`]
    : [Prisma.sql`(m."since", m."profileId") > ${position}`];
}
