import { readIds } from './asked-ids';

/** As many as a block of a theme may show. */
export const MOST_SHOWN = 12;
const USUAL_SHOWN = 6;

/** What a block asks by; names none of which ends another or one of Shopify's own (`proxy-verifier.server.ts`). */
export const STOREFRONT_PARAMETERS = [
  'product',
  'collection',
  'cart',
  'viewed',
  'limit',
  'locale',
  'personal',
  'visitor',
] as const;
type Parameter = (typeof STOREFRONT_PARAMETERS)[number];

export interface StorefrontQuestion {
  /** What the page is about: goes with what was looked at, and is not shown on its own page. */
  productId: string | null;
  collectionId: string | null;
  cart: string[];
  /** In this visit, the oldest first, as the browser keeps it. */
  viewed: string[];
  limit: number;
  /** Of the page; null: the shop's own. */
  locale: string | null;
  /** The visitor allowed that what is known of them chooses. */
  isPersonal: boolean;
  visitorId: string | null;
}

export type ReadStorefrontQuestion = { kind: 'read'; question: StorefrontQuestion } | { kind: 'refused'; why: string };

const VISITOR = /^[A-Za-z0-9_-]{20,64}$/;
const LOCALE = /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}$/i;

/** Reads a block's question from an address; parameters of Shopify's are none of its business. */
export function readStorefrontQuestion(query: URLSearchParams): ReadStorefrontQuestion {
  const of = (name: Parameter): string => query.get(name) ?? '';
  const [product, cart, viewed] = (['product', 'cart', 'viewed'] as const).map((name) => readIds('Product', of(name)));
  const collection = readIds('Collection', of('collection'));
  for (const [name, read] of Object.entries({ product, collection, cart, viewed }))
    if (read?.kind === 'refused') return refused(`${name}: ${read.problem}`);
  const [productIds, collectionIds] = [idsIn(product), idsIn(collection)];
  if (productIds.length > 1 || collectionIds.length > 1)
    return refused('product and collection: each name one at most');
  const limit = of('limit') === '' ? USUAL_SHOWN : Number(/^\d{1,2}$/.exec(of('limit'))?.[0] ?? 0);
  if (limit < 1 || limit > MOST_SHOWN) return refused(`limit: is a whole number of 1 to ${MOST_SHOWN}`);
  const locale = of('locale') || null;
  if (locale && !LOCALE.test(locale)) return refused('locale: is no language’s code, such as de or pt-BR');
  if (!['', '1'].includes(of('personal'))) return refused('personal: is 1 where the visitor allows it, or left out');
  const isPersonal = of('personal') === '1';
  const visitorId = of('visitor') || null;
  if (visitorId && !isPersonal) return refused('visitor: is told only where the visitor allows it, with personal=1');
  if (visitorId && !VISITOR.test(visitorId)) return refused('visitor: is no id that Kindred gave to a browser');
  const [productId = null] = productIds;
  const [collectionId = null] = collectionIds;
  return {
    kind: 'read',
    question: {
      ...{ productId, collectionId, limit, locale, isPersonal, visitorId },
      ...{ cart: idsIn(cart), viewed: idsIn(viewed) },
    },
  };
}

const idsIn = (read: ReturnType<typeof readIds> | undefined): string[] => (read?.kind === 'read' ? read.ids : []);
const refused = (why: string): ReadStorefrontQuestion => ({ kind: 'refused', why });
