import { createModelStore } from '~/decisions/recommendations/models.server';
import { recommendForAll } from '~/decisions/recommendations/recommend.server';
import { connectDatabase, withShop, type Database } from '~/platform/db/db.server';
import { rounded } from '../load/percentiles';

export interface BatchFigures {
  recipients: number;
  seconds: number;
  /** Of one process, one batch after the other. */
  msPerRecipient: number;
  /** The same, each asked for alone. */
  msAlone: number;
  /** Recipients with fewer products than asked for. */
  short: number;
}

const RECIPIENTS = 10_000;
/** As many as are chosen for at once when mails are made. */
const BATCH = 100;
const ALONE = 200;
const LIMIT = 10;

/** Chooses products for ten thousand recipients as mails do: people with orders, each as often as it takes to be that many. */
export async function measureBatch(databaseUrl: string, shopId: string, now: Date): Promise<BatchFigures> {
  const db = connectDatabase(databaseUrl, 4);
  try {
    return await withShop(shopId, () => choose(db, shopId, now));
  } finally {
    await db.close();
  }
}

async function choose({ prisma }: Database, shopId: string, now: Date): Promise<BatchFigures> {
  const rows = await prisma.order.findMany({
    where: { shopId, cancelledAt: null },
    distinct: ['profileId'],
    take: RECIPIENTS,
    select: { profileId: true },
  });
  const shopperAt = (nth: number) => ({ profileId: rows[nth % rows.length]?.profileId ?? null, cart: [] });
  const deps = { models: createModelStore() };
  const terms = { shopId, now, limit: LIMIT };
  await recommendForAll(deps, prisma, terms, [shopperAt(0)]); // the model is read once, before anything is measured
  let short = 0;
  const seconds = await timed(async () => {
    for (let from = 0; from < RECIPIENTS; from += BATCH) {
      const shoppers = Array.from({ length: BATCH }, (_, at) => shopperAt(from + at));
      const found = await recommendForAll(deps, prisma, terms, shoppers);
      short += found.filter(({ length }) => length < LIMIT).length;
    }
  });
  const alone = await timed(async () => {
    for (let nth = 0; nth < ALONE; nth++) await recommendForAll(deps, prisma, terms, [shopperAt(nth)]);
  });
  return {
    ...{ recipients: RECIPIENTS, seconds: rounded(seconds, 1), short },
    msPerRecipient: rounded((seconds * 1_000) / RECIPIENTS, 2),
    msAlone: rounded((alone * 1_000) / ALONE, 2),
  };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await work();
  return (performance.now() - before) / 1_000;
}
