import type { Shop } from '@prisma/client';
import { FEWEST_PEOPLE } from '~/learning/clusters/find-clusters.server';
import type { Db } from '~/platform/db/db.server';
import { numberWords } from '../recommendations/number-words';

/** How many names make a picture of what was found. */
const NAMED = 3;

/** What was found when it was last looked for groups, in one sentence. */
export async function groupsLine(db: Db, { id: shopId, locale }: Pick<Shop, 'id' | 'locale'>): Promise<string> {
  const run = await db.clusterRun.findFirst({
    where: { shopId },
    orderBy: [{ ranAt: 'desc' }, { id: 'desc' }],
    select: { id: true, outcome: true, people: true, chosen: true },
  });
  if (!run) return 'Kindred looks which groups your people fall into by themselves, once it knows what they are like.';
  if (run.outcome !== 'found')
    return `Which groups your people fall into is looked for from ${numberWords(FEWEST_PEOPLE, locale)} people on who were here within a year.`;
  const people = numberWords(run.people, locale);
  if (!run.chosen) return `Among ${people} people no groups stand apart: they differ by degrees.`;
  const clusters = await db.cluster.findMany({
    where: { shopId, runId: run.id, algorithm: run.chosen },
    orderBy: { number: 'asc' },
    select: { name: true },
  });
  const names = clusters.slice(0, NAMED).map(({ name }) => `“${name}”`);
  const told = new Intl.ListFormat('en').format(clusters.length > NAMED ? [...names, 'others'] : names);
  return `Among ${people} people ${numberWords(clusters.length, locale)} groups were found: ${told}.`;
}
