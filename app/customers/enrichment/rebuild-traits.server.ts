import type { TraitRebuild } from '@prisma/client';
import type { Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import type { Logger } from '~/platform/logger.server';
import { recountTraits, type Drift } from './recount-traits.server';
import { applyScales, makeScales, type Found } from './scales.server';

export interface EnrichDeps {
  db: Database;
  clock: Clock;
  logger: Logger;
}

const PEOPLE_AT_ONCE = 200;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Goes on with the nightly count where it stands, or begins it where it is due: works everybody out anew, then the shop's measures, then measures
 * everybody against them. Each part is a transaction that moves the place it stands at along, so that a worker that dies costs a part at most. Takes at
 * most so many parts. Returns what was found where it came to its end, else null.
 */
export async function advanceRebuild(deps: EnrichDeps, shopId: string, mostParts: number): Promise<Found | null> {
  const { db, clock, logger } = deps;
  if (!(await isUnderWay(deps, shopId))) return null;
  for (let part = 0; part < mostParts; part++) {
    const ended = await db.transaction((tx) => takePart(tx, shopId, clock.now()));
    if (!ended) continue;
    if (ended.drifted) logger.warn({ shopId, ...ended }, 'traits of people were not what their history says');
    else logger.info({ shopId, ...ended }, 'traits of people counted anew');
    return ended;
  }
  return null;
}

/** Whoever was not due and comes out otherwise than was stored drifted: something changed them that told nobody. Begins at once, and does not stop. */
export async function rebuildTraits(deps: EnrichDeps, shopId: string): Promise<Found> {
  await begin(deps.db.prisma, shopId, deps.clock.now());
  const found = await advanceRebuild(deps, shopId, Infinity);
  if (!found) throw new Error('somebody else ended this count of everybody');
  return found;
}

async function isUnderWay({ db: { prisma }, clock }: EnrichDeps, shopId: string): Promise<boolean> {
  const now = clock.now();
  if (await prisma.traitRebuild.findUnique({ where: { shopId }, select: { phase: true } })) return true;
  const scale = await prisma.traitScale.findUnique({ where: { shopId }, select: { dueAt: true } });
  if (scale && scale.dueAt > now) return false;
  await begin(prisma, shopId, now);
  return true;
}

const begin = (db: Db, shopId: string, startedAt: Date) =>
  db.traitRebuild.createMany({ data: [{ shopId, startedAt, phase: 'counting' }], skipDuplicates: true });

/** The next part; what was found where it was the last. Whoever else is at it waits. */
async function takePart(tx: Db, shopId: string, now: Date): Promise<Found | null> {
  const [rebuild] = await tx.$queryRaw<TraitRebuild[]>`
    SELECT * FROM trait_rebuilds WHERE "shopId" = ${shopId}::uuid FOR UPDATE`;
  if (!rebuild) return null;
  const ids = await nextPeople(tx, shopId, rebuild.afterId);
  const last = ids.at(-1);
  if (rebuild.phase === 'counting')
    return last ? countSome(tx, rebuild, { ids, last, now }) : beginMeasuring(tx, rebuild, now);
  if (!last) return end(tx, rebuild);
  await applyScales(tx, shopId, ids);
  await moveOn(tx, shopId, { afterId: last });
  return null;
}

async function nextPeople(tx: Db, shopId: string, afterId: string | null): Promise<string[]> {
  const people = await tx.profile.findMany({
    where: { shopId, id: { gt: afterId ?? NOBODY } },
    orderBy: { id: 'asc' },
    take: PEOPLE_AT_ONCE,
    select: { id: true },
  });
  return people.map(({ id }) => id);
}

interface Part {
  ids: string[];
  last: string;
  now: Date;
}

async function countSome(tx: Db, { shopId, startedAt }: TraitRebuild, { ids, last, now }: Part): Promise<null> {
  const { people, regrouped, drifted } = await recountTraits(tx, shopId, ids, now);
  const isFirst = !(await tx.traitScale.findUnique({ where: { shopId }, select: { shopId: true } }));
  const found = isFirst ? { regrouped: 0, drifted: [] as Drift[] } : { regrouped, drifted };
  await tx.traitDrift.createMany({ data: found.drifted.map((drift) => ({ shopId, startedAt, ...drift })) });
  await moveOn(tx, shopId, {
    afterId: last,
    people: { increment: people },
    regrouped: { increment: found.regrouped },
    drifted: { increment: found.drifted.length },
  });
  return null;
}

async function beginMeasuring(tx: Db, rebuild: TraitRebuild, now: Date): Promise<null> {
  await makeScales(tx, rebuild.shopId, now, rebuild);
  await moveOn(tx, rebuild.shopId, { phase: 'measuring', afterId: null });
  return null;
}

const moveOn = (tx: Db, shopId: string, data: Parameters<Db['traitRebuild']['update']>[0]['data']) =>
  tx.traitRebuild.update({ where: { shopId }, data });

async function end(tx: Db, { shopId, startedAt, people, regrouped, drifted }: TraitRebuild): Promise<Found> {
  await tx.traitDrift.deleteMany({ where: { shopId, startedAt: { lt: startedAt } } });
  await tx.traitRebuild.delete({ where: { shopId } });
  return { people, regrouped, drifted };
}
