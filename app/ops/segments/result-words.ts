import { formatMoney } from '~/platform/money';
import { numberWords, percentWords } from '../recommendations/number-words';
import type { Figures } from './results.server';

/** One figure of a segment's people beside everybody's, in words. */
export interface ResultLine {
  title: string;
  own: string;
  everybody: string;
}

interface Spoken {
  locale: string;
  currency: string;
}

type Lines = [title: string, say: (figures: Figures) => string][];

const NONE = '–';

/** What came of some people, line by line. Shares and amounts a person are of those who are there now. */
export function resultLines(own: Figures, everybody: Figures, { locale, currency }: Spoken): ResultLine[] {
  const number = (value: number): string => numberWords(value, locale);
  const money = (minor: number): string => formatMoney({ minor: Math.round(minor), currency }, locale);
  const share = (part: number, whole: number): string => (whole > 0 ? percentWords(part / whole, locale) : NONE);
  const each = (value: number, whole: number, say: (value: number) => string): string =>
    whole > 0 ? say(value / whole) : NONE;
  const withShare = (part: number, whole: number): string =>
    whole > 0 ? `${number(part)} (${share(part, whole)})` : number(part);
  const ofOrders: Lines = [
    ['People', ({ people }) => number(people)],
    ['Bought something', ({ buyers, people }) => withShare(buyers, people)],
    ['Orders', ({ orders }) => number(orders)],
    ['Revenue', ({ revenueMinor }) => money(revenueMinor)],
    ['Revenue a person', ({ revenueMinor, people }) => each(revenueMinor, people, money)],
    ['Average order', ({ revenueMinor, ordersWithMoney }) => each(revenueMinor, ordersWithMoney, money)],
  ];
  const ofMails: Lines = [
    ['Mails sent', ({ mails }) => number(mails)],
    ['Mails a person', ({ mails, people }) => each(mails, people, (value) => numberWords(value, locale, 1))],
    ['Mails opened', ({ opened, mails }) => withShare(opened, mails)],
    ['Mails clicked', ({ clicked, mails }) => withShare(clicked, mails)],
  ];
  const ofConsent: Lines = [['Unsubscribed', ({ withdrawn, people }) => withShare(withdrawn, people)]];
  // Before the first mail there is nothing to say of mails.
  const lines = [...ofOrders, ...(everybody.mails > 0 ? ofMails : []), ...ofConsent];
  return lines.map(([title, say]) => ({ title, own: say(own), everybody: say(everybody) }));
}
