/** Where facts come from by themselves, each as merchants know it. */
export const toldSources = ['orders', 'carts', 'customers', 'catalog', 'storefront', 'postmark', 'api'] as const;
export type ToldSource = (typeof toldSources)[number];

interface SourceWords {
  what: string;
  /** What to do where it is silent for longer than usual, or was never heard. */
  remedy: string;
}

const BY_ITSELF =
  'Kindred looks for what was missed every quarter of an hour. If nothing comes at all, ask whoever runs Kindred whether its configuration was deployed to Shopify (shopify app deploy).';

const WORDS: Record<ToldSource, SourceWords> = {
  orders: { what: 'Orders and refunds, told by Shopify', remedy: BY_ITSELF },
  carts: { what: 'Carts and checkouts, told by Shopify', remedy: BY_ITSELF },
  customers: { what: 'Customers and consent, told by Shopify', remedy: BY_ITSELF },
  catalog: { what: 'Products, collections and stock, told by Shopify', remedy: BY_ITSELF },
  storefront: {
    what: 'What visitors look at',
    remedy:
      'Open your theme’s editor and see that Kindred is turned on under App embeds, and that your cookie banner asks for marketing.',
  },
  postmark: {
    what: 'What becomes of your mails, told by Postmark',
    remedy:
      'Without mails there is nothing to tell. If mails left since, see that your Postmark server still has the webhook shown under Settings.',
  },
  api: {
    what: 'Your own programs, through the API',
    remedy: 'See under Settings, API whether a key was revoked, and ask whoever runs the program.',
  },
};

export const sourceWords = (source: ToldSource): SourceWords => WORDS[source];

const BEGINNINGS: [ToldSource, RegExp][] = [
  ['orders', /^(orders|refunds)\//],
  ['carts', /^(carts|checkouts)\//],
  ['customers', /^(customers\/|customer\.|customers_email_marketing_consent\/)/],
  ['catalog', /^(products|variants|collections|inventory_levels|inventory_items)\//],
];

/** Which source an entry of the inbox is of; null for what comes so seldom that its silence says nothing. */
export function toldSourceOf({ source, topic }: { source: string; topic: string }): ToldSource | null {
  if (source !== 'shopify') return toldSources.find((each) => each === source) ?? null;
  return BEGINNINGS.find(([, beginning]) => beginning.test(topic))?.[0] ?? null;
}
