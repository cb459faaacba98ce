import type { StoreLineItem } from '../../../store';

/** A reduction on the whole order. */
export interface Discount {
  code: string;
  /** Share of the goods' price, such as 0.1, or an amount in cents. */
  off: { share: number } | { minor: number };
}

export interface OrderMoney {
  /** Goods after the discount, as Shopify counts it. */
  subtotalMinor: number;
  shippingMinor: number;
  /** Value added tax that the total contains. */
  taxMinor: number;
  discountMinor: number;
  totalMinor: number;
}

/** Rates of value added tax in per cent where the shop must charge the buyer's own; deliveries outside the union are untaxed. */
const TAX_PERCENT: Record<string, number> = {
  DE: 19,
  AT: 20,
  NL: 21,
  FR: 20,
  BE: 21,
  IT: 22,
  ES: 21,
  PL: 23,
  DK: 25,
  SE: 25,
};

/** Postage in cents, and the value of goods from which there is none. */
const POSTAGE: Record<string, { minor: number; freeFrom: number }> = {
  DE: { minor: 490, freeFrom: 5900 },
  AT: { minor: 790, freeFrom: 7900 },
};
const POSTAGE_UNION = { minor: 990, freeFrom: 9900 };
const POSTAGE_ABROAD = { minor: 1690, freeFrom: 19_900 };

/** Sums up an order: goods − discount + postage; the tax is part of that total. */
export function priceOrder(
  lines: Pick<StoreLineItem, 'priceMinor' | 'quantity'>[],
  countryCode: string,
  discount: Discount | null,
  collected: boolean,
): OrderMoney {
  const goods = lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0);
  const discountMinor = discount ? discountOn(goods, discount) : 0;
  const subtotalMinor = goods - discountMinor;
  const shippingMinor = collected ? 0 : postage(subtotalMinor, countryCode);
  const totalMinor = subtotalMinor + shippingMinor;
  const percent = TAX_PERCENT[countryCode] ?? 0;
  return {
    subtotalMinor,
    shippingMinor,
    discountMinor,
    totalMinor,
    taxMinor: Math.round((totalMinor * percent) / (100 + percent)),
  };
}

const discountOn = (goods: number, { off }: Discount): number =>
  'share' in off ? Math.round(goods * off.share) : Math.min(goods, off.minor);

function postage(subtotalMinor: number, countryCode: string): number {
  const tariff = POSTAGE[countryCode] ?? (countryCode in TAX_PERCENT ? POSTAGE_UNION : POSTAGE_ABROAD);
  return subtotalMinor >= tariff.freeFrom ? 0 : tariff.minor;
}
