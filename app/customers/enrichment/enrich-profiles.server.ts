import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { askSource, type AskDeps } from './ask-source.server';
import { advanceRebuild, type EnrichDeps } from './rebuild-traits.server';
import { recountTraits } from './recount-traits.server';

const PEOPLE_AT_ONCE = 200;
/** After so many batches of people who are due, and so many of the nightly count, other work has its turn. */
const MOST_BATCHES = 20;
const MOST_REBUILT = 10;

/**
 * Works out what those people are like of whom something changed; once a day, everybody, a part a time and never before them. Then asks who else may
 * know of them. Returns when there is more to do.
 */
export async function enrichProfiles(deps: EnrichDeps & AskDeps, shopId: string): Promise<Date> {
  await enrichDue(deps, shopId, MOST_BATCHES);
  await advanceRebuild(deps, shopId, MOST_REBUILT);
  const askAt = await askSource(deps, shopId);
  const nextAt = await nextEnrichmentAt(deps.db.prisma, deps.clock, shopId);
  return askAt && askAt < nextAt ? askAt : nextAt;
}

/** When somebody's traits are next to be worked out, by business time. */
export async function nextEnrichmentAt(db: Db, clock: Clock, shopId: string): Promise<Date> {
  if (await db.traitDue.findFirst({ where: { shopId }, select: { id: true } })) return clock.now();
  if (await db.traitRebuild.findUnique({ where: { shopId }, select: { phase: true } })) return clock.now();
  const scale = await db.traitScale.findUnique({ where: { shopId }, select: { dueAt: true } });
  return scale?.dueAt ?? clock.now();
}

/** Looks at those of whom something changed since they were looked at last, the longest due first. */
export async function enrichDue({ db, clock }: EnrichDeps, shopId: string, mostBatches = Infinity): Promise<void> {
  for (let batch = 0; batch < mostBatches; batch++) {
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
