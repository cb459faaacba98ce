import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Database } from '~/platform/db/db.server';
import type { RecoveryMails } from './recovery-mail';

const DAY_MINUTES = 1_440;
/** Shopify's own mail goes ten hours after a checkout was left unless the merchant chose otherwise, and a day at the latest. */
const SETTLED_AFTER_MS = minutes(DAY_MINUTES);
/** A mail that was switched off long ago is no news. */
const LOOKED_BACK_MS = minutes(8 * DAY_MINUTES);

/** Notes whether somebody else mails about left checkouts, too. Returns when to look again: once a day. */
export async function lookForRecoveryMail(
  deps: { db: Database; clock: Clock; recoveryMails: RecoveryMails },
  shop: { id: string; domain: string },
): Promise<Date> {
  const now = deps.clock.now();
  const between = { from: addMs(now, -LOOKED_BACK_MS), until: addMs(now, -SETTLED_AFTER_MS) };
  const look = { lookedAt: now, ...(await deps.recoveryMails.seen(shop.domain, between)) };
  await deps.db.prisma.recoveryMailLook.upsert({
    where: { shopId: shop.id },
    create: { shopId: shop.id, ...look },
    update: look,
  });
  return addMs(now, minutes(DAY_MINUTES));
}
