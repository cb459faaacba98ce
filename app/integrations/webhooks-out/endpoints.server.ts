import type { SystemClock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { wake } from '~/platform/queue/wakeups.server';
import { wrongUrl, type UrlRules } from './endpoint-url';
import { makeSecret } from './sign';

export interface EndpointDeps {
  ids: Ids;
  vault: Vault;
  systemClock: SystemClock;
  webhookRules: UrlRules;
}

export interface EndpointInput {
  url: string;
  segmentIds: string[];
  withEmail: boolean;
}

export type MadeEndpoint = { kind: 'made'; id: string; secret: string } | { kind: 'refused'; problem: string };

/** Each change of membership is told to each of them. */
export const MOST_ENDPOINTS = 20;

/** Makes an endpoint. Its secret is in the answer, and is shown nowhere else ever again. */
export async function makeEndpoint(
  { ids, vault, systemClock, webhookRules }: EndpointDeps,
  tx: Db,
  shopId: string,
  { url, segmentIds, withEmail }: EndpointInput,
  createdBy: string,
): Promise<MadeEndpoint> {
  const problem = wrongUrl(url, webhookRules);
  if (problem) return { kind: 'refused', problem };
  const count = await tx.webhookEndpoint.count({ where: { shopId, channel: 'http' } });
  if (count >= MOST_ENDPOINTS) return { kind: 'refused', problem: `There are ${count} already. Remove one first.` };
  const [id, secret] = [ids.next(), makeSecret()];
  const sealed = vault.seal(secret, shopId);
  const row = { shopId, id, url, segmentIds, withEmail, secret: sealed, createdAt: systemClock.now(), createdBy };
  await tx.webhookEndpoint.create({ data: row });
  return { kind: 'made', id, secret };
}

/** While it is paused what happens is noted, and goes when it is taken up again. */
export async function pauseEndpoint(
  { systemClock }: Pick<EndpointDeps, 'systemClock'>,
  tx: Db,
  shopId: string,
  id: string,
): Promise<void> {
  const data = { pausedAt: systemClock.now(), pausedWhy: 'merchant' };
  await tx.webhookEndpoint.updateMany({ where: { shopId, id, pausedAt: null }, data });
}

/** What waits is due at once: it was not its fault that it waited. */
export async function resumeEndpoint(
  { systemClock }: Pick<EndpointDeps, 'systemClock'>,
  tx: Db,
  shopId: string,
  id: string,
): Promise<void> {
  const now = systemClock.now();
  const data = { pausedAt: null, pausedWhy: null, failures: 0, failingSince: null, heldUntil: null };
  await tx.webhookEndpoint.updateMany({ where: { shopId, id }, data });
  const fresh = { dueAt: now, attempts: 0, retriesUntil: null };
  await tx.webhookMessage.updateMany({ where: { shopId, endpointId: id, status: 'due' }, data: fresh });
  await wake(tx, shopId, 'send-webhooks-out', now);
}

/** Sends what was parked once more, with all the patience of something new. */
export async function replayMessage(
  { systemClock }: Pick<EndpointDeps, 'systemClock'>,
  tx: Db,
  shopId: string,
  id: string,
): Promise<void> {
  const now = systemClock.now();
  const data = { status: 'due', dueAt: now, attempts: 0, retriesUntil: null };
  const { count } = await tx.webhookMessage.updateMany({ where: { shopId, id, status: 'parked' }, data });
  if (count > 0) await wake(tx, shopId, 'send-webhooks-out', now);
}
