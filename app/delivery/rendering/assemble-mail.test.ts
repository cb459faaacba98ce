import { describe, expect, test } from 'vitest';
import type { LiveVariant } from '~/capture/catalog/live-catalog';
import type { Recommendation } from '~/decisions/recommendations/recommendation';
import { cartLine } from '../../../tests/factories/reports';
import { productId, variantId } from '../../../tests/factories/shelf';
import { mailWords } from '../documents/words';
import { assembleMail } from './assemble-mail';
import type { CatalogProduct } from './catalog-product';
import type { MailIngredients } from './mail-ingredients';
import { shopperReason } from './shopper-reason';

const shelfProduct = (number: number, changes: Partial<CatalogProduct> = {}): [string, CatalogProduct] => [
  productId(number),
  {
    id: productId(number),
    handle: `product-${number}`,
    title: `Product ${number}`,
    imageUrl: `https://cdn.example/${number}.png`,
    priceMinor: number * 100,
    variantId: variantId(number),
    ...{ compareAtMinor: null, variantCount: 1 },
    ...changes,
  },
];
const onSale = (number: number, changes: Partial<LiveVariant> = {}): [string, LiveVariant] => [
  variantId(number),
  {
    ...{ id: variantId(number), productId: productId(number), priceMinor: number * 100 },
    ...{ isBuyable: true, leftCount: null },
    ...changes,
  },
];
const recommended = (number: number): Recommendation => ({
  productId: productId(number),
  reason: { kind: 'best-seller', rank: number },
});

function ingredients(changes: Partial<MailIngredients> = {}): MailIngredients {
  return {
    shop: {
      name: 'Oak & Elm',
      storefrontUrl: 'https://shop.example',
      ...{ currency: 'EUR', timezone: 'Europe/Berlin' },
      postalAddress: '1 Oak Street',
      consentLine: null,
    },
    locale: 'en',
    firstName: 'Ana',
    campaign: 'abandoned-cart',
    lines: [cartLine(1, 2), cartLine(2)],
    checkoutUrl: 'https://shop.example/checkouts/abc/recover?key=1',
    about: [],
    live: new Map([onSale(1), onSale(2)]),
    products: new Map([1, 2, 3, 4, 5].map((number) => shelfProduct(number))),
    recommendations: [],
    unsubscribeUrl: '{{{ pm:unsubscribe }}}',
    preferencesUrl: 'https://kindred.example/p/token.signature',
    ...changes,
  };
}
const assemble = (changes: Partial<MailIngredients> = {}) => assembleMail(ingredients(changes));

describe('the cart in a mail', () => {
  test('shows the prices of now, not those of when it was left', () => {
    const { cart } = assemble({ live: new Map([onSale(1, { priceMinor: 1_250 }), onSale(2)]) });
    expect(cart.lines.map(({ price, total }) => [price, total])).toEqual([
      ['€12.50', '€25.00'],
      ['€2.00', '€2.00'],
    ]);
    expect(cart.total).toBe('€27.00');
  });

  test.each<[string, MailIngredients['live']]>([
    ['sold out', new Map([onSale(1, { isBuyable: false }), onSale(2)])],
    ['no longer known to the store', new Map([onSale(2)])],
  ])('says of a line that is %s that it sold out, and leaves it out of the total', (_how, live) => {
    const { cart } = assemble({ live });
    expect(cart.lines.map(({ isSoldOut }) => isSoldOut)).toEqual([true, false]);
    expect(cart).toMatchObject({ total: '€2.00', hasSoldOut: true });
  });

  test('has nothing sold out when nothing is', () => {
    expect(assemble().cart.hasSoldOut).toBe(false);
  });

  test('names products as the catalogue does now, and as the cart did where the catalogue knows them no more', () => {
    const products = new Map([shelfProduct(1, { title: 'Renamed' })]);
    const { lines } = assemble({ products }).cart;
    expect(lines.map(({ title, imageUrl }) => [title, imageUrl])).toEqual([
      ['Renamed', 'https://cdn.example/1.png'],
      ['Product 2', ''],
    ]);
  });

  test('names a variant only where there is more than the default one', () => {
    const told = ['Large', 'Default Title', '', null];
    const lines = told.map((variantTitle, index) => cartLine(index + 1, 1, { variantTitle }));
    const named = assemble({ lines }).cart.lines.map(({ variantTitle }) => variantTitle);
    expect(named).toEqual(['Large', null, null, null]);
  });

  test('is in the shop’s currency and the reader’s language', () => {
    const shop = { ...ingredients().shop, currency: 'JPY' };
    const live = new Map([onSale(1, { priceMinor: 1_200 }), onSale(2)]);
    expect(assemble({ shop, live, locale: 'ja' }).cart.total).toBe('￥2,600');
    expect(assemble({ locale: 'de' }).cart.total).toBe('4,00\u00a0€');
  });
});

