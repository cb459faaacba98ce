import type { Clock, SystemClock } from '~/platform/clock/clock';
import type { Database } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import type { ShopDiscounts } from './shop-discounts';

export interface TendDeps {
  db: Database;
  clock: Clock;
  systemClock: SystemClock;
  ids: Ids;
  shopDiscounts: ShopDiscounts;
}

/** A shop as far as its discounts need it. */
export interface OfferShop {
  id: string;
  domain: string;
  currency: string;
}
