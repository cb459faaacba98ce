import { createHash } from 'node:crypto';
import { storefrontBatch, type StorefrontBatch } from '~/capture/events/storefront-event';
import { receiveMany, type ShopDelivery } from '~/capture/inbox/receive-many.server';
import type { ReceiveDeps } from '~/capture/inbox/receive.server';
import type { VerifiedProxyRequest } from '~/integrations/shopify/proxy-verifier.server';
import type { Clock } from '~/platform/clock/clock';
import { parseJson } from '~/platform/storable';
import type { Services } from '~/services.server';
import { createGroupWriter } from './group-writer';
import type { StorefrontLimits } from './storefront-limits';

export type StorefrontDeps = ReceiveDeps & Pick<Services, 'shops' | 'logger'> & { clock: Clock };

/** What a browser said. */
export interface StorefrontRequest {
  body: unknown;
  /** Who Shopify's proxy says it is; null where it came directly. */
  vouched: VerifiedProxyRequest | null;
  /** It asks that its data be not sold (Global Privacy Control). */
  refusesSale: boolean;
}

export type Taken =
  | { kind: 'taken'; shopId: string }
  | { kind: 'refused'; why: string }
  | { kind: 'no-shop' }
  | { kind: 'wait'; seconds: number };

const MOST_IN_GROUP = 50;

/** Makes batches durable, several in one statement. Nothing that it answers depends on whether anybody is known. */
export function createStorefrontTaker(
  services: StorefrontDeps,
  limits: StorefrontLimits,
): (request: StorefrontRequest) => Promise<Taken> {
  const writer = createGroupWriter<ShopDelivery>((items) => receiveMany(services, items), MOST_IN_GROUP);
  const nowMs = () => services.systemClock.now().getTime();

  async function findShop(domain: string): Promise<string | null> {
    if (limits.isStranger(domain, nowMs())) return null;
    const shopId = await services.shops.find(domain);
    if (!shopId) limits.noteStranger(domain, nowMs());
    return shopId;
  }

  return async ({ body, vouched, refusesSale }) => {
    const parsed = readBatch(body, vouched);
    if (parsed.kind === 'refused') return parsed;
    const { batch } = parsed;
    const shopId = vouched && vouched.shopDomain !== batch.shop ? null : await findShop(batch.shop);
    if (!shopId) return { kind: 'no-shop' };
    const seconds = limits.shop(shopId, nowMs());
    if (seconds > 0) return { kind: 'wait', seconds };
    const told = { batch, customerId: vouched?.customerId ?? null, ...(refusesSale ? { refusesSale } : {}) };
    const names = { source: 'storefront', topic: 'batch', externalId: nameOf(told) } as const;
    const triggeredAt = services.clock.now();
    await writer.write({ shopId, delivery: { ...names, triggeredAt, body: JSON.stringify(told) } });
    return { kind: 'taken', shopId };
  };
}

/** The same events of the same browser are the same delivery, whenever they are sent; so is the same greeting. */
function nameOf({ batch, customerId }: { batch: StorefrontBatch; customerId: string | null }): string {
  const { visitorId, events, mail } = batch;
  const told = events.length > 0 ? [visitorId, events] : [visitorId, customerId, mail];
  return createHash('sha256').update(JSON.stringify(told)).digest('base64url');
}

type Read = { kind: 'read'; batch: StorefrontBatch } | { kind: 'refused'; why: string };

/** Who says nothing but that somebody is there needs somebody who vouches for it. */
function readBatch(body: unknown, vouched: VerifiedProxyRequest | null): Read {
  const parsed = storefrontBatch.safeParse(readJson(body));
  if (parsed.success && (parsed.data.events.length > 0 || vouched)) return { kind: 'read', batch: parsed.data };
  const [issue] = parsed.error?.issues ?? [{ path: ['events'], message: 'are missing' }];
  return {
    kind: 'refused',
    why: `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'is not a batch of events'}`,
  };
}

function readJson(body: unknown): unknown {
  try {
    return typeof body === 'string' ? parseJson(body) : null;
  } catch {
    return null;
  }
}
