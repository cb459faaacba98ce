import { appendEvents, type EventLogDeps, type KnownEvent } from '~/capture/events/event-log.server';
import type { CustomerEvent } from '~/capture/events/event';
import type { Db } from '~/platform/db/db.server';

/** Somebody is in a segment now who was not, or the other way round. */
export interface MembershipChange {
  segmentId: string;
  profileId: string;
  kind: 'entered' | 'left';
  /** What brought it about: an event's type, a source of facts, or the time of one of them. */
  cause: string;
  at: Date;
}

/** Whoever acts on changes: in the transaction that makes them. */
export type OnChanges = (tx: Db, shopId: string, events: KnownEvent[]) => Promise<void>;

/** Writes changes into the event log, and hands them on. */
export async function noteChanges(
  deps: EventLogDeps,
  tx: Db,
  shopId: string,
  changes: readonly MembershipChange[],
  onChanges: OnChanges,
): Promise<void> {
  if (changes.length === 0) return;
  const events = changes.map((change): KnownEvent => ({ profileId: change.profileId, event: eventOf(change) }));
  await appendEvents(deps, tx, shopId, events);
  await onChanges(tx, shopId, events);
}

const eventOf = ({ segmentId, profileId, kind, cause, at }: MembershipChange): CustomerEvent => ({
  type: kind === 'entered' ? 'segment_entered' : 'segment_left',
  properties: { segmentId, cause },
  occurredAt: at,
  source: 'kindred',
  dedupeKey: `segment:${segmentId}:${kind}:${profileId}:${at.getTime()}`,
});
