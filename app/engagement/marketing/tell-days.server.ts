import { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import { dayAt, daysBefore, isSameDay, NOTHING, offsetOn, type DayFigures } from './day';
import { figuresByDay } from './day-figures.server';
import type { MarketingShop } from './marketing-check.server';
import type { ReportOutcome, TellDeps } from './marketing-reports';

/** What becomes known later of an older day stays as it was told. */
const CORRECTED_DAYS = 60;
/** Other shops have their turn after so many. */
const MOST_AT_ONCE = 100;

interface Day {
  remoteId: string;
  day: string;
  figures: DayFigures;
}

export interface Turn {
  /** Why nothing can be told; null: it could. */
  problem: string | null;
  /** False: there is more, and others have their turn first. */
  isDone: boolean;
}

export const DONE: Turn = { problem: null, isDone: true };

/**
 * Tells of days that are over, once each new day has begun in the shop, and of earlier ones anew where something became known late: each told whole, so that
 * what was told before is overwritten. A day that runs is not told: how Shopify takes a day twice is not written anywhere, so that it is told twice
 * only where the first was wrong.
 */
export async function tellDays(deps: TellDeps, shop: MarketingShop): Promise<Turn> {
  const { prisma } = deps.db;
  const today = dayAt(deps.clock.now(), shop.timezone);
  const from = daysBefore(today, CORRECTED_DAYS);
  const due = await dueDays(prisma, shop, from, today);
  for (const day of due.slice(0, MOST_AT_ONCE)) {
    const outcome = await tellDay(deps, shop, day);
    if (outcome.kind === 'closed') return { problem: outcome.problem, isDone: true };
    // Somebody took it off there: the next look makes it anew, and tells its days.
    if (outcome.kind === 'missing') return DONE;
  }
  if (due.length > MOST_AT_ONCE) return { problem: null, isDone: false };
  await endDay(prisma, shop.id, { from, today });
  return DONE;
}

async function endDay(db: Db, shopId: string, { from, today }: { from: string; today: string }): Promise<void> {
  await db.marketingCheck.update({ where: { shopId }, data: { daysUntil: columnDay(today) } });
  await db.marketingDay.deleteMany({ where: { shopId, day: { lt: columnDay(from) } } });
}

/**
 * Whether a day has begun in the shop of which nobody has looked yet what came before it. What was refused is tried once more with it: what Shopify
 * takes may have changed.
 */
export async function beginDay({ db, clock }: TellDeps, { id: shopId, timezone }: MarketingShop): Promise<boolean> {
  const check = await db.prisma.marketingCheck.findUnique({ where: { shopId } });
  if (check?.daysUntil && wallDay(check.daysUntil) >= dayAt(clock.now(), timezone)) return false;
  await db.prisma.marketingActivity.updateMany({ where: { shopId }, data: { refused: Prisma.DbNull } });
  return true;
}

const columnDay = (day: string): Date => new Date(`${day}T00:00:00Z`);

const wallDay = (column: Date): string => column.toISOString().slice(0, 10);

/** Days whose figures are others than were told, the oldest first; of activities that Shopify has. */
async function dueDays(db: Db, shop: MarketingShop, from: string, until: string): Promise<Day[]> {
  const activities = await db.marketingActivity.findMany({
    where: { shopId: shop.id, toldAt: { not: null } },
    include: { days: { where: { day: { gte: columnDay(from) } } } },
  });
  const figures = await figuresByDay(db, { shop, from, until });
  const due = activities.flatMap(({ remoteId, days }): Day[] => {
    const told = new Map(days.map(({ day, figures: kept }) => [wallDay(day), kept as unknown as DayFigures]));
    const now = figures.get(remoteId) ?? new Map<string, DayFigures>();
    return [...new Set([...told.keys(), ...now.keys()])]
      .map((day) => ({ remoteId, day, figures: now.get(day) ?? NOTHING }))
      .filter((each) => !isSameDay(each.figures, told.get(each.day) ?? NOTHING));
  });
  return due.sort((a, b) => a.day.localeCompare(b.day));
}

async function tellDay(
  { db, clock, marketingReports }: TellDeps,
  shop: MarketingShop,
  { remoteId, day, figures }: Day,
): Promise<ReportOutcome> {
  const { currency, timezone } = shop;
  const told = { day, utcOffset: offsetOn(day, timezone), figures, currency };
  const outcome = await marketingReports.tellDay(shop.domain, remoteId, told);
  const key = { shopId: shop.id, remoteId };
  if (outcome.kind === 'missing') await db.prisma.marketingActivity.deleteMany({ where: key });
  if (outcome.kind === 'refused')
    await db.prisma.marketingActivity.updateMany({ where: key, data: { problem: outcome.problem } });
  if (outcome.kind !== 'told') return outcome;
  const dayKey = { ...key, day: columnDay(day) };
  const said = { figures: figures as unknown as Prisma.InputJsonObject, toldAt: clock.now() };
  await db.prisma.marketingDay.upsert({
    where: { shopId_remoteId_day: dayKey },
    create: { ...dayKey, ...said },
    update: said,
  });
  return outcome;
}
