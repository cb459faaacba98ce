/** Something a person did with a message. */
export interface Touch {
  messageId: string;
  at: Date;
}

/** Days after a click during which an order is credited to it: what the field's most used tool takes by default. */
export const WINDOW_DAYS = 5;
const DAY_MS = 86_400_000;
/** Shopify stamps orders with whole seconds, cut off: an order lies somewhere in the second it names. */
const STAMP_MS = 1_000;

/**
 * The message an order is credited to: the last click before it, not older than the window. Opens do not count: mail programs open mails by
 * themselves.
 */
export function lastTouch(touches: readonly Touch[], orderedAt: Date, windowDays = WINDOW_DAYS): Touch | null {
  const from = orderedAt.getTime() - windowDays * DAY_MS;
  const until = orderedAt.getTime() + STAMP_MS;
  const eligible = touches.filter(({ at }) => at.getTime() < until && at.getTime() >= from);
  return eligible.reduce<Touch | null>((last, touch) => (!last || touch.at > last.at ? touch : last), null);
}
