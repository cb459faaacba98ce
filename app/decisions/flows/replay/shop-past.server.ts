import { loadConsentSettings } from '~/customers/consent/consent-settings.server';
import type { Db } from '~/platform/db/db.server';
import { sendRules } from '../../send-policy/send-rules.server';
import type { ShopPast } from './past';

/**
 * What of a shop counts for everybody, as it is now. Sending is taken as going on: a replay tells what a flow would do, not that a shop that is not set up yet
 * sends nothing.
 */
export async function shopPast(db: Db, shopId: string): Promise<ShopPast> {
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timezone: true, currency: true } });
  const rules = await sendRules(db, shopId, { transactionalStream: null });
  const { topics } = await loadConsentSettings(db, shopId);
  return { ...shop, topics, rules: { ...rules, isPaused: false }, goods: new Map(), pricesMinor: new Map() };
}
