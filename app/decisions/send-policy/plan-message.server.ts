import type { Prisma } from '@prisma/client';
import { mayMail, NO_CONSENT } from '~/customers/consent/consent';
import { consentOf } from '~/customers/consent/ledger.server';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { wake } from '~/platform/queue/wakeups.server';
import type { SkipReason } from './message';

export interface MessagePlan {
  shopId: string;
  sourceKind: 'flow-run' | 'campaign';
  sourceId: string;
  stepKey: string;
  flowKey: string | null;
  profileId: string;
  templateKey: string;
  subject: { cartToken: string | null };
  dueAt: Date;
  expiresAt: Date;
}

/**
 * Writes a message into the ledger, once per source, step and person whoever asks. Consent is asked here for the first time: a message that
 * may not go is written too, as skipped with its reason, so that "why not?" has an answer.
 */
export async function planMessage(deps: { clock: Clock; ids: Ids }, db: Db, plan: MessagePlan): Promise<void> {
  const { shopId, profileId } = plan;
  const profile = await db.profile.findUniqueOrThrow({ where: { shopId_id: { shopId, id: profileId } } });
  const addressId = profile.primaryAddressId;
  const consent = addressId ? await consentOf(db, shopId, addressId, 'marketing') : NO_CONSENT;
  const reason = refusal(addressId, mayMail(consent));
  const data: Prisma.MessageCreateManyInput = {
    ...plan,
    id: deps.ids.next(),
    addressId,
    plannedAt: deps.clock.now(),
    ...(reason ? { state: 'skipped', reason } : {}),
  };
  const { count } = await db.message.createMany({ data: [data], skipDuplicates: true });
  if (count && !reason) await wake(db, shopId, 'send-messages', plan.dueAt);
}

function refusal(addressId: string | null, consent: ReturnType<typeof mayMail>): SkipReason | null {
  if (!addressId) return { code: 'no-address' };
  return consent.allowed ? null : { code: 'no-consent', consent: consent.state };
}
