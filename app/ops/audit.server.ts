import type { AccessLogEntry, Prisma } from '@prisma/client';
import { z } from 'zod';
import { logAccess, type AuditDeps } from '~/platform/audit/access-log.server';
import { accessKinds } from '~/platform/audit/access-kinds';
import { addMs, minutes } from '~/platform/clock/clock';
import { csvLine } from '~/platform/csv';
import { withShop, type Db } from '~/platform/db/db.server';
import { walk } from '~/platform/walk';
import { accessWords, actorWords, keyIdOf, saidOf } from './access-words';
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

type AuditFilter = z.infer<typeof filterSchema>;

const filterOf = (search: URLSearchParams): AuditFilter => filterSchema.parse(Object.fromEntries(search));

const SHOWN = 50;
const ACTORS_SHOWN = 100;

/** Who looked at what names people, newest first. */
export function auditPage(deps: AuditPageDeps, shopDomain: string, search: URLSearchParams): Promise<AuditPage> {
  const paging = readPaging(search);
  return inShop(deps, shopDomain, async (db, shop) => {
    const where = whereOf(deps, shop.id, filterOf(search));
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

function whereOf(
  { systemClock }: AuditPageDeps,
  shopId: string,
  { who, what, since, about }: AuditFilter,
): Prisma.AccessLogEntryWhereInput {
  return {
    shopId,
    ...(who ? { actor: who } : {}),
    ...(what ? { what } : {}),
    ...(about ? { subject: about } : {}),
    ...(since ? { AND: { at: { gte: addMs(systemClock.now(), -minutes(DAYS[since] * 1_440)) } } } : {}),
  };
}

function findLooks(
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

async function keyNames(db: Db, shopId: string): Promise<ReadonlyMap<string, string>> {
  const keys = await db.apiKey.findMany({ where: { shopId }, select: { id: true, name: true } });
  return new Map(keys.map(({ id, name }) => [id, name]));
}

const BATCH = 500;

/** The list as CSV with the filters of its address, in constant memory. That it was exported is written down before its first line. */
export async function exportAudit(
  deps: AuditPageDeps,
  shopDomain: string,
  actor: string,
  search: URLSearchParams,
): Promise<AsyncGenerator<string>> {
  return inShop(deps, shopDomain, async (db, { id: shopId }) => {
    await logAccess(deps, db, shopId, { actor, what: 'access-log-exported', subject: 'access-log' });
    return lines(deps, shopId, whereOf(deps, shopId, filterOf(search)), await keyNames(db, shopId));
  });
}

async function* lines(
  { db: { prisma } }: AuditPageDeps,
  shopId: string,
  where: Prisma.AccessLogEntryWhereInput,
  names: ReadonlyMap<string, string>,
): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(['at', 'who', 'user', 'what', 'kind', 'subject'])}`;
  const pageAfter = (place: Paging | null) =>
    withShop(shopId, () => findLooks(prisma, where, place ?? { kind: 'newest' }, BATCH));
  const placeOf = ({ at, id }: AccessLogEntry): Paging => ({ kind: 'older', than: { at, id } });
  for await (const page of walk(BATCH, pageAfter, placeOf))
    yield page
      .map(({ at, actor, what, subject }) =>
        csvLine([
          ...[at.toISOString(), actorWords(actor, names), keyIdOf(actor) ? null : actor],
          ...[saidOf(what, subject).did, what, subject],
        ]),
      )
      .join('');
}
