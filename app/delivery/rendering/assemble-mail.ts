import type { CartLine } from '~/capture/events/reports';
import type { LiveVariant } from '~/capture/catalog/live-catalog';
import { mailWords } from '../documents/words';
import { couponWords } from './coupon-words';
import { fillBlocks } from './fill-blocks';
import type { CatalogProduct } from './catalog-product';
import type { MailIngredients } from './mail-ingredients';
import type { MailAboutProduct, MailCartLine, MailData } from './mail-data';
import { speakFacts } from './speak-facts';
import { linkTo, money, recommended, rowsOf, shownProduct, withCampaign } from './shown-product';

/** Everything one mail shows, in words and figures ready for Liquid: prices are those of now, not those of when the cart was left. */
export function assembleMail(ingredients: MailIngredients): MailData {
  const { shop, locale } = ingredients;
  const lines = ingredients.lines.map((line) => ({ line, live: liveOf(ingredients, line) }));
  const totalMinor = lines.reduce((sum, { line, live }) => sum + (live ? live.priceMinor * line.quantity : 0), 0);
  const products = ingredients.recommendations.flatMap((each) => recommended(ingredients, each) ?? []);
  const about = ingredients.about.flatMap((id) => productAbout(ingredients, id) ?? []);
  return {
    locale,
    hidden: ingredients.hidden ?? {},
    shop: {
      name: shop.name,
      url: linkTo(ingredients, '/'),
      postalAddress: shop.postalAddress,
      consentLine: shop.consentLine ?? mailWords(locale).consentLine(shop.name),
    },
    person: { firstName: ingredients.firstName },
    ...speakFacts(ingredients),
    cart: {
      url: withCampaign(ingredients.checkoutUrl ?? `${shop.storefrontUrl}/cart`, ingredients.campaign),
      total: money(ingredients, totalMinor),
      hasSoldOut: lines.some(({ live }) => live === null),
      lines: lines.map(({ line, live }) => mailLine(ingredients, line, live)),
    },
    about,
    product: about[0] ?? null,
    products,
    productRows: rowsOf(products, 2),
    ...fillBlocks(ingredients),
    coupon: ingredients.coupon
      ? { ...couponWords(ingredients.coupon, shop, locale), url: linkTo(ingredients, '/') }
      : null,
    unsubscribeUrl: ingredients.unsubscribeUrl,
    preferencesUrl: ingredients.preferencesUrl,
    confirm: { url: ingredients.confirmUrl ?? '' },
  };
}

function liveOf({ live }: MailIngredients, line: CartLine): LiveVariant | null {
  const variant = live.get(line.variantId);
  return variant?.isBuyable ? variant : null;
}

function mailLine(ingredients: MailIngredients, line: CartLine, live: LiveVariant | null): MailCartLine {
  const product = ingredients.products.get(line.productId);
  const priceMinor = live?.priceMinor ?? line.priceMinor;
  return {
    title: product?.title ?? line.title,
    variantTitle: variantName(line.variantTitle),
    quantity: line.quantity,
    price: money(ingredients, priceMinor),
    total: money(ingredients, priceMinor * line.quantity),
    imageUrl: product?.imageUrl ?? '',
    url: product ? linkTo(ingredients, `/products/${product.handle}`) : linkTo(ingredients, '/'),
    isSoldOut: live === null,
  };
}

/** A product the mail is about is shown without a picture, too; one that the catalogue knows no more is not. */
function productAbout(ingredients: MailIngredients, productId: string): MailAboutProduct | null {
  const product = ingredients.products.get(productId);
  if (!product) return null;
  const turned = ingredients.turn && ingredients.live.get(ingredients.turn.variantId);
  if (turned?.productId === productId) return turnedProduct(ingredients, product, turned);
  const isSoldOut = ![...ingredients.live.values()].some((each) => each.productId === productId && each.isBuyable);
  return { ...shownProduct(ingredients, product), isSoldOut, priceWas: '' };
}

/** The very variant, at its price of now; a struck-out price only while it is truly lower. */
function turnedProduct(ingredients: MailIngredients, product: CatalogProduct, variant: LiveVariant): MailAboutProduct {
  const was = ingredients.turn?.priceWasMinor ?? null;
  return {
    ...shownProduct(ingredients, product),
    price: money(ingredients, variant.priceMinor),
    url: linkTo(ingredients, `/products/${product.handle}?variant=${variant.id.split('/').at(-1)}`),
    isSoldOut: !variant.isBuyable,
    priceWas: was !== null && variant.priceMinor < was ? money(ingredients, was) : '',
  };
}

/** What the buyer chose of a product that comes in several forms; Shopify calls the only form of another "Default Title", or nothing at all. */
const variantName = (title: string | null): string | null =>
  title?.trim() && title !== 'Default Title' ? title : null;
