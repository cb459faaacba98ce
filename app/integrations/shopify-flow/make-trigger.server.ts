import type { WebhookMessage } from '@prisma/client';
import { presentProfile } from '~/customers/profiles/profile-tree.server';
import type { Db } from '~/platform/db/db.server';
import { unreachable } from '~/platform/errors';
import { handleOf, isFlowTrigger, type FlowTrigger } from './triggers';

/** What Flow is told: the trigger's handle, and the fields that its extension names. */
export interface TriggerTold {
  handle: string;
  payload: Record<string, string | number>;
}

/** Flow begins workflows for customers: of somebody whom Shopify does not know nothing can be told. Null: nobody to tell of. */
export async function makeTrigger(db: Db, message: WebhookMessage): Promise<TriggerTold | null> {
  const { shopId, kind } = message;
  const profileId = await presentProfile(db, shopId, message.profileId);
  if (!profileId || !isFlowTrigger(kind)) return null;
  const customer = await db.identity.findFirst({
    where: { shopId, profileId, kind: 'customer' },
    orderBy: { linkedAt: 'desc' },
  });
  const number = Number(customer?.value.split('/').at(-1));
  if (!Number.isSafeInteger(number)) return null;
  return { handle: handleOf(kind), payload: { customer_id: number, ...(await fieldsOf(db, message, kind)) } };
}

type Fields = Record<string, string | number>;

async function fieldsOf(db: Db, message: WebhookMessage, kind: FlowTrigger): Promise<Fields> {
  const about = (message.about ?? {}) as Partial<Record<string, string>>;
  switch (kind) {
    case 'segment.entered':
    case 'segment.left':
      return { 'Segment name': await segmentName(db, message) };
    case 'mail.clicked':
      return { Link: about.url ?? '', 'Mail from': await mailFrom(db, message.shopId, about.messageId) };
    case 'flow.finished':
      return { 'Flow key': about.flowKey ?? '' };
    case 'wish.told':
      return { product_id: Number(about.productId?.split('/').at(-1)), 'Variant ID': about.variantId ?? '' };
    case 'person.unsubscribed':
      return {};
    default:
      return unreachable(kind);
  }
}

async function segmentName(db: Db, { shopId, segmentId }: WebhookMessage): Promise<string> {
  if (segmentId === null) return '';
  const segment = await db.segment.findUnique({ where: { shopId_id: { shopId, id: segmentId } } });
  return segment?.name ?? '';
}

/** A flow's key, or a campaign's name. */
async function mailFrom(db: Db, shopId: string, id = ''): Promise<string> {
  const message = await db.message.findFirst({ where: { shopId, id } });
  if (message?.flowKey) return message.flowKey;
  const campaign = message && (await db.campaign.findFirst({ where: { shopId, id: message.sourceId } }));
  return campaign?.name ?? '';
}
