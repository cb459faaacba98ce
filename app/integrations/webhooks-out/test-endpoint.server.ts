import type { WebhookEndpoint } from '@prisma/client';
import type { SystemClock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Ids } from '~/platform/ids.server';
import { testPayload } from './payload';
import type { PostOutcome, WebhookPoster } from './post-webhook.server';
import { signedHeaders } from './sign';

export interface TestDeps {
  ids: Ids;
  vault: Vault;
  systemClock: SystemClock;
  webhookPoster: WebhookPoster;
}

/** Sends one that is about nobody, signed as all others are, and tells what came of it. It is neither kept nor repeated. */
export function testEndpoint(
  { ids, vault, systemClock, webhookPoster }: TestDeps,
  shop: { id: string; domain: string },
  endpoint: WebhookEndpoint,
): Promise<PostOutcome> {
  const [id, at] = [ids.next(), systemClock.now()];
  const body = JSON.stringify(testPayload(id, at, shop.domain));
  const headers = signedHeaders(vault.open(endpoint.secret, shop.id), { id, body, at });
  return webhookPoster(endpoint.url, headers, body);
}
