import type { PersonPast } from './past';
import type { PersonReplay } from './replayed';

const DAY_MS = 86_400_000;

/** Orders that came after mails of a replay. Who would have ordered anyway is among them. */
export interface Brought {
  orders: number;
  /** Of those in the shop’s currency, less what was paid back. */
  minor: number;
  /** Orders in another currency. */
  elsewhere: number;
}

/** Orders within so many days after a mail, each once; test orders and cancelled ones are left out. */
export function broughtBy(
  { orders }: Pick<PersonPast, 'orders'>,
  { runs }: PersonReplay,
  currency: string,
  windowDays: number,
): Brought {
  const sent = runs.flatMap(({ mails }) => mails.flatMap(({ sentAt }) => sentAt?.getTime() ?? []));
  const after = orders.filter(
    ({ placedAt, isTest, cancelledAt }) =>
      !isTest && cancelledAt === null && sent.some((at) => placedAt >= at && placedAt < at + windowDays * DAY_MS),
  );
  const own = after.filter((order) => order.currency === currency);
  return {
    orders: after.length,
    minor: own.reduce((sum, { totalMinor, refundedMinor }) => sum + totalMinor - refundedMinor, 0),
    elsewhere: after.length - own.length,
  };
}
