import { describe, expect, it } from 'vitest';
import { resultLines } from './result-words';
import type { Figures } from './results.server';

const nothing: Figures = {
  ...{ people: 0, orders: 0, ordersWithMoney: 0, revenueMinor: 0, buyers: 0 },
  ...{ mails: 0, opened: 0, clicked: 0, withdrawn: 0 },
};
const said = (own: Partial<Figures>, currency = 'EUR') =>
  Object.fromEntries(
    resultLines({ ...nothing, ...own }, { ...nothing, mails: 1 }, { locale: 'en', currency }).map(
      ({ title, own: words }) => [title, words],
    ),
  );

describe('what came of a segment', () => {
  it('is said with shares of its people and of its mails', () => {
    expect(
      said({
        ...{ people: 200, orders: 60, ordersWithMoney: 50, revenueMinor: 250_000, buyers: 40 },
        ...{ mails: 300, opened: 90, clicked: 12, withdrawn: 1 },
      }),
    ).toEqual({
      ...{ People: '200', 'Bought something': '40 (20%)', Orders: '60', Revenue: '€2,500.00' },
      ...{ 'Revenue a person': '€12.50', 'Average order': '€50.00', 'Mails sent': '300', 'Mails a person': '1.5' },
      ...{ 'Mails opened': '90 (30%)', 'Mails clicked': '12 (4%)', Unsubscribed: '1 (0.5%)' },
    });
  });

  it('is said without what nothing can be divided by', () => {
    expect(said({})).toMatchObject({
      ...{ 'Bought something': '0', 'Revenue a person': '–', 'Average order': '–', 'Mails opened': '0' },
    });
  });

  it('says nothing of mails before the first one', () => {
    const titles = resultLines(nothing, nothing, { locale: 'en', currency: 'EUR' }).map(({ title }) => title);
    expect(titles.filter((title) => title.includes('Mail'))).toEqual([]);
    expect(titles).toContain('Unsubscribed');
  });

  it('is said in currencies without decimals', () => {
    expect(said({ people: 2, revenueMinor: 301 }, 'JPY')).toMatchObject({
      Revenue: '¥301',
      'Revenue a person': '¥151',
    });
  });
});
