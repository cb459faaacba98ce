import type { CustomerEvent, EventType } from '~/capture/events/event';
import { appendEvents, type EventLogDeps } from '~/capture/events/event-log.server';
import type { EmailReport } from '~/capture/events/reports';
import { bounceOf } from '~/decisions/send-policy/bounce';
import { noteBounce, noteEngagement, type EngagementKind } from '~/decisions/send-policy/note-engagement.server';
import type { Db } from '~/platform/db/db.server';

const kinds: Partial<Record<EventType, EngagementKind>> = {
  email_delivered: 'delivered',
  email_bounced: 'bounced',
  email_complained: 'complained',
};

/**
 * Records what came of a message, on the message and in the person's history. Metadata comes from outside: a message this shop did not send
 * is nobody's, and nothing is recorded. Returns whose it was. Who opened and clicked it is judged first (`signals/`).
 */
export async function recordEmailReport(
  deps: EventLogDeps,
  db: Db,
  shopId: string,
  report: Exclude<EmailReport, { kind: 'signal' }>,
): Promise<{ profileId: string; kind: EngagementKind } | null> {
  const { event, messageId } = report;
  const kind = event && kinds[event.type];
  if (!event || !kind || !messageId) return null;
  const bounce = bounceTold(event);
  const message = bounce
    ? await noteBounce(db, shopId, messageId, bounce, event.occurredAt)
    : await noteEngagement(db, shopId, messageId, kind, event.occurredAt);
  if (!message) return null;
  await appendEvents(deps, db, shopId, [{ profileId: message.profileId, event }]);
  return { profileId: message.profileId, kind };
}

const bounceTold = (event: CustomerEvent) =>
  event.type === 'email_bounced' ? bounceOf(event.properties.bounceType) : null;
