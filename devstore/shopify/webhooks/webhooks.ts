import { createHmac } from 'node:crypto';
import { satisfies } from '../admin-schema/access-rules';
import type { WebhookSubscription } from '../app-config/app-config';
import type { AdminWorld } from '../graphql/context';
import { uuidFrom } from '../live-store/state';
import type { DeliveryLogEntry, UndeliveredLogEntry } from '../log-entry';
import type { WebhookBehaviour } from '../options';
import { createOutbox, type Delivery } from './outbox';
import type { Payload } from './payloads/rest';
import { isProtectedTopic, redact } from './redaction';
import { includeFields, passesFilter } from './select';

export interface SentWebhook {
  topic: string;
  webhookId: string;
  eventId: string;
  uri: string;
  payload: unknown;
}

/** Webhooks as tests and stories steer them. */
export interface WebhookControl {
  /** Resolves when everything that is due now has been answered (or given up). */
  settle(): Promise<void>;
  /** Sends matching past deliveries again, `times` times each, with the same Webhook-Id and bytes; gives how many were sent. */
  redeliver(predicate: (webhook: SentWebhook) => boolean, times?: number): Promise<number>;
  /** Loses the next `times` matching deliveries. */
  drop(predicate: (webhook: SentWebhook) => boolean, times?: number): void;
  /** Sends the next `times` matching deliveries twice. */
  duplicate(predicate: (webhook: SentWebhook) => boolean, times?: number): void;
  /** Holds deliveries back, as when Shopify is late; `resume` lets them go. */
  pause(): void;
  resume(): void;
  setBehaviour(behaviour: Partial<WebhookBehaviour>): void;
  /** Deliveries that wait, with the business time at which they are due. */
  waiting(): { topic: string; webhookId: string; attempt: number; dueAt: string }[];
}

export interface WebhookSender extends WebhookControl {
  /** Sends a payload to all subscriptions of a topic. `afterMs` of business time may lie before the first delivery. */
  send(event: OutgoingEvent): void;
  stop(): Promise<void>;
}

export interface OutgoingEvent {
  topic: string;
  payload: Payload;
  eventId: string;
  /** The event's business time. */
  at: string;
  afterMs?: number;
  isWanted?: () => boolean;
}

export interface WebhookDependencies {
  world: () => AdminWorld;
  apiSecret: string;
  behaviour: WebhookBehaviour;
  log: (entry: DeliveryLogEntry | UndeliveredLogEntry) => void;
}

export function createWebhooks(
  deps: WebhookDependencies,
  outboxParts: Pick<AdminWorld['state'], 'clock' | 'random'>,
): WebhookSender {
  const { clock, random } = outboxParts;
  const behaviour = { ...deps.behaviour };
  const outbox = createOutbox({ clock, random, behaviour, log: deps.log });

  const sendTo = (subscription: WebhookSubscription, event: OutgoingEvent): void => {
    const { topic, eventId } = event;
    const webhookId = uuidFrom(random);
    if (!passesFilter(event.payload, subscription.filter)) {
      return deps.log({
        kind: 'webhook-undelivered',
        topic,
        uri: subscription.uri,
        eventId,
        webhookId,
        reason: 'filtered',
      });
    }
    const world = deps.world();
    const shown = redact(event.payload, world.approvals.protectedData);
    const body = JSON.stringify(includeFields(shown, subscription.includeFields));
    const delivery: Delivery = {
      webhookId,
      eventId,
      topic,
      uri: subscription.uri,
      url: new URL(subscription.uri, world.appUrl).toString(),
      headers: headersOf(event, subscription, { webhookId, body, world, secret: deps.apiSecret }),
      body,
      attempt: 0,
      dueAtMs: clock.now().getTime() + (event.afterMs ?? 0) + behaviour.delayMs,
      isDuplicate: false,
      ...(event.isWanted ? { isWanted: event.isWanted } : {}),
    };
    outbox.add(delivery);
  };

  return {
    send(event) {
      const world = deps.world();
      if (world.approvals.protectedData === 'none' && isProtectedTopic(event.topic)) return;
      if (!isAllowed(event.topic, world)) return;
      for (const subscription of world.config.subscriptions) {
        if (subscription.topic === event.topic) sendTo(subscription, event);
      }
    },
    settle: outbox.settle,
    async redeliver(predicate, times = 1) {
      const chosen = outbox.sent().filter((each) => predicate(viewOf(each)));
      const dueAtMs = clock.now().getTime();
      for (const each of chosen) {
        for (let copy = 0; copy < times; copy++) outbox.add({ ...each, isDuplicate: true, dueAtMs });
      }
      await outbox.settle();
      return chosen.length * times;
    },
    drop: (predicate, times = 1) => outbox.meddle('drop', (each) => predicate(viewOf(each)), times),
    duplicate: (predicate, times = 1) => outbox.meddle('duplicate', (each) => predicate(viewOf(each)), times),
    pause: outbox.pause,
    resume: outbox.resume,
    setBehaviour(change) {
      Object.assign(behaviour, change);
      outbox.setBehaviour(change);
    },
    waiting: () =>
      outbox.waiting().map(({ topic, webhookId, attempt, dueAtMs }) => ({
        topic,
        webhookId,
        attempt,
        dueAt: new Date(dueAtMs).toISOString(),
      })),
    stop: outbox.stop,
  };
}

function viewOf({ topic, webhookId, eventId, uri, body }: Delivery): SentWebhook {
  return { topic, webhookId, eventId, uri, payload: JSON.parse(body) as unknown };
}

/** A topic whose scope has been taken away is not sent; compliance topics need none. */
function isAllowed(topic: string, world: AdminWorld): boolean {
  const known = world.admin.topics.get(topic);
  if (!known || known.anyScope.length === 0) return true;
  return satisfies({ anyOf: known.anyScope, allOf: [], text: '' }, new Set(world.installation.scopes()));
}

interface Signing {
  webhookId: string;
  body: string;
  world: AdminWorld;
  secret: string;
}

function headersOf(
  event: OutgoingEvent,
  subscription: WebhookSubscription,
  { webhookId, body, world, secret }: Signing,
): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'User-Agent': 'Shopify-Captain-Hook',
    Accept: '*/*',
    'X-Shopify-Topic': event.topic,
    'X-Shopify-Hmac-Sha256': createHmac('sha256', secret).update(body).digest('base64'),
    'X-Shopify-Shop-Domain': world.state.data.shop.domain,
    'X-Shopify-API-Version': world.config.apiVersion,
    'X-Shopify-Webhook-Id': webhookId,
    'X-Shopify-Event-Id': event.eventId,
    'X-Shopify-Triggered-At': event.at.replace('Z', '000000Z'),
    ...(subscription.name ? { 'X-Shopify-Name': subscription.name } : {}),
  };
}
