import type { AdminWorld } from './graphql/context';
import type { SeededRandom } from '../store-data/seeded-random';
import { found, uuidFrom } from './live-store/state';
import type { TokenStore } from './oauth/tokens';
import type { Payload } from './webhooks/payloads/rest';
import {
  customerRedactPayload,
  dataRequestPayload,
  scopesUpdatePayload,
  shopPayload,
  shopRedactPayload,
} from './webhooks/payloads/shop';
import type { WebhookSender } from './webhooks/webhooks';

const shopRedactAfterMs = 48 * 60 * 60 * 1000;

/** What the platform itself tells an app: the end of an installation, changed scopes, and the law's requests. */
export interface Compliance {
  /** A customer asks the merchant for their data: `customers/data_request`. */
  requestData(customerId: string): void;
  /** The merchant erases a customer: `customers/redact`. The customer's record stays, as it does for a while at Shopify. */
  redactCustomer(customerId: string): void;
}

export interface PlatformEvents extends Compliance {
  announce(topic: string, payload: Payload): void;
  uninstall(): void;
  setScopes(scopes: string[]): void;
}

export function createCompliance(deps: {
  world: AdminWorld;
  webhooks: WebhookSender;
  tokens: TokenStore;
  /** Of event ids. */
  random: SeededRandom;
}): PlatformEvents {
  const { world, webhooks, tokens, random } = deps;
  const { state, installation } = world;
  const { shop } = state.data;

  const announce = (topic: string, payload: Payload, more: { afterMs?: number; isForAppGone?: boolean } = {}) =>
    webhooks.send({ topic, payload, eventId: uuidFrom(random), at: state.clock.now().toISOString(), ...more });

  const person = (customerId: string) => ({
    customer: found(state.customers.get(customerId), `customer ${customerId}`),
    orders: state.ordersByCustomer.get(customerId) ?? [],
  });

  return {
    announce,
    uninstall() {
      if (!installation.isInstalled()) return;
      announce('app/uninstalled', shopPayload(shop, world));
      tokens.revokeAll();
      installation.uninstall();
      world.marketing.removeAll();
      // A shop that has come back in the meantime keeps its data.
      announce('shop/redact', shopRedactPayload(shop), { afterMs: shopRedactAfterMs, isForAppGone: true });
    },
    setScopes(scopes) {
      const previous = installation.scopes();
      installation.setScopes(scopes);
      announce('app/scopes_update', scopesUpdatePayload(previous, installation.scopes(), world));
    },
    requestData(customerId) {
      const { customer, orders } = person(customerId);
      announce('customers/data_request', dataRequestPayload(customer, orders, random.int(1_000_000, 9_999_999), shop));
    },
    redactCustomer(customerId) {
      const { customer, orders } = person(customerId);
      announce('customers/redact', customerRedactPayload(customer, orders, shop));
    },
  };
}
