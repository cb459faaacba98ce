/** What became of a shop's newest marketing mails. */
export interface Outcomes {
  sent: number;
  /** Came back for good: a full mailbox, or one that takes nothing today, says nothing of whom a shop writes to. */
  bounced: number;
  complained: number;
}

export type StopReason = 'bounces' | 'complaints';

/** So many mails are looked back at. */
export const STOP_WINDOW = 1_000;
/** More than these shares: what large mailbox providers begin to refuse at, and where Postmark would stop the shop itself. */
export const MOST_BOUNCED = 0.04;
export const MOST_COMPLAINED = 0.0008;
/** Fewer may be chance. */
export const LEAST_COUNT = 5;

/**
 * Whether a shop's marketing mail is to stop by itself: of its newest mails more came back, or were complained of, than a sender may afford. Complaints
 * come first, as they cost more. Pure.
 */
export function stopLoss({ sent, bounced, complained }: Outcomes): StopReason | null {
  if (isTooMuch(complained, sent, MOST_COMPLAINED)) return 'complaints';
  return isTooMuch(bounced, sent, MOST_BOUNCED) ? 'bounces' : null;
}

const isTooMuch = (count: number, sent: number, most: number): boolean => count >= LEAST_COUNT && count > sent * most;
