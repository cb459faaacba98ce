import type { OrderPlace } from '~/capture/events/order-reports';

/** Where somebody lives as their orders say. */
export interface OrderedPlace extends OrderPlace {
  /** So many of the newest orders that were sent anywhere went to just this place, and so many were looked at. */
  orders: number;
  of: number;
}

/** One gift among the newest is outvoted, and who moved is believed after two orders. A choice, no measurement. */
const NEWEST = 3;

/**
 * Of the newest three orders that were sent anywhere, the country most went to, then the region among those, then the city; of two with as many that
 * of the newer order. Null where none was sent anywhere. In any order of orders it is the same.
 */
export function orderedPlace(sent: { at: Date; place: OrderPlace }[]): OrderedPlace | null {
  const newest = [...sent].sort(inOneOrder).slice(0, NEWEST);
  const toCountry = mostOf(newest, ({ place }) => place.countryCode);
  const toRegion = mostOf(toCountry, ({ place }) => place.regionCode);
  const there = mostOf(toRegion, ({ place }) => place.city?.toLowerCase() ?? null);
  return there[0] ? { ...there[0].place, orders: there.length, of: newest.length } : null;
}

/** Those with the commonest value, the newest first, as they came. */
function mostOf<Sent>(sent: Sent[], valueOf: (each: Sent) => string | null): Sent[] {
  const groups = new Map<string | null, Sent[]>();
  for (const each of sent) groups.set(valueOf(each), [...(groups.get(valueOf(each)) ?? []), each]);
  return [...groups.values()].reduce((most, group) => (group.length > most.length ? group : most), []);
}

const inOneOrder = (a: { at: Date; place: OrderPlace }, b: { at: Date; place: OrderPlace }): number =>
  b.at.getTime() - a.at.getTime() || (nameOf(a.place) < nameOf(b.place) ? -1 : 1);

const nameOf = ({ countryCode, regionCode, city }: OrderPlace): string => [countryCode, regionCode, city].join('\n');
