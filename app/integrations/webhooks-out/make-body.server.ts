import type { WebhookEndpoint, WebhookMessage } from '@prisma/client';
import { maySell } from '~/customers/consent/may-sell.server';
import { openRecipient } from '~/customers/profiles/address-vault.server';
import { presentProfile } from '~/customers/profiles/profile-tree.server';
import { logAccess, type AuditDeps } from '~/platform/audit/access-log.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Database, Db } from '~/platform/db/db.server';
import { causeTold, type MembershipPayload } from './payload';

export interface BodyDeps extends AuditDeps {
  db: Database;
  vault: Vault;
}

/**
 * The text of a message, made once and kept sealed, so that each attempt says the same. An address goes along where the merchant wants it and the person
 * has nothing against being told of to others; that it did is written down before it leaves. Null: the person is nobody any more.
 */
export async function bodyOf(
  deps: BodyDeps,
  shop: { id: string; domain: string },
  endpoint: WebhookEndpoint,
  message: WebhookMessage,
): Promise<string | null> {
  if (message.body) return deps.vault.open(message.body, shop.id);
  return deps.db.transaction(async (tx) => {
    const payload = await payloadOf(deps, tx, shop, endpoint, message);
    if (!payload) return null;
    const body = JSON.stringify(payload);
    const key = { shopId_id: { shopId: shop.id, id: message.id } };
    await tx.webhookMessage.update({ where: key, data: { body: deps.vault.seal(body, shop.id) } });
    return body;
  });
}

async function payloadOf(
  deps: BodyDeps,
  tx: Db,
  shop: { id: string; domain: string },
  endpoint: WebhookEndpoint,
  message: WebhookMessage,
): Promise<MembershipPayload | null> {
  const profileId = await presentProfile(tx, shop.id, message.profileId);
  if (!profileId) return null;
  const { id, kind, segmentId, cause, occurredAt } = message;
  const segment = await tx.segment.findUnique({ where: { shopId_id: { shopId: shop.id, id: segmentId } } });
  const email = endpoint.withEmail ? await emailOf(deps, tx, shop.id, profileId, endpoint.id) : null;
  return {
    ...{ id, type: kind as MembershipPayload['type'], at: occurredAt.toISOString(), shop: shop.domain },
    segment: { id: segmentId, name: segment?.name ?? '' },
    profile: { id: profileId, ...(await namesOf(tx, shop.id, profileId)), ...(email ? { email } : {}) },
    cause: causeTold(cause),
  };
}

/** What other programs know them by: the newest of each. */
async function namesOf(
  tx: Db,
  shopId: string,
  profileId: string,
): Promise<{ shopifyCustomerId: string | null; externalId?: string }> {
  const rows = await tx.identity.findMany({
    where: { shopId, profileId, kind: { in: ['customer', 'external'] } },
    orderBy: { linkedAt: 'desc' },
  });
  const newest = (kind: string) => rows.find((row) => row.kind === kind)?.value;
  const externalId = newest('external');
  return { shopifyCustomerId: newest('customer') ?? null, ...(externalId ? { externalId } : {}) };
}

async function emailOf(
  deps: BodyDeps,
  tx: Db,
  shopId: string,
  profileId: string,
  endpointId: string,
): Promise<string | null> {
  if (!(await maySell(tx, shopId, profileId))) return null;
  const profile = await tx.profile.findUniqueOrThrow({ where: { shopId_id: { shopId, id: profileId } } });
  if (!profile.primaryAddressId) return null;
  const recipient = await openRecipient(deps.vault, tx, shopId, profile.primaryAddressId);
  if (!recipient) return null;
  await logAccess(deps, tx, shopId, { actor: `webhook:${endpointId}`, what: 'profile-told', subject: profileId });
  return recipient.email;
}
