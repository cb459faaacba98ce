import { loadStop, stopWhereNeeded, type Stop } from '~/decisions/send-policy/sending-stop.server';
import { addMs, minutes } from '~/platform/clock/clock';
import { ownerLetter } from './owner-letter';
import { stopLetter } from './stop-letter';
import { canTellOwner, tellOwner } from './tell-owner.server';
import type { WatchDeps } from './watch-sending.server';

const TRY_AGAIN_MS = minutes(30);

/**
 * Stops a shop's marketing mail where too much of it came back or was complained of, and tells its owner, once each time. Returns when to try again to tell
 * them (business time), or null.
 */
export async function watchStopLoss(deps: WatchDeps, shopId: string): Promise<Date | null> {
  const { prisma } = deps.db;
  await stopWhereNeeded(deps, prisma, shopId);
  const stop = await loadStop(prisma, shopId);
  if (!stop || (await tellOfStop(deps, shopId, stop))) return null;
  return addMs(deps.clock.now(), TRY_AGAIN_MS);
}

/** Noted before it is sent, so that nobody is told twice; what surely did not leave is taken back. False: it is to be tried again. */
async function tellOfStop(deps: WatchDeps, shopId: string, stop: Stop): Promise<boolean> {
  const { prisma } = deps.db;
  const shop = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  if (!canTellOwner(deps, shop)) return true;
  const where = { shopId, stoppedAt: stop.stoppedAt };
  const { count } = await prisma.sendingStop.updateMany({
    where: { ...where, toldAt: null },
    data: { toldAt: deps.clock.now() },
  });
  if (count === 0) return true;
  deps.logger.warn({ shopId, ...stop }, 'the marketing mail of a shop has stopped by itself');
  const url = deps.settingsUrl(shop.domain).replace(/\/settings$/, '');
  const letter = stopLetter({ shopName: shop.name || shop.domain, stop, url });
  if (await tellOwner(deps, shop, ownerLetter(letter))) return true;
  await prisma.sendingStop.updateMany({ where, data: { toldAt: null } });
  return false;
}
