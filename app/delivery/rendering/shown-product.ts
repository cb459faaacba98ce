import { MAIL_PARAMETER } from '~/decisions/send-policy/mail-parameter';
import { utmOf } from '~/decisions/send-policy/utm';
import type { Recommendation } from '~/decisions/recommendations/recommendation';
import { formatMoney } from '~/platform/money';
import { mailWords } from '../documents/words';
import type { CatalogProduct } from './catalog-product';
import type { MailIngredients } from './mail-ingredients';
import type { MailProduct } from './mail-data';
import { shopperReason } from './shopper-reason';

export const money = ({ shop, locale }: MailIngredients, minor: number): string =>
  formatMoney({ minor, currency: shop.currency }, locale);

export function linkTo({ shop, campaign, mailToken }: MailIngredients, path: string): string {
  const link = withCampaign(`${shop.storefrontUrl}${path}`, campaign);
  return mailToken ? `${link}&${MAIL_PARAMETER}=${mailToken}` : link;
}

/** Marks a link so that the shop's own statistics see where a visit came from. */
export function withCampaign(url: string, campaign: string): string {
  const marked = new URL(url);
  for (const [key, value] of Object.entries<string>({ ...utmOf(campaign) }))
    marked.searchParams.set(`utm_${key}`, value);
  return marked.toString();
}

/** At its price of now, as the store itself says it where it was asked. */
export const shownProduct = (ingredients: MailIngredients, product: CatalogProduct): Omit<MailProduct, 'reason'> => ({
  title: product.title,
  price: money(ingredients, ingredients.live.get(product.variantId)?.priceMinor ?? product.priceMinor),
  imageUrl: product.imageUrl ?? '',
  url: linkTo(ingredients, `/products/${product.handle}`),
});

/** A recommendation with its reason; null: the catalogue knows it no more, or it has no picture. */
export function recommended(ingredients: MailIngredients, { productId, reason }: Recommendation): MailProduct | null {
  const product = ingredients.products.get(productId);
  if (!product?.imageUrl) return null;
  return {
    ...shownProduct(ingredients, product),
    reason: shopperReason(reason, {
      words: mailWords(ingredients.locale).reasons,
      titleOf: (id) => ingredients.products.get(id)?.title,
      isInCart: (id) => ingredients.lines.some((line) => line.productId === id),
    }),
  };
}

/** In rows of so many, the last of them perhaps shorter. */
export function rowsOf<P>(products: readonly P[], across: number): P[][] {
  const rows: P[][] = [];
  for (let at = 0; at < products.length; at += across) rows.push(products.slice(at, at + across));
  return rows;
}
