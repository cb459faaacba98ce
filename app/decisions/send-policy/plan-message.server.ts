import { NO_CONSENT } from '~/customers/consent/consent';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { wake } from '~/platform/queue/wakeups.server';
import { consentsFor } from './consent-for.server';
import type { MessageState } from './message';
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

const USUAL_PRIORITY = 50;

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
  const rows = addressed.map(({ addressId, priority = USUAL_PRIORITY, ...plan }, nth) => {
    const reason = refusalOf(addressId !== null, consents[nth] ?? NO_CONSENT);
    const state: MessageState = reason ? 'skipped' : 'planned';
    return { ...plan, ...{ id: deps.ids.next(), addressId, priority, state, reason } };
  });
  const count = await db.$executeRaw`
    INSERT INTO messages ("shopId", "id", "sourceKind", "sourceId", "stepKey", "flowKey", "profileId", "addressId", "templateKey", "subject",
      "dueAt", "expiresAt", "plannedAt", "priority", "state", "reason")
    SELECT ${shopId}::uuid, r."id", r."sourceKind", r."sourceId", r."stepKey", r."flowKey", r."profileId", r."addressId", r."templateKey",
      r."subject", r."dueAt", r."expiresAt", ${deps.clock.now()}::timestamptz, r."priority", r."state", r."reason"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "sourceKind" text, "sourceId" uuid, "stepKey" text, "flowKey" text,
      "profileId" uuid, "addressId" uuid, "templateKey" text, "subject" jsonb, "dueAt" timestamptz, "expiresAt" timestamptz,
      "priority" int, "state" text, "reason" jsonb)
    ON CONFLICT DO NOTHING`;
  const dueAts = rows.flatMap(({ reason, dueAt }) => (reason ? [] : [dueAt.getTime()]));
  if (count && dueAts.length) await wake(db, shopId, 'send-messages', new Date(Math.min(...dueAts)));
}

/** Throws where somebody is no profile of the shop. */
async function primaryAddresses(
  db: Db,
  shopId: string,
  plans: readonly MessagePlan[],
): Promise<Map<string, string | null>> {
  const wanted = [...new Set(plans.map(({ profileId }) => profileId))];
  const profiles = await db.$queryRaw<{ id: string; primaryAddressId: string | null }[]>`
    SELECT "id", "primaryAddressId" FROM profiles WHERE "shopId" = ${shopId}::uuid AND "id" = ANY(${wanted}::uuid[])`;
  if (profiles.length < wanted.length) throw new Error('a mail was to be planned for somebody who is no profile');
  return new Map(profiles.map(({ id, primaryAddressId }) => [id, primaryAddressId]));
}
