import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { SendRules } from './arbiter/send-facts';
import { SHARED_A_DAY, SHARED_WINDOW_MINUTES } from './arbiter/way-out-rules';

/** A shop's mails of the last day, newest first, where they leave by the shared domain; no more of them than its limit asks for. */
export async function sentByShared(
  db: Db,
  shopId: string,
  { wayOut }: Pick<SendRules, 'wayOut'>,
  now: Date,
): Promise<Date[]> {
  if (wayOut !== 'shared') return [];
  const sent = await db.message.findMany({
    where: {
      ...{ shopId, state: { in: ['requested', 'accepted', 'unknown'] } },
      sentAt: { gt: addMs(now, -minutes(SHARED_WINDOW_MINUTES)) },
    },
    orderBy: { sentAt: 'desc' },
    select: { sentAt: true },
    take: SHARED_A_DAY,
  });
  return sent.flatMap(({ sentAt }) => sentAt ?? []);
}
