import { Prisma } from '@prisma/client';
import type { Recommendation } from '~/decisions/recommendations/recommendation';
import type { Db } from '~/platform/db/db.server';
import type { MailClick, PersonsMails, ShownMail } from './mail-feedback';

/** What mails showed to these people since an instant, and what they clicked and ordered since then; one entry a person. */
export async function loadPersonsMails(
  db: Db,
  shopId: string,
  { since, profileIds }: { since: Date; profileIds: string[] },
): Promise<PersonsMails[]> {
  const theirs = { shopId, profileId: { in: profileIds } };
  const [messages, events, orders] = await Promise.all([
    db.message.findMany({
      where: { ...theirs, state: 'accepted', sentAt: { gte: since }, recommendations: { not: Prisma.DbNull } },
      select: { id: true, profileId: true, sentAt: true, recommendations: true },
    }),
    db.event.findMany({
      where: { ...theirs, type: 'email_clicked', occurredAt: { gte: since } },
      select: { profileId: true, occurredAt: true, properties: true },
    }),
    db.order.findMany({
      where: { ...theirs, isTest: false, cancelledAt: null, placedAt: { gte: since } },
      select: { profileId: true, placedAt: true, lines: { select: { productId: true } } },
    }),
  ]);
  return profileIds.map((profileId) => {
    const isTheirs = (row: { profileId: string }) => row.profileId === profileId;
    return {
      mails: messages.filter(isTheirs).flatMap(mailOf),
      clicks: events.filter(isTheirs).map(clickOf),
      orders: orders.filter(isTheirs).map(({ placedAt, lines }) => ({
        placedAt,
        productIds: lines.flatMap(({ productId }) => productId ?? []),
      })),
    };
  });
}

function mailOf(message: { id: string; sentAt: Date | null; recommendations: Prisma.JsonValue }): ShownMail[] {
  if (!message.sentAt) return [];
  const recommendations = message.recommendations as unknown as Recommendation[];
  const shown = recommendations.map(({ productId, reason, strategy }) => ({
    productId,
    strategy: strategy ?? reason.kind,
  }));
  return [{ messageId: message.id, sentAt: message.sentAt, shown }];
}

function clickOf({ occurredAt, properties }: { occurredAt: Date; properties: Prisma.JsonValue }): MailClick {
  const { messageId, url } = properties as { messageId: string; url: string };
  return { messageId, url, at: occurredAt };
}
