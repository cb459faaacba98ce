import { addMs, minutes } from '~/platform/clock/clock';
import { messageOf } from '~/platform/errors';
import { closeCheck, mayTell, openCheck, type MarketingShop } from './marketing-check.server';
import type { TellDeps } from './marketing-reports';
import { tellActivities } from './tell-activities.server';
import { beginDay, DONE, tellDays, type Turn } from './tell-days.server';

/** What changes wakes us; this is for days that are over, and for what was lost. */
const LOOK_AGAIN_MINUTES = 6 * 60;
const AFTER_TROUBLE_MINUTES = 2;

/**
 * Tells Shopify's Marketing page of a shop's flows and campaigns, and of their days that are over: what should stand there is compared with what was
 * told, and only the difference is told, so that it does not matter who dies when. One worker at a time. Gives when to look again, by business time.
 */
export async function tellMarketing(deps: TellDeps, shopId: string): Promise<Date | null> {
  const shop = await deps.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  if (shop.installedAt === null) return null;
  const opened = await deps.db.transaction((tx) => openCheck(deps, tx, shop));
  if (!opened) return addMs(deps.clock.now(), minutes(AFTER_TROUBLE_MINUTES));
  const { problem, isDone } = await tellAll(deps, shop);
  const pause = problem === null ? LOOK_AGAIN_MINUTES : AFTER_TROUBLE_MINUTES;
  const lookAt = addMs(deps.clock.now(), isDone ? minutes(pause) : 0);
  await closeCheck(deps.db.prisma, shopId, { lookAt, problem });
  return lookAt;
}

async function tellAll(deps: TellDeps, shop: MarketingShop): Promise<Turn> {
  if (!mayTell(shop)) return { problem: NOT_ALLOWED, isDone: true };
  try {
    const isNewDay = await beginDay(deps, shop);
    const problem = await tellActivities(deps, shop);
    if (problem !== null) return { problem, isDone: true };
    return isNewDay ? await tellDays(deps, shop) : DONE;
  } catch (error) {
    return { problem: `Shopify could not be asked: ${messageOf(error)}`, isDone: true };
  }
}

const NOT_ALLOWED = 'Shopify does not let the app write marketing events: the permission was not granted.';

/** For whoever looks after lost wake-ups: a shop that was never looked at is due. */
export async function nextMarketingAt({ db, clock }: Pick<TellDeps, 'db' | 'clock'>, shopId: string): Promise<Date> {
  const check = await db.prisma.marketingCheck.findUnique({ where: { shopId } });
  return check?.lookAt ?? clock.now();
}
