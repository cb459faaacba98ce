/** What is missing of what is known, so that flows and recommendations do less than they could. */
export const gapFindings = [
  'people-without-country',
  'people-not-browsing',
  'orders-without-customer',
  'products-without-picture',
  'products-without-price',
  'products-without-type',
] as const;
export type GapFinding = (typeof gapFindings)[number];

/** Whom nobody saw look at anything for so long. */
export const BROWSING_DAYS = 90;

/** Counting ends here: a page does not wait for an exact number of very many. */
export const COUNTED_AT_MOST = 10_000;

interface GapWords {
  /** Of many of them, in small letters: a number follows. */
  what: string;
  why: string;
  /** What stands in the two columns of its rows. */
  headings: [string, string];
}

const IN_SHOPIFY = 'Add it in Shopify; Kindred is told at once.';

export const gapWords: Record<GapFinding, GapWords> = {
  'people-without-country': {
    what: 'people without a country',
    why: 'Rules about countries do not apply to them. It comes with their first order, or with an import.',
    headings: ['Person', 'Last seen'],
  },
  'people-not-browsing': {
    what: `people not seen browsing for ${BROWSING_DAYS} days`,
    why: 'What they are shown rests on orders alone. A link in a mail brings their browser back.',
    headings: ['Person', 'Last seen'],
  },
  'orders-without-customer': {
    what: 'orders without a customer',
    why: 'Sold in person or made by hand without an address: they teach what is bought together, and are nobody’s.',
    headings: ['Order', 'Placed'],
  },
  'products-without-picture': {
    what: 'products without a picture',
    why: `A mail shows them as a name alone. ${IN_SHOPIFY}`,
    headings: ['Product', 'Vendor'],
  },
  'products-without-price': {
    what: 'products without a price',
    why: `Every variant costs nothing, or there is none. ${IN_SHOPIFY}`,
    headings: ['Product', 'Vendor'],
  },
  'products-without-type': {
    what: 'products without a type',
    why: `They belong to nobody’s favourite kinds. ${IN_SHOPIFY}`,
    headings: ['Product', 'Vendor'],
  },
};
