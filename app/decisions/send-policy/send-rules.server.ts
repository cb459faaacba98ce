import type { Db } from '~/platform/db/db.server';
import type { SendRules, WayOut } from './arbiter/send-facts';
import { loadStop } from './sending-stop.server';

/** By which address mail of the shop's leaves, and which address is its own. */
interface Ways {
  wayOut: WayOut;
  shopAddressId: string | null;
}

const OWN_WAY: Ways = { wayOut: 'own', shopAddressId: null };

/** The shop's rules, with the defaults of a shop that never set any. */
export async function sendRules(
  db: Db,
  shopId: string,
  sender: { transactionalStream: string | null } | null,
  ways: Ways = OWN_WAY,
): Promise<SendRules> {
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timezone: true } });
  const policy = (await db.sendPolicy.findUnique({ where: { shopId } })) ?? (await defaultPolicy(db, shopId));
  const { quietFromMinute, quietUntilMinute, isPaused, frequencyCapMinutes, weeklyBudget } = policy;
  const quiet =
    quietFromMinute !== null && quietUntilMinute !== null
      ? { fromMinute: quietFromMinute, untilMinute: quietUntilMinute }
      : null;
  const has = { hasSender: sender !== null, hasTransactionalStream: Boolean(sender?.transactionalStream) };
  const stoppedFor = (await loadStop(db, shopId))?.why ?? null;
  return { isPaused, stoppedFor, ...has, ...ways, frequencyCapMinutes, weeklyBudget, quiet, timezone: shop.timezone };
}

/** Written rather than assumed, so that the defaults stand in one place, the schema. Several workers may be the first to ask. */
async function defaultPolicy(db: Db, shopId: string) {
  await db.sendPolicy.createMany({ data: [{ shopId }], skipDuplicates: true });
  return db.sendPolicy.findUniqueOrThrow({ where: { shopId } });
}
