/** Standard events with Shopify's envelope, as full as a real shop's: with titles, prices and the buyer's address in them. */
interface EventOptions {
  id?: string;
  at?: string;
  path?: string;
  search?: string;
  referrer?: string;
  userAgent?: string;
}

const DESKTOP = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
let count = 0;

export function standardEvent(name: string, data: unknown, options: EventOptions = {}) {
  count += 1;
  const location = {
    host: 'shop.example',
    origin: 'https://shop.example',
    pathname: options.path ?? '/',
    search: options.search ?? '',
    hash: '#top',
    href: `https://shop.example${options.path ?? '/'}${options.search ?? ''}#top`,
  };
  return {
    id: options.id ?? `sh-${String(count).padStart(8, '0')}`,
    name,
    type: 'standard',
    seq: count,
    clientId: '4dcb2b1e-2f3a-4f52-9b47-0c7c0d2f4a55',
    timestamp: options.at ?? '2026-09-30T10:00:00.000Z',
    context: {
      document: { location, referrer: options.referrer ?? '', title: 'Shop', characterSet: 'UTF-8' },
      navigator: { userAgent: options.userAgent ?? DESKTOP, language: 'en', languages: ['en'], cookieEnabled: true },
      window: { location, innerWidth: 1280, innerHeight: 800 },
    },
    data,
  };
}

export const MUG = {
  id: '41007289696344',
  title: 'Blue',
  untranslatedTitle: 'Blue',
  sku: 'MUG-1',
  image: { src: '//shop.example/mug.png' },
  price: { amount: 18, currencyCode: 'EUR' },
  product: {
    id: '7504536535128',
    title: 'Mug',
    untranslatedTitle: 'Mug',
    type: 'Mugs',
    vendor: 'Kiln',
    url: '/products/mug',
  },
};

export const CART_LINE = { merchandise: MUG, quantity: 2, cost: { totalAmount: { amount: 36, currencyCode: 'EUR' } } };

export const CHECKOUT = {
  token: 'bb59cb4d2e4f4d3f9a1e6a7b8c9d0e1f',
  email: 'ana@example.com',
  phone: '+49 30 1234567',
  buyerAcceptsEmailMarketing: true,
  shippingAddress: { firstName: 'Ana', lastName: 'Costa', address1: 'Hauptstr. 1', city: 'Berlin' },
  lineItems: [{ id: '1', title: 'Mug', quantity: 2, variant: MUG }],
  totalPrice: { amount: 36, currencyCode: 'EUR' },
  order: { id: 'gid://shopify/OrderIdentity/5210499102', customer: { id: '77', isFirstOrder: true } },
};
