import type { Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import type { Logger } from '~/platform/logger.server';
import { askSource, type AskDeps } from './ask-source.server';
import { recountTraits } from './recount-traits.server';
import { applyScales, makeScales, type Found } from './scales.server';

export interface EnrichDeps {
  db: Database;
  clock: Clock;
  logger: Logger;
}

const PEOPLE_AT_ONCE = 200;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Works out what those people are like of whom something changed; once a day, everybody. Then asks who else may know of them. Returns when there is more
 * to do.
 */
export async function enrichProfiles(deps: EnrichDeps & AskDeps, shopId: string): Promise<Date> {
  await enrichDue(deps, shopId);
  const scale = await deps.db.prisma.traitScale.findUnique({ where: { shopId }, select: { dueAt: true } });
  if (!scale || scale.dueAt <= deps.clock.now()) await rebuildTraits(deps, shopId);
  const askAt = await askSource(deps, shopId);
  const nextAt = await nextEnrichmentAt(deps.db.prisma, deps.clock, shopId);
  return askAt && askAt < nextAt ? askAt : nextAt;
}

/** When somebody's traits are next to be worked out, by business time. */
export async function nextEnrichmentAt(db: Db, clock: Clock, shopId: string): Promise<Date> {
  if (await db.traitDue.findFirst({ where: { shopId }, select: { id: true } })) return clock.now();
  const scale = await db.traitScale.findUnique({ where: { shopId }, select: { dueAt: true } });
  return scale?.dueAt ?? clock.now();
}

/** Looks at everybody of whom something changed since they were looked at last. */
export async function enrichDue({ db, clock }: EnrichDeps, shopId: string): Promise<void> {
  for (;;) {
    const due = await db.prisma.traitDue.findMany({
      where: { shopId },
      orderBy: { id: 'asc' },
      take: PEOPLE_AT_ONCE,
      select: { profileId: true },
    });
    if (!due.length) return;
    const ids = [...new Set(due.map(({ profileId }) => profileId))];
    await db.transaction((tx) => recountTraits(tx, shopId, ids, clock.now()));
  }
}

/**
 * Works everybody out anew, then the shop's measures, and measures everybody against them. Whoever was not due and comes out otherwise than was stored
 * drifted: something changed them that told nobody. Goods that were sorted otherwise since do so each day, and are counted apart.
 */
export async function rebuildTraits({ db, clock, logger }: EnrichDeps, shopId: string): Promise<Found> {
  const isFirst = !(await db.prisma.traitScale.findUnique({ where: { shopId }, select: { shopId: true } }));
  const found: Found = { people: 0, regrouped: 0, drifted: 0 };
  await forEachPage(db, shopId, async (tx, ids) => {
    const { people, regrouped, drifted } = await recountTraits(tx, shopId, ids, clock.now());
    found.people += people;
    if (isFirst) return;
    found.regrouped += regrouped;
    found.drifted += drifted;
  });
  await db.transaction((tx) => makeScales(tx, shopId, clock.now(), found));
  await forEachPage(db, shopId, (tx, ids) => applyScales(tx, shopId, ids));
  if (found.drifted) logger.warn({ shopId, ...found }, 'traits of people were not what their history says');
  else logger.info({ shopId, ...found }, 'traits of people counted anew');
  return found;
}

async function forEachPage(
  db: Database,
  shopId: string,
  work: (tx: Db, ids: string[]) => Promise<unknown>,
): Promise<void> {
  for (let after = NOBODY; ;) {
    const people = await db.prisma.profile.findMany({
      where: { shopId, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: PEOPLE_AT_ONCE,
      select: { id: true },
    });
    const last = people.at(-1);
    if (!last) return;
    await db.transaction((tx) =>
      work(
        tx,
        people.map(({ id }) => id),
      ),
    );
    after = last.id;
  }
}
