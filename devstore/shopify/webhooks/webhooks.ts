import type { WorldClock } from '../../clock';
import type { JournalWriter } from '../../kept/journal';
import type { Keep } from '../../kept/keep';
import type { WebhookSubscription } from '../app-config/app-config';
import type { AdminWorld } from '../graphql/context';
import { uuidFrom } from '../live-store/state';
import type { DeliveryLogEntry, UndeliveredLogEntry } from '../log-entry';
import type { WebhookBehaviour } from '../options';
import { attempt } from './attempt';
import type { Delivery } from './delivery';
import { createDeliveryBook, type DeliveryFact, type KeptDelivery } from './delivery-book';
import { createFates } from './fates';
import { makeDelivery, subscriptionsFor, type OutgoingEvent } from './make-delivery';
import { createOutbox, type Outbox } from './outbox';
import { passesFilter } from './select';

export interface SentWebhook {
  topic: string;
  webhookId: string;
  eventId: string;
  uri: string;
  payload: unknown;
}

type Choice = (webhook: SentWebhook) => boolean;

/** Webhooks as tests and stories steer them. */
export interface WebhookControl {
  /** Resolves when everything that is due now has been answered (or given up). */
  settle(): Promise<void>;
  /** Sends matching past deliveries again, `times` times each, with the same Webhook-Id and bytes; gives how many were sent. */
  redeliver(choice: Choice, times?: number): Promise<number>;
  /** Loses the next `times` matching deliveries that are made. */
  drop(choice: Choice, times?: number): void;
  /** Sends the next `times` matching deliveries that are made twice. */
  duplicate(choice: Choice, times?: number): void;
  /** Holds deliveries back, as when Shopify is late; `resume` lets them go. */
  pause(): void;
  resume(): void;
  setBehaviour(behaviour: Partial<WebhookBehaviour>): void;
  /** Deliveries that wait, with the business time at which they are due. */
  waiting(): { topic: string; webhookId: string; attempt: number; dueAt: string }[];
}

export interface WebhookSender extends WebhookControl {
  /** Sends an event to all subscriptions of its topic. */
  send(event: OutgoingEvent): void;
  /** Makes the deliveries that an earlier run left undone. */
  takeUp(): void;
  stop(): Promise<void>;
}

export interface WebhookDependencies {
  world: () => AdminWorld;
  clock: WorldClock;
  seed: number;
  apiSecret: string;
  behaviour: WebhookBehaviour;
  log: (entry: DeliveryLogEntry | UndeliveredLogEntry) => void;
  keep: Keep;
  journal: JournalWriter<DeliveryFact>;
  /** Deliveries that an earlier run left undone. */
  undone: readonly KeptDelivery[];
}

/** Past deliveries that can be sent again; older ones are forgotten. */
const maxRemembered = 10_000;

export function createWebhooks(deps: WebhookDependencies): WebhookSender {
  const { clock, seed, keep, undone } = deps;
  const behaviour = { ...deps.behaviour };
  const ids = keep.random(seed, 'webhook ids');
  const order = keep.random(seed, 'webhook order');
  const fates = createFates(keep.random(seed, 'webhook fates'));
  const remembered: Delivery[] = [];
  const nowMs = () => clock.now().getTime();
  const outbox = createOutbox({
    clock,
    book: createDeliveryBook(deps.journal, undone),
    arrange: (due) => (behaviour.shuffle ? order.shuffle(due) : due),
    attempt: async (delivery) => {
      const isUnwanted = delivery.isForAppGone && deps.world().installation.isInstalled();
      return isUnwanted ? [] : attempt(delivery, deps.log, nowMs);
    },
  });

  const sendTo = (subscription: WebhookSubscription, event: OutgoingEvent): void => {
    const webhookId = uuidFrom(ids);
    const { topic, eventId } = event;
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
    const dueAtMs = nowMs() + (event.afterMs ?? 0) + behaviour.delayMs;
    const made = makeDelivery(event, subscription, deps.world(), { webhookId, dueAtMs, secret: deps.apiSecret });
    const delivery: Delivery = { ...made, fate: fates.decide(made, behaviour) };
    outbox.add(delivery);
    remembered.push(delivery);
    if (remembered.length > maxRemembered) remembered.shift();
  };

  return {
    ...controlOf(outbox, remembered, nowMs),
    send(event) {
      for (const subscription of subscriptionsFor(event.topic, deps.world())) sendTo(subscription, event);
    },
    takeUp: () => outbox.takeUp(undone),
    drop: (choice, times = 1) => fates.demand('dropped', (each) => choice(viewOf(each)), times),
    duplicate: (choice, times = 1) => fates.demand('doubled', (each) => choice(viewOf(each)), times),
    setBehaviour: (change) => void Object.assign(behaviour, change),
  };
}

function controlOf(outbox: Outbox, remembered: readonly Delivery[], nowMs: () => number) {
  return {
    settle: outbox.settle,
    pause: outbox.pause,
    resume: outbox.resume,
    stop: outbox.stop,
    async redeliver(choice: Choice, times = 1): Promise<number> {
      const chosen = remembered.filter((each) => choice(viewOf(each)));
      for (const each of chosen) {
        for (let copy = 0; copy < times; copy++)
          outbox.add({ ...each, fate: 'sent', isDuplicate: true, dueAtMs: nowMs() });
      }
      await outbox.settle();
      return chosen.length * times;
    },
    waiting: () =>
      outbox.waiting().map(({ topic, webhookId, attempt: number, dueAtMs }) => ({
        topic,
        webhookId,
        attempt: number,
        dueAt: new Date(dueAtMs).toISOString(),
      })),
  };
}

function viewOf({ topic, webhookId, eventId, uri, body }: Omit<Delivery, 'fate'>): SentWebhook {
  return { topic, webhookId, eventId, uri, payload: JSON.parse(body) as unknown };
}
