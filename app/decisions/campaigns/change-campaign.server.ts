import { type Prisma } from '@prisma/client';
import type { ActivityKind } from '~/platform/audit/activity-kinds';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import { newCampaign, type Campaign } from './campaign';
import { startOf } from './due';
import type { PauseReason } from './pause-reason';
import { stateAfter, type CampaignChange } from './states';
import { storedCampaign, type StoredCampaign } from './stored-campaign';

/** What came of a change; `overtaken`: the campaign is in a state by now in which that cannot be done. */
export type ChangeOutcome = { kind: 'done' } | { kind: 'missing' } | { kind: 'overtaken' };

export interface ChangeBy {
  /** Shopify's id of the user; absent where Kindred does it by itself. */
  actor?: string | undefined;
}

/** Makes a draft. Returns its id. */
export async function makeCampaign(
  deps: ActivityDeps,
  db: Db,
  shopId: string,
  name: string,
  by: ChangeBy,
): Promise<string> {
  const [id, now] = [deps.ids.next(), deps.clock.now()];
  const definition = newCampaign(name);
  await db.campaign.create({ data: { shopId, id, name, definition, createdAt: now, updatedAt: now } });
  await recordActivity(deps, db, shopId, { kind: 'campaign-made', subject: id, details: { name }, ...by });
  return id;
}

/** Writes what a draft says now. Only a draft is changed: what is scheduled is taken back first. */
export async function saveDraft(
  deps: ActivityDeps,
  db: Db,
  shopId: string,
  id: string,
  campaign: Campaign,
): Promise<ChangeOutcome> {
  const data = { name: campaign.name, definition: campaign, updatedAt: deps.clock.now() };
  const { count } = await db.campaign.updateMany({ where: { shopId, id, state: 'draft' }, data });
  return count ? { kind: 'done' } : { kind: 'overtaken' };
}

/** Lets a draft go. Nothing was sent of it, so that nothing is left to tell. */
export async function discardDraft(
  deps: ActivityDeps,
  db: Db,
  shopId: string,
  id: string,
  by: ChangeBy,
): Promise<ChangeOutcome> {
  const stored = await holdCampaign(db, shopId, id);
  if (!stored) return { kind: 'missing' };
  if (stored.state !== 'draft') return { kind: 'overtaken' };
  await db.campaign.delete({ where: { shopId_id: { shopId, id } } });
  const details = { name: stored.name };
  await recordActivity(deps, db, shopId, { kind: 'campaign-discarded', subject: id, details, ...by });
  return { kind: 'done' };
}

/** A draft whose problems were looked for becomes a plan. `expectedCount`: how many it is thought to reach. */
export const scheduleCampaign = (
  deps: ActivityDeps,
  db: Db,
  shopId: string,
  id: string,
  { expectedCount, ...by }: ChangeBy & { expectedCount: number },
): Promise<ChangeOutcome> =>
  change(deps, db, { shopId, id, change: 'schedule', kind: 'campaign-scheduled', ...by }, ({ campaign }) => ({
    startsAt: startOf(campaign.schedule, deps.clock.now()),
    expectedCount,
  }));

export const takeBackCampaign = (deps: ActivityDeps, db: Db, shopId: string, id: string, by: ChangeBy) =>
  change(deps, db, { shopId, id, change: 'take-back', kind: 'campaign-taken-back', ...by }, () => ({ startsAt: null }));

/** Nothing more of it leaves until it is let go on; what stops campaigns by itself gives its reason. */
export const pauseCampaign = (
  deps: ActivityDeps,
  db: Db,
  shopId: string,
  id: string,
  { reason, ...by }: ChangeBy & { reason: PauseReason },
): Promise<ChangeOutcome> =>
  change(deps, db, { shopId, id, change: 'pause', kind: 'campaign-paused', ...by }, () => ({
    ...{ pausedAt: deps.clock.now(), pauseReason: reason },
  }));

/** It goes on once all turns are moved on by the length of the pause; until then it stands still. */
export async function resumeCampaign(
  deps: ActivityDeps,
  db: Db,
  shopId: string,
  id: string,
  by: ChangeBy,
): Promise<ChangeOutcome> {
  const stored = await holdCampaign(db, shopId, id);
  if (!stored) return { kind: 'missing' };
  if (stateAfter(stored.state, stored.step, 'resume') === null || stored.resumedAt) return { kind: 'overtaken' };
  const now = deps.clock.now();
  await db.campaign.update({ where: { shopId_id: { shopId, id } }, data: { resumedAt: now, updatedAt: now } });
  const details = { name: stored.name };
  await recordActivity(deps, db, shopId, { kind: 'campaign-resumed', subject: id, details, ...by });
  await wake(db, shopId, 'advance-campaigns', now);
  return { kind: 'done' };
}

/** What has not left is skipped. */
export const cancelCampaign = (deps: ActivityDeps, db: Db, shopId: string, id: string, by: ChangeBy) =>
  change(deps, db, { shopId, id, change: 'cancel', kind: 'campaign-cancelled', ...by }, () => ({
    ...{ endedAt: deps.clock.now(), isClearing: true, lookAt: null, preparedUpTo: null },
    ...{ pausedAt: null, resumedAt: null, movedUpTo: null },
  }));

/** What was sent goes once more to those who did not read it, so many days after it had left. */
export const sendAgain = (
  deps: ActivityDeps,
  db: Db,
  shopId: string,
  id: string,
  { resend, ...by }: ChangeBy & { resend: NonNullable<Campaign['resend']> },
): Promise<ChangeOutcome> =>
  change(deps, db, { shopId, id, change: 'send-again', kind: 'campaign-to-be-resent', ...by }, (stored) => {
    const from = stored.mailedAt ?? deps.clock.now();
    const startsAt = addMs(from, minutes(resend.afterDays * 1_440));
    return { step: 'resend', startsAt, endedAt: null, definition: { ...stored.campaign, resend } };
  });

interface Change extends ChangeBy {
  shopId: string;
  id: string;
  change: CampaignChange;
  kind: ActivityKind;
}

async function change(
  deps: ActivityDeps,
  db: Db,
  { shopId, id, change, kind, actor }: Change,
  changed: (stored: StoredCampaign) => Prisma.CampaignUpdateInput,
): Promise<ChangeOutcome> {
  const stored = await holdCampaign(db, shopId, id);
  if (!stored) return { kind: 'missing' };
  const state = stateAfter(stored.state, stored.step, change);
  if (state === null) return { kind: 'overtaken' };
  const updatedAt = deps.clock.now();
  const data = { ...changed(stored), state, updatedAt };
  await db.campaign.update({ where: { shopId_id: { shopId, id } }, data });
  await recordActivity(deps, db, shopId, { kind, subject: id, details: { name: stored.name }, actor });
  await wake(db, shopId, 'tell-marketing', updatedAt);
  await wake(db, shopId, 'advance-campaigns', state === 'scheduled' ? (data.startsAt as Date) : updatedAt);
  // Codes are made for as many as it is to reach, or are not needed any more.
  if (stored.campaign.offerId) await wake(db, shopId, 'tend-offers', updatedAt);
  return { kind: 'done' };
}

/** Reads a campaign that nobody else changes until the transaction ends. */
export async function holdCampaign(tx: Db, shopId: string, id: string): Promise<StoredCampaign | null> {
  await tx.$queryRaw`SELECT FROM campaigns WHERE "shopId" = ${shopId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.campaign.findUnique({ where: { shopId_id: { shopId, id } } });
  return row && storedCampaign(row);
}
