import { LONGEST_WINDOW_DAYS } from '~/engagement/attribution/windows';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

/**
 * From when on a shop's orders can be credited anew: every click that could count for them is still there, by the longest window there is. Credit of older ones stays as it was worked
 * out while their clicks were here.
 */
export async function creditableSince(db: Db, shopId: string): Promise<Date> {
  const run = await db.retentionRun.findUnique({ where: { shopId }, select: { historySince: true } });
  return run?.historySince ? addMs(run.historySince, minutes(LONGEST_WINDOW_DAYS * 1_440)) : new Date(0);
}
