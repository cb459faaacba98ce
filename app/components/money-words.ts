import { formatMoney } from '~/platform/money';

/** An amount in minor units, in the shop's currency and way of writing. */
export const moneyWords = (minor: number, { currency, locale }: { currency: string; locale: string }): string =>
  formatMoney({ minor, currency }, locale);
