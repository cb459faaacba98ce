import type { Shop } from '@prisma/client';
import { dayOf } from '~/customers/rules/days';
import { countsSince } from '~/customers/segments/segment-counts.server';
import type { Db } from '~/platform/db/db.server';
import { numberWords, percentWords } from '../recommendations/number-words';
import { inShop, pageShop, type PageDeps } from '../shop-context.server';
import { growthOf, TREND_DAYS, type Growth } from './growth';
import { latelyOf, type Lately } from './lately.server';
import { resultLines, type ResultLine } from './result-words';
import { PERIODS, resultsOf, type Period } from './results.server';
import { sharedWith } from './shared-with.server';
import { usesOf, type Use } from './uses.server';

/** What came of a segment, what moves in it, and what hangs together with it. */
export interface SegmentHealth {
  /** In it now. */
  people: string;
  growth: Growth;
  results: { period: Period; lines: ResultLine[] }[];
  lately: Lately;
  /** Other segments that the most of its people are in, too. */
  shared: { id: string; name: string; words: string }[];
  uses: Use[];
}

/** Of a segment in use; the page that asks has looked whether it is. */
export function segmentHealth(deps: PageDeps, shopDomain: string, id: string): Promise<SegmentHealth> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const shopId = shop.id;
    const [people, results, lately, uses] = await Promise.all([
      db.segmentMember.count({ where: { shopId, segmentId: id } }),
      resultsOf(db, shop, id, deps.clock.now()),
      latelyOf(deps, db, shopId, id),
      usesOf(db, shopId),
    ]);
    return {
      people: numberWords(people, shop.locale),
      growth: await growthIn(deps, db, shop, { id, people }),
      results: PERIODS.map((period) => {
        const { own, everybody } = results[period];
        return { period, lines: resultLines(own, everybody, shop) };
      }),
      ...{ lately, uses: uses.get(id) ?? [] },
      shared: await sharedIn(db, shop, { id, people }),
    };
  });
}

interface Sized {
  id: string;
  people: number;
}

async function growthIn(deps: PageDeps, db: Db, shop: Shop, { id, people }: Sized): Promise<Growth> {
  const today = dayOf(deps.clock.now(), shop.timezone);
  const counts = await countsSince(db, shop.id, today.subtract({ days: TREND_DAYS }).toString());
  return growthOf(people, counts.get(id) ?? [], today.toString(), pageShop(deps, shop));
}

async function sharedIn(db: Db, { id: shopId, locale }: Shop, { id, people }: Sized): Promise<SegmentHealth['shared']> {
  const others = await sharedWith(db, shopId, id);
  return others.map(({ people: both, ...other }) => ({
    ...other,
    words: `${numberWords(both, locale)} of them (${percentWords(both / people, locale)})`,
  }));
}
