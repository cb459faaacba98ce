import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Database } from '~/platform/db/db.server';
import { ownerLetter } from '../owner-letter';
import { canTellOwner, tellOwner } from '../tell-owner.server';
import type { WatchDeps } from '../watch-sending.server';
import { heldLetter } from './held-letter';
import { namedHeldMails } from './named-held-mails.server';

const TRY_AGAIN_MS = minutes(30);

/**
 * Tells a shop's owner, once for each form of a mail, that messages of it wait because it is too large. Returns when to look again (business time), or null
 * where nothing is to be told.
 */
export async function watchHeldMails(deps: WatchDeps, shopId: string): Promise<Date | null> {
  const { prisma } = deps.db;
  const now = deps.clock.now();
  const untold = await untoldKeys(deps.db, shopId);
  if (untold.length === 0) return null;
  const shop = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  if (!canTellOwner(deps, shop)) return null;
  // Noted before it is sent, so that nobody is told twice; what surely did not leave is taken back.
  const which = { shopId, key: { in: untold } };
  const { count } = await prisma.heldMail.updateMany({ where: { ...which, toldAt: null }, data: { toldAt: now } });
  const mails = (await namedHeldMails(prisma, shopId)).filter(({ key }) => untold.includes(key));
  if (count === 0 || mails.length === 0) return null;
  const url = deps.settingsUrl(shop.domain).replace(/\/settings$/, '/emails');
  if (await tellOwner(deps, shop, ownerLetter(heldLetter({ shopName: shop.name || shop.domain, mails, url }))))
    return null;
  await prisma.heldMail.updateMany({ where: which, data: { toldAt: null } });
  return addMs(now, TRY_AGAIN_MS);
}

/** When the owner of a shop is next to be told of a mail that is held, or null. */
export const nextHeldLetterAt = async (
  { db, clock }: { db: Database; clock: Clock },
  shopId: string,
): Promise<Date | null> => ((await untoldKeys(db, shopId)).length > 0 ? clock.now() : null);

const untoldKeys = async ({ prisma }: Database, shopId: string): Promise<string[]> =>
  (await prisma.heldMail.findMany({ where: { shopId, toldAt: null } })).map(({ key }) => key);
