import type { Prisma } from '@prisma/client';
import { NO_CONSENT } from '~/customers/consent/consent';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { wake } from '~/platform/queue/wakeups.server';
import { consentsFor } from './consent-for.server';
import { refusalOf } from './refusal-of';

export interface MessagePlan {
  shopId: string;
  sourceKind: 'flow-run' | 'campaign';
  sourceId: string;
  stepKey: string;
  flowKey: string | null;
  profileId: string;
  templateKey: string;
  subject: object & { cartToken: string | null };
  dueAt: Date;
  expiresAt: Date;
  /** 0 to 100; absent: 50. */
  priority?: number;
}

interface PlanDeps {
  clock: Clock;
  ids: Ids;
}

/** As `planMessages`, of one. */
export async function planMessage(deps: PlanDeps, db: Db, plan: MessagePlan): Promise<void> {
  await planMessages(deps, db, plan.shopId, [plan]);
}

/**
 * Writes messages into the ledger, each once per source, step and person whoever asks. Consent is asked here for the first time: a message that
 * may not go is written too, as skipped with its reason, so that "why not?" has an answer.
 */
export async function planMessages(
  deps: PlanDeps,
  db: Db,
  shopId: string,
  plans: readonly MessagePlan[],
): Promise<void> {
  if (plans.length === 0) return;
  const addressOf = await primaryAddresses(db, shopId, plans);
  const addressed = plans.map((plan) => ({ ...plan, addressId: addressOf.get(plan.profileId) ?? null }));
  const consents = await consentsFor(db, shopId, addressed);
  const plannedAt = deps.clock.now();
  const rows = addressed.map(({ addressId, ...plan }, nth): Prisma.MessageCreateManyInput => {
    const reason = refusalOf(addressId !== null, consents[nth] ?? NO_CONSENT);
    return {
      ...plan,
      ...{ id: deps.ids.next(), addressId, plannedAt, subject: plan.subject },
      ...(reason ? { state: 'skipped', reason } : {}),
    };
  });
  const { count } = await db.message.createMany({ data: rows, skipDuplicates: true });
  const dueAts = rows.flatMap(({ reason, dueAt }) => (reason ? [] : [new Date(dueAt).getTime()]));
  if (count && dueAts.length) await wake(db, shopId, 'send-messages', new Date(Math.min(...dueAts)));
}

/** Throws where somebody is no profile of the shop. */
async function primaryAddresses(
  db: Db,
  shopId: string,
  plans: readonly MessagePlan[],
): Promise<Map<string, string | null>> {
  const wanted = [...new Set(plans.map(({ profileId }) => profileId))];
  const profiles = await db.profile.findMany({
    where: { shopId, id: { in: wanted } },
    select: { id: true, primaryAddressId: true },
  });
  if (profiles.length < wanted.length) throw new Error('a mail was to be planned for somebody who is no profile');
  return new Map(profiles.map(({ id, primaryAddressId }) => [id, primaryAddressId]));
}
