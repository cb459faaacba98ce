import type { CustomerEvent, EventType } from '~/capture/events/event';
import { requestsOf } from '~/customers/rules/evaluate';
import type { MessageSubject } from '../send-policy/message-subject';
import type { FlowDefinition } from './language/flow';

/** What a run is about, and its mails with it. */
export type RunSubject = MessageSubject;

const KEPT = ['productId', 'variantId', 'collectionId', 'orderId', 'segmentId'] as const;

const OF_CARTS: ReadonlySet<EventType> = new Set(['cart_updated', 'checkout_updated']);

/** Whether a flow is about carts: then its mails are pointless once the cart is bought. Others may begin with that very order. */
export function isAboutCarts({ trigger, exits, nodes }: FlowDefinition): boolean {
  if (trigger.kind === 'event' && trigger.events.some(({ event }) => OF_CARTS.has(event))) return true;
  const rules = [trigger.when, ...exits.map(({ when }) => when)];
  const asked = rules.flatMap(requestsOf);
  const isOfCarts = (fact: string) => fact.startsWith('cart.');
  return (
    asked.some((request) => request.kind === 'fact' && isOfCarts(request.fact)) ||
    nodes.some((node) => node.kind === 'delay' && isOfCarts(node.after))
  );
}

export function subjectOf({ properties }: Pick<CustomerEvent, 'properties'>, cartToken: string | null): RunSubject {
  const told = properties as Record<string, unknown>;
  const about = Object.fromEntries(KEPT.flatMap((key) => (typeof told[key] === 'string' ? [[key, told[key]]] : [])));
  return Object.keys(about).length > 0 ? { cartToken, about } : { cartToken };
}

export const cartTokenOf = (run: { subject: unknown }): string | null =>
  (run.subject as Partial<RunSubject>).cartToken ?? null;
