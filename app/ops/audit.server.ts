import type { AccessLogEntry, Prisma } from '@prisma/client';
import { z } from 'zod';
import type { AuditDeps } from '~/platform/audit/access-log.server';
import { accessKinds } from '~/platform/audit/access-kinds';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { accessWords, actorWords, saidOf } from './access-words';
import { cutPage, readPaging, type PageLinks, type Paging } from './list-pages';
import { inShop, pageShop, type PageDeps, type PageShop } from './shop-context.server';

export type AuditPageDeps = PageDeps & AuditDeps;

export interface AuditRow {
  id: string;
  /** Machine time. */
  at: string;
  who: string;
  did: string;
  url: string;
}

export interface AuditPage {
  /** Its `now` is the machine's time, by which looks are stamped. */
  shop: PageShop;
  /** Who ever looked, for the filter. */
  actors: { value: string; label: string }[];
  kinds: { value: string; label: string }[];
  looks: AuditRow[];
  links: PageLinks;
}

const DAYS = { day: 1, week: 7, month: 30 } as const;

/** What stands in the page's address; anything else there means no filter. */
const filterSchema = z.object({
  who: z.string().max(100).catch(''),
  what: z.enum(['', ...accessKinds]).catch(''),
  since: z.enum(['', 'day', 'week', 'month']).catch(''),
  /** A customer, a message: whom or what it was about. */
  about: z.union([z.uuid(), z.literal('')]).catch(''),
});

const SHOWN = 50;
const ACTORS_SHOWN = 100;

/** Who looked at what names people, newest first. */
export function auditPage(deps: AuditPageDeps, shopDomain: string, search: URLSearchParams): Promise<AuditPage> {
  const paging = readPaging(search);
  return inShop(deps, shopDomain, async (db, shop) => {
    const where = looksWanted(shop.id, search, deps.systemClock.now());
    const found = await findLooks(db, where, paging, SHOWN + 1);
    const { rows, links } = cutPage(found, paging, SHOWN, ({ at, id }) => ({ at, id }));
    const actors = await actorsOf(db, shop.id);
    const names = await keyNames(db, shop.id);
    return {
      shop: { ...pageShop(deps, shop), now: deps.systemClock.now().toISOString() },
      actors: actors.map((actor) => ({ value: actor, label: actorWords(actor, names) })),
      kinds: accessKinds.map((kind) => ({ value: kind, label: accessWords[kind].did })),
      looks: rows.map((look) => rowOf(look, names)),
      links,
    };
  });
}

function rowOf({ id, at, actor, what, subject }: AccessLogEntry, names: ReadonlyMap<string, string>): AuditRow {
  return { id, at: at.toISOString(), who: actorWords(actor, names), ...saidOf(what, subject) };
}

/** Which looks are wanted. `now` by the machine, as they are stamped. */
export function looksWanted(shopId: string, search: URLSearchParams, now: Date): Prisma.AccessLogEntryWhereInput {
  const { who, what, since, about } = filterSchema.parse(Object.fromEntries(search));
  return {
    shopId,
    ...(who ? { actor: who } : {}),
    ...(what ? { what } : {}),
    ...(about ? { subject: about } : {}),
    ...(since ? { AND: { at: { gte: addMs(now, -minutes(DAYS[since] * 1_440)) } } } : {}),
  };
}

export function findLooks(
  db: Db,
  where: Prisma.AccessLogEntryWhereInput,
  paging: Paging,
  limit: number,
): Promise<AccessLogEntry[]> {
  const isUpwards = paging.kind === 'newer';
  const direction = isUpwards ? 'asc' : 'desc';
  return db.accessLogEntry.findMany({
    where: { ...where, ...(paging.kind === 'newest' ? {} : beyond(paging)) },
    orderBy: [{ at: direction }, { id: direction }],
    take: limit,
  });
}

/** The outer bound lets the index begin at the row; the inner one sorts out those of the same instant. */
function beyond({ kind, than }: Exclude<Paging, { kind: 'newest' }>): Prisma.AccessLogEntryWhereInput {
  const { at, id } = than;
  return kind === 'older'
    ? { at: { lte: at }, OR: [{ at: { lt: at } }, { id: { lt: id } }] }
    : { at: { gte: at }, OR: [{ at: { gt: at } }, { id: { gt: id } }] };
}

async function actorsOf(db: Db, shopId: string): Promise<string[]> {
  const rows = await db.accessLogEntry.findMany({
    where: { shopId },
    distinct: ['actor'],
    select: { actor: true },
    orderBy: { actor: 'asc' },
    take: ACTORS_SHOWN,
  });
  return rows.map(({ actor }) => actor);
}

/** What the shop calls its API keys, by their ids. */
export async function keyNames(db: Db, shopId: string): Promise<ReadonlyMap<string, string>> {
  const keys = await db.apiKey.findMany({ where: { shopId }, select: { id: true, name: true } });
  return new Map(keys.map(({ id, name }) => [id, name]));
}
