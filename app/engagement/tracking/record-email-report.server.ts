import type { EventType } from '~/capture/events/event';
import { appendEvents, type EventLogDeps } from '~/capture/events/event-log.server';
import type { EmailReport } from '~/capture/events/reports';
import { noteEngagement, type EngagementKind } from '~/decisions/send-policy/note-engagement.server';
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
  const message = await noteEngagement(db, shopId, messageId, kind, event.occurredAt);
  if (!message) return null;
  await appendEvents(deps, db, shopId, [{ profileId: message.profileId, event }]);
  return { profileId: message.profileId, kind };
}
