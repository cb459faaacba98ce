import type { MailAboutProduct, MailCartLine, MailData, MailProduct } from '~/delivery/rendering/mail-data';

/** Names as strangers write them: markup, template code, quotes, other scripts, line breaks. */
export const HOSTILE_NAMES = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '{{ 7 | times: 7 }}{% assign x = 1 %}',
  '</td></tr></table>',
  '<!--[if mso]> & <![endif]-->',
  'Ünïcödé 🕯️ دمية خشبية',
  'a\r\nBcc: everybody@example.com',
  '&lt;b&gt; &amp; &#60;i&#62;',
];

export const mailLine = (number: number, changes: Partial<MailCartLine> = {}): MailCartLine => ({
  title: `Line ${number}`,
  variantTitle: 'Large',
  quantity: number,
  price: `€${number}.00`,
  total: `€${number * number}.00`,
  imageUrl: `https://cdn.example/line-${number}.png`,
  url: `https://shop.example/products/line-${number}?utm_source=kindred`,
  isSoldOut: false,
  ...changes,
});

export const mailProduct = (number: number, changes: Partial<MailProduct> = {}): MailProduct => ({
  title: `Product ${number}`,
  price: `€${number}.50`,
  imageUrl: `https://cdn.example/product-${number}.png`,
  url: `https://shop.example/products/product-${number}?utm_source=kindred`,
  reason: `Often bought with Line ${number}`,
  ...changes,
});

export const mailAbout = (number: number, changes: Partial<MailAboutProduct> = {}): MailAboutProduct => ({
  title: `Thing ${number}`,
  price: `€${number}.25`,
  imageUrl: `https://cdn.example/thing-${number}.png`,
  url: `https://shop.example/products/thing-${number}?utm_source=kindred`,
  isSoldOut: false,
  priceWas: '',
  ...changes,
});

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** What a mail with so many cart lines and recommended products shows. */
export function mailData(lines = 1, products = 0, changes: Partial<MailData> = {}): MailData {
  const shown = changes.products ?? upTo(products).map((number) => mailProduct(number));
  return {
    locale: 'en',
    hidden: {},
    shop: {
      name: 'Oak & Elm',
      url: 'https://shop.example/?utm_source=kindred',
      postalAddress: '1 Oak Street, Bristol',
      consentLine: 'You get this mail because you asked Oak & Elm for news and offers.',
    },
    coupon: null,
    person: { firstName: 'Ana' },
    customer: {
      ...{ orderCount: 3, lastOrderDate: '2 March 2026', totalSpent: '€310.00' },
      lastProduct: { title: 'Thing 9', url: 'https://shop.example/products/thing-9', imageUrl: '' },
    },
    order: {
      ...{ name: '#1001', date: '2 March 2026', total: '€42.00' },
      lines: [{ title: 'Thing 9', quantity: 2, price: '€21.00', total: '€42.00' }],
    },
    collections: [{ title: 'Lamps', url: 'https://shop.example/collections/lamps' }],
    cart: {
      url: 'https://shop.example/checkouts/abc/recover?key=1&utm_source=kindred',
      total: '€42.00',
      hasSoldOut: false,
      lines: upTo(lines).map((number) => mailLine(number)),
    },
    about: [],
    ...{ grids: {}, lowStock: {}, ends: {}, drawn: {} },
    unsubscribeUrl: '{{{ pm:unsubscribe }}}',
    preferencesUrl: 'https://kindred.example/p/token.signature',
    confirm: { url: '' },
    ...changes,
    product: changes.about?.[0] ?? null,
    products: shown,
    productRows: shown.flatMap((_, at) => (at % 2 ? [] : [shown.slice(at, at + 2)])),
  };
}
