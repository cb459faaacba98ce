import type { WebhookEndpoint, WebhookMessage } from '@prisma/client';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SystemClock } from '~/platform/clock/clock';
import { messageOf } from '~/platform/errors';
import type { FlowTeller } from '../shopify-flow/tell-flow.server';
import { FLOW_CHANNEL } from '../shopify-flow/triggers';
import { claimMessages, nextMessageAt, openEndpoints } from './claim-messages.server';
import { bodyOf, type BodyDeps } from './make-body.server';
import type { PostOutcome, WebhookPoster } from './post-webhook.server';
import { signedHeaders } from './sign';
import { isTaken, storeAttempt } from './store-attempt.server';

export interface SendDeps extends BodyDeps {
  systemClock: SystemClock;
  webhookPoster: WebhookPoster;
  flowTeller: FlowTeller;
}

/** After so many rounds other shops have their turn. */
const MOST_ROUNDS = 50;
/** Whoever answers slowly is asked again in another turn: the others of the shop are not to wait for it. */
const SLOW_MS = 1_000;
const LOOK_AGAIN_MS = 500;
const LONGEST_TURN_MS = 30_000;

/**
 * Sends a shop's webhooks, to each endpoint by itself: who fails or is slow holds up nobody else. Gives when there is more to send, by system time; null:
 * nothing waits.
 */
export async function sendWebhooks(deps: SendDeps, shop: { id: string; domain: string }): Promise<Date | null> {
  const endpoints = await openEndpoints(deps.db.prisma, shop.id, deps.systemClock.now());
  const busy = new Set(endpoints);
  const endsAtMs = performance.now() + LONGEST_TURN_MS;
  await Promise.all(
    endpoints.map(async (endpoint) => {
      await sendTo(deps, shop, endpoint);
      busy.delete(endpoint);
      // What comes while another is slow does not wait for it.
      while (busy.size > 0 && performance.now() < endsAtMs) {
        await sleep(LOOK_AGAIN_MS);
        await sendTo(deps, shop, endpoint);
      }
    }),
  );
  return nextMessageAt(deps.db.prisma, shop.id);
}

async function sendTo(deps: SendDeps, shop: { id: string; domain: string }, endpoint: WebhookEndpoint): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const claimed = await deps.db.transaction((tx) => claimMessages(tx, shop.id, endpoint.id, deps.systemClock.now()));
    if (claimed.length === 0) return;
    const begunMs = performance.now();
    const taken = await Promise.all(claimed.map((message) => send(deps, shop, endpoint, message)));
    if (taken.includes(false) || performance.now() - begunMs > SLOW_MS) return;
  }
}

/** Whether it was taken. */
async function send(
  deps: SendDeps,
  shop: { id: string; domain: string },
  endpoint: WebhookEndpoint,
  message: WebhookMessage,
): Promise<boolean> {
  const outcome = await attempt(deps, shop, endpoint, message);
  if (outcome === 'nobody') {
    await deps.db.prisma.webhookMessage.deleteMany({ where: { shopId: shop.id, id: message.id } });
    return true;
  }
  await deps.db.transaction((tx) => storeAttempt(tx, message, outcome, deps.systemClock.now()));
  return isTaken(outcome);
}

/** What cannot be made is no reason to keep others waiting: it has failed like one that was not taken. */
async function attempt(
  deps: SendDeps,
  shop: { id: string; domain: string },
  endpoint: WebhookEndpoint,
  message: WebhookMessage,
): Promise<PostOutcome | 'nobody'> {
  try {
    const body = await bodyOf(deps, shop, endpoint, message);
    if (body === null) return 'nobody';
    if (endpoint.channel === FLOW_CHANNEL) return await deps.flowTeller(shop.domain, body);
    const secret = deps.vault.open(endpoint.secret, shop.id);
    const headers = signedHeaders(secret, { id: message.id, body, at: deps.systemClock.now() });
    return await deps.webhookPoster(endpoint.url, headers, body);
  } catch (error) {
    return { kind: 'failed', problem: messageOf(error) };
  }
}
