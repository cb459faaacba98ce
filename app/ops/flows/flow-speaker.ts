import { calendarDay } from '~/decisions/explanations/spoken-shop';
import type { FlowSpeaker } from '~/decisions/explanations/flow-words';
import { formatMoney } from '~/platform/money';
import type { Names } from '../segments/shop-speaker.server';

interface SpeakingShop {
  currency: string;
  locale: string;
  timezone: string;
}

/** Says flows as a shop does. */
export const flowSpeaker = (names: Names, { currency, locale, timezone }: SpeakingShop): FlowSpeaker => ({
  money: (minor) => formatMoney({ minor, currency }, locale),
  day: (instant) => calendarDay(instant, { locale, timezone }),
  product: (id) => names[id] ?? 'a product that is gone',
  collection: (id) => names[id] ?? 'a collection that is gone',
  segment: (id) => names[id] ?? 'one that is gone',
  shopifySegment: (id) => names[id] ?? 'one that is not read yet',
  endpoint: (id) => names[id] ?? 'an address that is gone',
});