describe('links in a mail', () => {
  const campaignOf = (link: string | undefined) => Object.fromEntries(new URL(link ?? '').searchParams);
  const marked = { utm_source: 'kindred', utm_medium: 'email', utm_campaign: 'abandoned-cart' };

  test('lead back to the very cart, keeping what its address carries, and say where a visit comes from', () => {
    const { url } = assemble().cart;
    expect(url.startsWith('https://shop.example/checkouts/abc/recover?')).toBe(true);
    expect(campaignOf(url)).toEqual({ key: '1', ...marked });
  });

  test('lead to the shop’s cart page where the checkout is not known', () => {
    expect(assemble({ checkoutUrl: null }).cart.url).toMatch(/^https:\/\/shop\.example\/cart\?utm_source=kindred/);
  });

  test('to the shop and to products say so, too', () => {
    const mail = assemble({ recommendations: [recommended(3)] });
    for (const link of [mail.shop.url, mail.cart.lines[0]?.url, mail.products[0]?.url])
      expect(campaignOf(link)).toEqual(marked);
    expect(mail.products[0]?.url).toMatch(/^https:\/\/shop\.example\/products\/product-3\?/);
  });

  test('to the shop’s own pages say which mail it was, and those to its checkout do not', () => {
    const mail = assemble({ recommendations: [recommended(3)], mailToken: 'a-token.of-it' });
    for (const link of [mail.shop.url, mail.cart.lines[0]?.url, mail.products[0]?.url])
      expect(campaignOf(link)).toEqual({ ...marked, kindred_mail: 'a-token.of-it' });
    expect(mail.cart.url).not.toContain('kindred_mail');
  });

  test('to unsubscribe are left as they are: Postmark finds its placeholder by its letters', () => {
    expect(assemble().unsubscribeUrl).toBe('{{{ pm:unsubscribe }}}');
  });
});

describe('recommendations in a mail', () => {
  test('stand in their order, two to a row, with the price of now', () => {
    const live = new Map([onSale(1), onSale(2), onSale(3, { priceMinor: 999 })]);
    const mail = assemble({ live, recommendations: [recommended(3), recommended(4), recommended(5)] });
    expect(mail.products.map(({ title, price }) => [title, price])).toEqual([
      ['Product 3', '€9.99'],
      ['Product 4', '€4.00'],
      ['Product 5', '€5.00'],
    ]);
    expect(mail.productRows).toEqual([mail.products.slice(0, 2), mail.products.slice(2)]);
  });

  test('without a picture or unknown to the catalogue are left out', () => {
    const products = new Map([shelfProduct(3, { imageUrl: null }), shelfProduct(4)]);
    const mail = assemble({ products, recommendations: [recommended(3), recommended(9), recommended(4)] });
    expect(mail.products.map(({ title }) => title)).toEqual(['Product 4']);
  });

  test('say why they are there, naming what they rest on', () => {
    const recommendations: Recommendation[] = [
      { productId: productId(3), reason: { kind: 'bought-together', withProductId: productId(1), orders: 4 } },
      { productId: productId(4), reason: { kind: 'because-viewed', productId: productId(5), sessions: 4 } },
      { productId: productId(5), reason: { kind: 'because-viewed', productId: productId(2), sessions: 4 } },
    ];
    expect(assemble({ recommendations }).products.map(({ reason }) => reason)).toEqual([
      'Often bought with Product 1',
      'Because you looked at Product 5',
      'Others chose it along with Product 2',
    ]);
  });

  test('do not name what nobody can name any more', () => {
    const unnamed = { words: mailWords('en').reasons, titleOf: () => undefined, isInCart: () => false };
    expect(shopperReason({ kind: 'bought-together', withProductId: 'gone', orders: 1 }, unnamed)).toBe(
      'Often bought with this',
    );
    expect(shopperReason({ kind: 'best-seller', rank: 1 }, unnamed)).toBe('Popular right now');
  });
});
