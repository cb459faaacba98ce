import type { OfferTerms } from '~/decisions/offers/offer';
import { formatMoney } from '~/platform/money';
import type { MailCoupon } from './mail-data';

/** A code as a mail carries it. */
export interface Coupon {
  code: string;
  endsAt: Date;
  terms: OfferTerms;
  isExample: boolean;
}

interface Wording {
  until: (day: string) => string;
  minimum: (amount: string) => string;
  example: string;
}

const ENGLISH: Wording = {
  until: (day) => `Good until the end of ${day}, once.`,
  minimum: (amount) => `For orders of ${amount} or more.`,
  example: 'An example: whoever gets this mail has a code of their own here, if its step names an offer.',
};

const WORDINGS: Record<string, Wording> = {
  en: ENGLISH,
  de: {
    until: (day) => `Gültig bis Ende des ${day}, einmal.`,
    minimum: (amount) => `Für Bestellungen ab ${amount}.`,
    example: 'Ein Beispiel: Wer diese E-Mail bekommt, hat hier einen eigenen Code, wenn ihr Schritt ein Angebot nennt.',
  },
  fr: {
    until: (day) => `Valable jusqu’au ${day} inclus, une seule fois.`,
    minimum: (amount) => `Pour toute commande d’au moins ${amount}.`,
    example: 'Exemple : chaque destinataire de cet e-mail voit ici son propre code, si l’étape indique une offre.',
  },
};

/** A code with its end, in words of the reader's language or else English; the day is told as the shop's clock has it. */
export function couponWords(
  { code, endsAt, terms, isExample }: Coupon,
  { currency, timezone }: { currency: string; timezone: string },
  locale: string,
): MailCoupon {
  const words = WORDINGS[locale.slice(0, 2).toLowerCase()];
  const language = words ? locale : 'en';
  const wording = words ?? ENGLISH;
  const until = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: timezone }).format(endsAt);
  const money = (minor: number) => formatMoney({ minor, currency }, language);
  return {
    ...{ code, until, isExample, untilLine: wording.until(until), exampleLine: wording.example },
    worth: terms.value.kind === 'percent' ? percent(terms.value.percent, language) : money(terms.value.minor),
    minimumLine: terms.minimumMinor === null ? '' : wording.minimum(money(terms.minimumMinor)),
  };
}

const percent = (value: number, language: string): string =>
  new Intl.NumberFormat(language, { style: 'percent' }).format(value / 100);

const EXAMPLE_DAYS = 7;

/** In the place of a code in mails that nobody gets: it says that it is none, and none is used up for it. */
export const exampleCoupon = (now: Date): Coupon => ({
  code: 'EXAMPLE-CODE',
  endsAt: new Date(now.getTime() + EXAMPLE_DAYS * 86_400_000),
  terms: {
    ...{ value: { kind: 'percent', percent: 10 }, minimumMinor: null, items: { kind: 'all' } },
    combinesWith: { orders: false, products: false, shipping: true },
  },
  isExample: true,
});
