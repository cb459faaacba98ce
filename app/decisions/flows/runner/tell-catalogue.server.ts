import type { FlowTelling } from '@prisma/client';
import { hasNews, takeNews } from '~/capture/catalog/catalog-news.server';
import type { CatalogNewsItem } from '~/capture/catalog/catalog-news';
import type { VariantState } from '~/capture/catalog/variant-past';
import { variantsNow } from '~/capture/catalog/variant-past.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import { liveFlows } from '../flows.server';
import type { BeginDeps } from './begin-days.server';
import { mayStart } from './entering';
import { tellSome } from './tell-some.server';
import {
  isStillSo,
  LOOK_AGAIN_MINUTES,
  LOOKED_FOR_DAYS,
  meansNews,
  roomInWave,
  type CatalogueFlow,
  type TellingEnd,
} from './tellings';

/** News that are offered to flows in one transaction. */
const NEWS_AT_ONCE = 200;
/** Of others nobody is told later than this: it would be no news. */
const TOLD_WITHIN_MINUTES = 1_440;

/** Offers what turned in the catalogue to flows, and tells their people, some at a time. Gives when there is more to do, or null. */
export async function tellCatalogue(deps: BeginDeps, shopId: string): Promise<Date | null> {
  while (await deps.db.transaction((tx) => offerNews(deps, tx, shopId)));
  while (await deps.db.transaction((tx) => tellNext(deps, tx, shopId)));
  return nextTellingAt(deps.db.prisma, shopId, deps.clock.now());
}

/** When somebody is next to be told of something; null: nothing turned. */
export async function nextTellingAt(db: Db, shopId: string, now: Date): Promise<Date | null> {
  if (await hasNews(db, shopId)) return now;
  const next = await db.flowTelling.findFirst({
    where: { shopId, state: 'waiting' },
    orderBy: { dueAt: 'asc' },
    select: { dueAt: true },
  });
  return next?.dueAt ?? null;
}

const catalogueFlows = async (db: Db, shopId: string): Promise<CatalogueFlow[]> =>
  (await liveFlows(db, shopId)).flatMap((flow) => {
    const { trigger } = flow.definition;
    return trigger.kind === 'catalogue' ? [{ ...flow, trigger }] : [];
  });

async function offerNews({ clock }: BeginDeps, tx: Db, shopId: string): Promise<boolean> {
  const news = await takeNews(tx, shopId, NEWS_AT_ONCE);
  if (news.length === 0) return false;
  const now = clock.now();
  const flows = await catalogueFlows(tx, shopId);
  const fresh = news.filter(({ occurredAt }) => mayStart(occurredAt, now));
  const rows = fresh.flatMap((item) =>
    flows.filter(({ trigger }) => meansNews(trigger, item)).map(({ key }) => ({ flowKey: key, item })),
  );
  if (rows.length > 0) await addTellings(tx, shopId, rows, now);
  return true;
}

async function addTellings(
  tx: Db,
  shopId: string,
  rows: { flowKey: string; item: CatalogNewsItem }[],
  now: Date,
): Promise<void> {
  const ids = rows.map(({ item }) => item.variantId);
  const variants = await tx.variant.findMany({
    where: { shopId, id: { in: ids } },
    select: { id: true, priceMinor: true },
  });
  const priceOf = new Map(variants.map(({ id, priceMinor }) => [id, priceMinor]));
  await tx.flowTelling.createMany({
    data: rows.flatMap(({ flowKey, item: { change, variantId, productId, occurredAt, after, lowestMinor } }) => {
      const nowMinor = change === 'price-drop' ? after : priceOf.get(variantId);
      if (nowMinor === null || nowMinor === undefined) return [];
      const prices = { priceWasMinor: lowestMinor, priceNowMinor: nowMinor };
      return [{ shopId, flowKey, change, variantId, productId, occurredAt, ...prices, startedAt: now, dueAt: now }];
    }),
    skipDuplicates: true,
  });
}

/** Takes the next of those that are due; of two workers the other takes another. Gives whether there was one. */
async function tellNext(deps: BeginDeps, tx: Db, shopId: string): Promise<boolean> {
  const now = deps.clock.now();
  const [telling] = await tx.$queryRaw<FlowTelling[]>`
    SELECT * FROM flow_tellings WHERE "shopId" = ${shopId}::uuid AND "state" = 'waiting' AND "dueAt" <= ${now}
    ORDER BY "dueAt", "variantId", "flowKey" LIMIT 1 FOR UPDATE SKIP LOCKED`;
  if (!telling) return false;
  const flow = (await catalogueFlows(tx, shopId)).find(({ key }) => key === telling.flowKey);
  const variant = (await variantsNow(tx, shopId, [telling.variantId])).get(telling.variantId) ?? null;
  const end = endOf(telling, flow, variant, now);
  if (end) await store(tx, telling, { state: 'done', why: end, afterId: null });
  else if (flow) await tellOn(deps, tx, { telling, flow, pieces: variant?.pieces ?? null, now });
  return true;
}

function endOf(
  telling: FlowTelling,
  flow: CatalogueFlow | undefined,
  variant: VariantState | null,
  now: Date,
): TellingEnd | null {
  if (!flow || flow.trigger.change !== telling.change) return 'flow-off';
  if (!isStillSo(flow.trigger, telling, variant)) return 'not-so-any-more';
  return now > lastChance(telling, flow) ? 'too-late' : null;
}

const lastChance = ({ startedAt }: FlowTelling, { trigger }: CatalogueFlow): Date =>
  addMs(startedAt, minutes(trigger.whom === 'asked' ? LOOKED_FOR_DAYS * 1_440 : TOLD_WITHIN_MINUTES));

interface Telling {
  telling: FlowTelling;
  flow: CatalogueFlow;
  pieces: number | null;
  now: Date;
}

async function tellOn(deps: BeginDeps, tx: Db, { telling, flow, pieces, now }: Telling): Promise<void> {
  const room = telling.change === 'back-in-stock' ? roomInWave(telling, pieces, now) : null;
  const next = await tellSome(deps, tx, { telling, flow, room, now });
  const begun = telling.begun + next.begun;
  if (next.begun > 0) await wake(tx, telling.shopId, 'advance-runs', now);
  const { afterId, waveAt, waveBegun } = next;
  if (next.dueAt) return store(tx, telling, { begun, afterId, waveAt, waveBegun, dueAt: next.dueAt });
  // Some who asked are in the flow about something else, or confirm their request only now.
  const later = addMs(now, minutes(LOOK_AGAIN_MINUTES));
  if (flow.trigger.whom === 'asked' && later <= lastChance(telling, flow))
    return store(tx, telling, { begun, afterId: null, waveAt, waveBegun, dueAt: later });
  return store(tx, telling, { begun, state: 'done', why: 'all-told' satisfies TellingEnd, afterId: null });
}

const store = async (tx: Db, telling: FlowTelling, data: Partial<FlowTelling>): Promise<void> => {
  const { shopId, flowKey, variantId, change, occurredAt } = telling;
  await tx.flowTelling.updateMany({ where: { shopId, flowKey, variantId, change, occurredAt }, data });
};
