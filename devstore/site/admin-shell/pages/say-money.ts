import { moneyText } from '../../../shopify/money';

/** Minor units as a person reads them: `€10.50`. */
export function sayMoney(minor: number, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(Number(moneyText(minor, currency)));
}
