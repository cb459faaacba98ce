import { receive, type Delivery } from '~/capture/inbox/receive.server';
import { holdAddress, liftHold } from '~/customers/consent/consent-holds.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { withShop } from '~/platform/db/db.server';
import type { Services } from '~/services.server';

export type TakeDeps = Pick<Services, 'db' | 'vault' | 'ids' | 'systemClock'>;

/** What an entry is called wherever it is spoken of: in the inbox, as evidence, on a hold. */
export const dedupeKeyOf = ({ source, topic, externalId }: EntryName): string => `${source}:${topic}:${externalId}`;

interface EntryName {
  source: string;
  topic: string;
  externalId: string;
}

/**
 * Makes a delivery durable. One that takes consent from an address first holds that address, so that what is acknowledged is also true: a hold
 * without its entry (a crash in between) is lifted when the sender tells it again.
 */
export async function takeDelivery(
  deps: TakeDeps,
  shopId: string,
  delivery: Delivery,
  revokedEmail: string | null,
): Promise<void> {
  const email = normaliseEmail(revokedEmail);
  const dedupeKey = dedupeKeyOf(delivery);
  if (email) await holdAddress(deps, shopId, { email, dedupeKey });
  const isNew = await receive(deps, shopId, delivery);
  if (email && !isNew) await liftIfRead(deps, shopId, delivery, dedupeKey);
}

/** A duplicate of an entry that was read long ago would hold for ever. */
async function liftIfRead(
  { db }: TakeDeps,
  shopId: string,
  { source, topic, externalId }: Delivery,
  dedupeKey: string,
): Promise<void> {
  const key = { shopId, source, topic, externalId };
  await withShop(shopId, async () => {
    const entry = await db.prisma.inboxItem.findUnique({
      where: { shopId_source_topic_externalId: key },
      select: { state: true },
    });
    if (entry?.state === 'done' || entry?.state === 'ignored') await liftHold(db.prisma, shopId, dedupeKey);
  });
}
