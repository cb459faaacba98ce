import { addMs, minutes } from '~/platform/clock/clock';

const DAY_MS = minutes(1_440);
/** How far back a key without `history:write` may tell. */
export const RECENT_DAYS = 14;
/** How far back anybody may tell. */
export const HISTORY_YEARS = 10;

export interface ToldTimes {
  /** By the teller's clock; null: it does not say. */
  timestamp: Date | null;
  sentAt: Date | null;
}

export type EventTime = { kind: 'at'; at: Date } | { kind: 'refused'; problem: string };

/**
 * When something happened, by our clock. A teller's clock may be wrong: where it says when it sent the message, only the span between the two is
 * taken from it, as Segment does (`receivedAt - (sentAt - timestamp)`, "Spec: Common Fields"). What would lie a little ahead happened as it came.
 */
export function eventTime(told: ToldTimes, receivedAt: Date, isHistorian: boolean): EventTime {
  const at = corrected(told, receivedAt);
  const aheadMs = at.getTime() - receivedAt.getTime();
  if (Number.isNaN(aheadMs)) return refused('is no instant that can be counted with');
  if (aheadMs > DAY_MS) return refused('lies more than a day ahead');
  if (-aheadMs > HISTORY_YEARS * 365.25 * DAY_MS) return refused(`lies more than ${HISTORY_YEARS} years back`);
  if (-aheadMs > RECENT_DAYS * DAY_MS && !isHistorian)
    return refused(`lies more than ${RECENT_DAYS} days back: that takes a key with the scope history:write`);
  return { kind: 'at', at: aheadMs > 0 ? receivedAt : at };
}

function corrected({ timestamp, sentAt }: ToldTimes, receivedAt: Date): Date {
  if (!timestamp) return receivedAt;
  return sentAt ? addMs(receivedAt, timestamp.getTime() - sentAt.getTime()) : timestamp;
}

const refused = (problem: string): EventTime => ({ kind: 'refused', problem });
