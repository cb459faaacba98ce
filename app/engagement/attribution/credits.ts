import { lastTouch, type Touch } from './last-touch';
import type { CreditWindows } from './windows';

/** Something a person did with a message. */
export interface KindOfTouch extends Touch {
  kind: 'click' | 'open';
}

export interface Credits {
  /** What the order is credited to: the last that was done with any mail before it, in time. */
  last: KindOfTouch | null;
  /** Further mails with which something was done in time, each with the last of it. */
  assisted: KindOfTouch[];
}

/** The mails that an order is credited to. Only what people did is given: what programs did earns nothing. */
export function creditsOf(touches: readonly KindOfTouch[], orderedAt: Date, windows: CreditWindows): Credits {
  const inTime = (kind: KindOfTouch['kind'], days: number): KindOfTouch[] =>
    days === 0 ? [] : touches.filter((each) => each.kind === kind && lastTouch([each], orderedAt, days));
  const eligible = [...inTime('click', windows.clickDays), ...inTime('open', windows.openDays)];
  const byMessage = new Map<string, KindOfTouch>();
  for (const touch of eligible.sort(byTime)) byMessage.set(touch.messageId, touch);
  const last = [...byMessage.values()].sort(byTime).at(-1) ?? null;
  return { last, assisted: [...byMessage.values()].filter((each) => each !== last) };
}

/** Of one instant: a click after an open, and then by the message, so that the same is chosen whatever was told first. */
const byTime = (one: KindOfTouch, other: KindOfTouch): number =>
  one.at.getTime() - other.at.getTime() ||
  Number(one.kind === 'click') - Number(other.kind === 'click') ||
  (one.messageId < other.messageId ? -1 : 1);
