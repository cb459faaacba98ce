import { loadPeople, readGoods } from '~/customers/rules/load-people.server';
import type { Db } from '~/platform/db/db.server';
import { readMails, readRunsBefore } from './read-ledger.server';
import {
  readAddresses,
  readConsents,
  readProfiles,
  readProperties,
  readRequests,
  readSegments,
} from './read-people.server';
import { readCarts, readEvents, readOrders, readPrices } from './read-trade.server';
import type { PersonPast, ShopPast } from './past';
import { namesNow, toldEvents } from './told-events';
import type { Wanted } from './wanted';

export interface PastsOf {
  shopId: string;
  flowKey: string;
  ids: readonly string[];
  wanted: Wanted;
  /** The window, in ms since 1970. */
  from: number;
  until: number;
}

export interface LoadedPasts {
  pasts: PersonPast[];
  /** With what the catalogue says of the products in these people's pasts. */
  shop: ShopPast;
}

const NOBODY_CHOSE = { pausedUntil: null, minutesBetween: null, topicsOff: [] };

/** Everything a replay may look at of some people, as plain data: some statements for all of them. Who was merged or erased is not among them. */
export async function loadPasts(db: Db, shop: ShopPast, asked: PastsOf): Promise<LoadedPasts> {
  const { shopId, wanted, until } = asked;
  const now = { at: new Date(until), timeZone: shop.timezone };
  const people = await loadPeople(db, shopId, asked.ids, wanted.now, now);
  const ids = people.map(({ id }) => id);
  const profiles = await readProfiles(db, shopId, ids);
  const addressIds = [...profiles.values()].flatMap(({ addressId }) => addressId ?? []);
  const [orders, events, carts, properties, segments] = [
    await readOrders(db, shopId, ids),
    await readEvents(db, shopId, ids, asked),
    await readCarts(db, shopId, ids),
    await readProperties(db, shopId, ids, wanted.properties),
    await readSegments(db, shopId, ids),
  ];
  const addresses = await readAddresses(db, shopId, addressIds);
  const consents = await readConsents(db, shopId, addressIds, 'marketing');
  const [toBeTold, requests] = wanted.requests
    ? [await readConsents(db, shopId, addressIds, 'back-in-stock'), await readRequests(db, shopId, ids)]
    : [new Map<string, []>(), new Map<string, []>()];
  const runsBefore = await readRunsBefore(db, asked, ids);
  const mails = await readMails(db, asked, ids, addressIds);
  const pasts = people.map(({ id, facts, shopifySegments }): PersonPast => {
    const { addressId, zone } = profiles.get(id) ?? { addressId: null, zone: null };
    const address = addresses.get(addressId ?? '');
    const said = consents.get(addressId ?? '') ?? [];
    const told = toldEvents(events.get(id) ?? [], carts.get(id) ?? [], orders.get(id) ?? []);
    const nameNow = namesNow(told.carts);
    return {
      ...{ id, facts, shopifySegments, zone, ...told },
      properties: properties.get(id) ?? [],
      segments: segments.get(id) ?? new Set(),
      addressSince: address ? Math.min(address.since, ...said.map(({ knownAt }) => knownAt)) : null,
      isAddressImpossible: address?.isImpossible ?? false,
      wishes: address?.wishes ?? NOBODY_CHOSE,
      consents: said,
      consentsToBeTold: toBeTold.get(addressId ?? '') ?? [],
      requests: requests.get(id) ?? [],
      runsBefore: runsBefore.get(id) ?? [],
      otherMails: mails
        .filter((mail) => mail.profileId === id || (addressId !== null && mail.addressId === addressId))
        .map((mail) => ({ ...mail, cartToken: mail.cartToken && nameNow(mail.cartToken) })),
    };
  });
  const all = pasts.flatMap((past) => past.events);
  return {
    pasts,
    shop: {
      ...shop,
      goods: wanted.goods ? await readGoods(db, shopId, all) : shop.goods,
      pricesMinor: wanted.prices ? await readPrices(db, shopId, all) : shop.pricesMinor,
    },
  };
}
