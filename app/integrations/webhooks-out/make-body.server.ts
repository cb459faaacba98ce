import type { WebhookEndpoint, WebhookMessage } from '@prisma/client';
import { maySell } from '~/customers/consent/may-sell.server';
import { openRecipient } from '~/customers/profiles/address-vault.server';
import { presentProfile } from '~/customers/profiles/profile-tree.server';
import { logAccess, type AuditDeps } from '~/platform/audit/access-log.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Database, Db } from '~/platform/db/db.server';
import { makeTrigger } from '../shopify-flow/make-trigger.server';
import { FLOW_CHANNEL } from '../shopify-flow/triggers';
import { causeTold, type FlowPayload, type MembershipPayload } from './payload';

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
    const payload =
      endpoint.channel === FLOW_CHANNEL
        ? await makeTrigger(tx, message)
        : await payloadOf(deps, tx, shop, endpoint, message);
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
): Promise<MembershipPayload | FlowPayload | null> {
  const profileId = await presentProfile(tx, shop.id, message.profileId);
  if (!profileId) return null;
  const { id, kind, segmentId, flowKey, stepKey, cause, occurredAt } = message;
  const email = endpoint.withEmail ? await emailOf(deps, tx, shop.id, profileId, endpoint.id) : null;
  const profile = { id: profileId, ...(await namesOf(tx, shop.id, profileId)), ...(email ? { email } : {}) };
  const told = { id, at: occurredAt.toISOString(), shop: shop.domain, profile };
  if (flowKey !== null) {
    const flow = { key: flowKey, name: await flowName(tx, shop.id, flowKey), step: stepKey ?? '' };
    return { ...told, type: 'flow.step', flow };
  }
  const segment = { id: segmentId ?? '', name: await segmentName(tx, shop.id, segmentId) };
  return { ...told, type: kind as MembershipPayload['type'], segment, cause: causeTold(cause) };
}

async function segmentName(tx: Db, shopId: string, id: string | null): Promise<string> {
  const segment = id === null ? null : await tx.segment.findUnique({ where: { shopId_id: { shopId, id } } });
  return segment?.name ?? '';
}

/** As it is called now. */
async function flowName(tx: Db, shopId: string, key: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ name: string }[]>`
    SELECT v."definition"->>'name' AS "name" FROM flows f
    JOIN flow_versions v ON v."shopId" = f."shopId" AND v."flowKey" = f."key" AND v."version" = f."liveVersion"
    WHERE f."shopId" = ${shopId}::uuid AND f."key" = ${key}`;
  return row?.name ?? '';
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
