import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import { ownerNotice } from './owner-notice';
import { sendingTrouble, type SendingTrouble } from './sending-trouble.server';
import { canTellOwner, tellOwner, type TellOwnerDeps } from './tell-owner.server';

export interface WatchDeps extends TellOwnerDeps {
  db: Database;
  clock: Clock;
  /** Address of the app's settings in a shop's admin. */
  settingsUrl(shopDomain: string): string;
}

/** Postmark's usual pauses are shorter; what lasts longer needs somebody. */
const TOLD_AFTER_MS = minutes(30);
const LOOK_AGAIN_MS = minutes(30);

/**
 * Tells a shop's owner, once each time, that its mail has not left for half an hour. It goes through the operator's own account, since the
 * shop's is what fails. Returns when to look again (business time), or null where all is well.
 */
export async function watchSending(deps: WatchDeps, shopId: string): Promise<Date | null> {
  const { prisma } = deps.db;
  const now = deps.clock.now();
  const trouble = await sendingTrouble(prisma, shopId);
  if (!trouble) {
    await prisma.sendingIncident.deleteMany({ where: { shopId } });
    return null;
  }
  const { since, state } = await prisma.sendingIncident.upsert({
    where: { shopId },
    create: { shopId, since: now, detail: trouble.detail },
    update: { detail: trouble.detail },
  });
  if (state === 'told') return addMs(now, LOOK_AGAIN_MS);
  const tellAt = addMs(since, TOLD_AFTER_MS);
  if (tellAt > now) return tellAt;
  await tellOfTrouble(deps, shopId, trouble);
  return addMs(now, LOOK_AGAIN_MS);
}

/** Noted before it is sent, so that nobody is told twice; what surely did not leave is taken back and tried again later. */
async function tellOfTrouble(deps: WatchDeps, shopId: string, trouble: SendingTrouble): Promise<void> {
  const { prisma } = deps.db;
  const shop = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  deps.logger.error({ shopId, detail: trouble.detail, waiting: trouble.waiting }, 'no mail leaves for a shop');
  if (!canTellOwner(deps, shop)) return;
  if (!(await claim(prisma, shopId, deps.clock.now()))) return;
  const adminUrl = deps.settingsUrl(shop.domain);
  const mail = ownerNotice({ shopName: shop.name || shop.domain, ...trouble, adminUrl });
  if (await tellOwner(deps, shop, mail)) return;
  await prisma.sendingIncident.updateMany({ where: { shopId }, data: { state: 'open', toldAt: null } });
}

async function claim(db: Db, shopId: string, toldAt: Date): Promise<boolean> {
  const { count } = await db.sendingIncident.updateMany({
    where: { shopId, state: 'open' },
    data: { state: 'told', toldAt },
  });
  return count === 1;
}
