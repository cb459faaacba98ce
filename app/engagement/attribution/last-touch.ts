import { usualWindows } from './windows';

/** Something a person did with a message. */
export interface Touch {
  messageId: string;
  at: Date;
}

const DAY_MS = 86_400_000;
/** Shopify stamps orders with whole seconds, cut off: an order lies somewhere in the second it names. */
const STAMP_MS = 1_000;

/** The last touch before an order, not older than the window. */
export function lastTouch(
  touches: readonly Touch[],
  orderedAt: Date,
  windowDays = usualWindows.clickDays,
): Touch | null {
  const from = orderedAt.getTime() - windowDays * DAY_MS;
  const until = orderedAt.getTime() + STAMP_MS;
  const eligible = touches.filter(({ at }) => at.getTime() < until && at.getTime() >= from);
  return eligible.reduce<Touch | null>((last, touch) => (!last || touch.at > last.at ? touch : last), null);
}
