import { z } from 'zod';
import { webAddress } from '../brand-kit';

/** Where a button or a picture leads. */
export const target = z.enum(['cart', 'shop', 'confirm', 'product', 'address']);
export type Target = z.infer<typeof target>;

/** As Liquid; to the shop where the product is known no more. */
const TARGETS: Readonly<Record<Exclude<Target, 'address'>, string>> = {
  cart: 'cart.url',
  shop: 'shop.url',
  confirm: 'confirm.url',
  product: 'about[0].url | default: shop.url',
};

export interface Leading {
  to: Target;
  url?: string | undefined;
}

export const leading = { to: target, url: webAddress.optional() };
export const leadsSomewhere = ({ to, url }: Leading): boolean => to !== 'address' || url !== undefined;
export const NOWHERE = { path: ['url'], message: 'it leads nowhere: give the address of a page' };

/** As an attribute of markup; whoever reads plain text sees no markup, so there nothing is escaped. */
export const hrefOf = ({ to, url = '' }: Leading): string =>
  to === 'address' ? url.replaceAll('&', '&amp;') : `{{ ${TARGETS[to]} }}`;
export const plainHrefOf = ({ to, url = '' }: Leading): string =>
  to === 'address' ? url : `{{ ${TARGETS[to]} | raw }}`;
