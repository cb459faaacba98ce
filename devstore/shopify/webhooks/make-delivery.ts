import { createHmac } from 'node:crypto';
import { satisfies } from '../admin-schema/access-rules';
import type { WebhookSubscription } from '../app-config/app-config';
import type { AdminWorld } from '../graphql/context';
import type { Delivery } from './delivery';
import type { Payload } from './payloads/rest';
import { isProtectedTopic, redact } from './redaction';
import { includeFields } from './select';

export interface OutgoingEvent {
  topic: string;
  payload: Payload;
  eventId: string;
  /** The event's business time. */
  at: string;
  /** Business time between the event and its first delivery. */
  afterMs?: number;
  /** Not sent if the app is installed again by then. */
  isForAppGone?: boolean;
}

/** Subscriptions that hear of a topic; none where a scope has been taken away or customer data may not be shown. */
export function subscriptionsFor(topic: string, world: AdminWorld): WebhookSubscription[] {
  if (world.approvals.protectedData === 'none' && isProtectedTopic(topic)) return [];
  const anyScope = world.admin.topics.get(topic)?.anyScope ?? [];
  const isAllowed =
    anyScope.length === 0 || satisfies({ anyOf: anyScope, allOf: [], text: '' }, new Set(world.installation.scopes()));
  return isAllowed ? world.config.subscriptions.filter((each) => each.topic === topic) : [];
}

interface Stamp {
  webhookId: string;
  dueAtMs: number;
  secret: string;
}

/** The bytes and headers of an event for one subscription. */
export function makeDelivery(
  event: OutgoingEvent,
  subscription: WebhookSubscription,
  world: AdminWorld,
  stamp: Stamp,
): Omit<Delivery, 'fate'> {
  const shown = redact(event.payload, world.approvals.protectedData);
  const body = JSON.stringify(includeFields(shown, subscription.includeFields));
  const { webhookId, dueAtMs, secret } = stamp;
  return {
    webhookId,
    eventId: event.eventId,
    topic: event.topic,
    uri: subscription.uri,
    url: new URL(subscription.uri, world.appUrl).toString(),
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Shopify-Captain-Hook',
      Accept: '*/*',
      'X-Shopify-Topic': event.topic,
      'X-Shopify-Hmac-Sha256': createHmac('sha256', secret).update(body).digest('base64'),
      'X-Shopify-Shop-Domain': world.state.data.shop.domain,
      'X-Shopify-API-Version': world.config.apiVersion,
      'X-Shopify-Webhook-Id': webhookId,
      'X-Shopify-Event-Id': event.eventId,
      // Nanoseconds, of which the stand-in knows the milliseconds.
      'X-Shopify-Triggered-At': event.at.replace('Z', '000000Z'),
      ...(subscription.name ? { 'X-Shopify-Name': subscription.name } : {}),
    },
    body,
    attempt: 0,
    dueAtMs,
    isDuplicate: false,
    ...(event.isForAppGone ? { isForAppGone: true } : {}),
  };
}
