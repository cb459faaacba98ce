import type { OfferTerms } from '~/decisions/offers/offer';
import { formatMoney } from '~/platform/money';
import { mailWords, spokenLocale } from '../documents/words';
import type { MailCoupon } from './mail-data';

/** A code as a mail carries it. */
export interface Coupon {
  code: string;
  endsAt: Date;
  terms: OfferTerms;
  isExample: boolean;
}

/** A code with its end, in words of the reader's language or else English; the day is told as the shop's clock has it. */
export function couponWords(
  { code, endsAt, terms, isExample }: Coupon,
  { currency, timezone }: { currency: string; timezone: string },
  locale: string,
): Omit<MailCoupon, 'url'> {
  const language = spokenLocale(locale);
  const wording = mailWords(language).coupon;
  const until = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: timezone }).format(endsAt);
  const money = (minor: number) => formatMoney({ minor, currency }, language);
  return {
    ...{ code, until, isExample, useLine: wording.use, untilLine: wording.until(until), exampleLine: wording.example },
    worth: terms.value.kind === 'percent' ? percent(terms.value.percent, language) : money(terms.value.minor),
    minimumLine: terms.minimumMinor === null ? '' : wording.minimum(money(terms.minimumMinor)),
  };
}

const percent = (value: number, language: string): string =>
  new Intl.NumberFormat(language, { style: 'percent' }).format(value / 100);

/** An offer as far as its code's words go. */
export interface CouponOffer {
  terms: OfferTerms;
  validDays: number;
}

const ANY_OFFER: CouponOffer = {
  terms: {
    ...{ value: { kind: 'percent', percent: 10 }, minimumMinor: null, items: { kind: 'all' } },
    combinesWith: { orders: false, products: false, shipping: true },
  },
  validDays: 7,
};

/** In the place of a code in mails that nobody gets: it says that it is none, and none is used up for it. */
export const exampleCoupon = (now: Date, { terms, validDays }: CouponOffer = ANY_OFFER): Coupon => ({
  ...{ code: 'EXAMPLE-CODE', terms, isExample: true },
  endsAt: new Date(now.getTime() + validDays * 86_400_000),
});
