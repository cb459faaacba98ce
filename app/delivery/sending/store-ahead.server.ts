import type { Message, Shop } from '@prisma/client';
import { isBehind } from '~/capture/freshness/is-behind.server';
import type { LiveCustomers } from '~/capture/freshness/live-customers';
import type { StoreAhead } from '~/decisions/send-policy/arbiter/send-facts';
import type { Consent } from '~/customers/consent/consent';
import type { Clock, SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';

interface AheadDeps {
  clock: Clock;
  systemClock: SystemClock;
  liveCustomers: LiveCustomers;
}

interface Whom {
  message: Pick<Message, 'profileId'>;
  consent: Consent;
}

/**
 * By profile: what the store says of people that is not read here yet, an order or a no. The store is asked only where what is known here may be old; then what
 * it knows is fetched, too, and these mails wait for that. Throws where the store cannot be asked: no mail goes out on what may be old.
 */
export async function storeAhead(
  deps: AheadDeps,
  db: Db,
  shop: Pick<Shop, 'id' | 'domain'>,
  whom: readonly Whom[],
): Promise<Map<string, StoreAhead>> {
  const ahead = new Map<string, StoreAhead>();
  if (whom.length === 0 || !(await isBehind(deps, db, shop.id))) return ahead;
  const customers = await db.identity.findMany({
    where: { shopId: shop.id, kind: 'customer', profileId: { in: whom.map(({ message }) => message.profileId) } },
    select: { value: true, profileId: true },
  });
  if (customers.length === 0) return ahead;
  const ids = customers.map(({ value }) => value);
  const live = await deps.liveCustomers.customers(shop.domain, ids);
  const unread = await unreadOrders(db, shop.id, live);
  const consentOf = new Map(whom.map(({ message, consent }) => [message.profileId, consent]));
  for (const { value, profileId } of customers) {
    const { lastOrderId = null, refusedAt = null } = live.get(value) ?? {};
    const since = consentOf.get(profileId)?.since ?? null;
    if (lastOrderId !== null && unread.has(lastOrderId)) ahead.set(profileId, 'order');
    else if (refusedAt && (!since || refusedAt > since)) ahead.set(profileId, 'no');
  }
  if (ahead.size > 0) await wake(db, shop.id, 'reconcile-shop', deps.clock.now());
  return ahead;
}

async function unreadOrders(
  db: Db,
  shopId: string,
  live: ReadonlyMap<string, { lastOrderId: string | null }>,
): Promise<Set<string>> {
  const told = [...live.values()].flatMap(({ lastOrderId }) => lastOrderId ?? []);
  const known = await db.order.findMany({ where: { shopId, id: { in: told } }, select: { id: true } });
  const read = new Set(known.map(({ id }) => id));
  return new Set(told.filter((id) => !read.has(id)));
}
