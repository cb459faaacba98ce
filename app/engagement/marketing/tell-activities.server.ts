import { Prisma } from '@prisma/client';
import type { ActivityTold } from './activity';
import type { MarketingShop } from './marketing-check.server';
import { closedBy, type TellDeps } from './marketing-reports';
import { wantedActivities, type Known } from './wanted-activities.server';

/** Tells what is new of flows and campaigns. Gives why Shopify takes nothing; null: it takes what we tell. */
export async function tellActivities(deps: TellDeps, shop: MarketingShop): Promise<string | null> {
  const { db, clock } = deps;
  const rows = await db.prisma.marketingActivity.findMany({ where: { shopId: shop.id } });
  const known: Known = new Map(
    rows.map(({ remoteId, startedAt, told }) => [remoteId, { startedAt, told: told as ActivityTold | null }]),
  );
  const pages = deps.settingsUrl(shop.domain).replace(/\/settings$/, '');
  const wanted = await wantedActivities(db.prisma, { shopId: shop.id, pages, known, now: clock.now() });
  for (const [remoteId, activity] of wanted) {
    const row = rows.find((each) => each.remoteId === remoteId);
    if (isSame(row?.told, activity) || isSame(row?.refused, activity)) continue;
    const problem = await tellOne(deps, shop, remoteId, activity);
    if (problem !== null) return problem;
  }
  return null;
}

/** Columns give keys in another order than we do. */
const isSame = (kept: unknown, activity: ActivityTold): boolean =>
  kept !== null &&
  kept !== undefined &&
  Object.entries(activity).every(([key, value]) => (kept as Record<string, unknown>)[key] === value);

async function tellOne(
  { db, clock, marketingReports }: TellDeps,
  shop: MarketingShop,
  remoteId: string,
  activity: ActivityTold,
): Promise<string | null> {
  const outcome = await marketingReports.keep(shop.domain, remoteId, activity);
  const problem = closedBy(outcome);
  if (problem !== null) return problem;
  const now = clock.now();
  const said = activity as unknown as Prisma.InputJsonObject;
  const found =
    outcome.kind === 'told'
      ? { told: said, toldAt: now, refused: Prisma.DbNull, problem: null }
      : { refused: said, problem: outcome.kind === 'refused' ? outcome.problem : null };
  const key = { shopId: shop.id, remoteId };
  await db.prisma.marketingActivity.upsert({
    where: { shopId_remoteId: key },
    create: { ...key, startedAt: now, ...found },
    update: found,
  });
  return null;
}
