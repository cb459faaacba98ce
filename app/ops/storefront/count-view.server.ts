import { isbot } from 'isbot';
import type { Clock } from '~/platform/clock/clock';
import { withShop, type Database } from '~/platform/db/db.server';
import { dayOf } from '~/customers/rules/days';
import type { FormPlace } from './form-places';

/** Counts that a form was seen, on the shop's own day. Programs that look at pages are not counted, and are told nothing of it. */
export function countView(
  { db, clock }: { db: Database; clock: Clock },
  shopId: string,
  { place, userAgent }: { place: FormPlace; userAgent: string | undefined },
): Promise<void> {
  if (!userAgent || isbot(userAgent)) return Promise.resolve();
  return withShop(shopId, async () => {
    const { timezone } = await db.prisma.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timezone: true } });
    const day = dayOf(clock.now(), timezone).toString();
    await db.prisma.$executeRaw`
      INSERT INTO storefront_form_views AS v ("shopId", "day", "place", "seen") VALUES (${shopId}::uuid, ${day}::date, ${place}, 1)
      ON CONFLICT ("shopId", "day", "place") DO UPDATE SET "seen" = v."seen" + 1`;
  });
}
