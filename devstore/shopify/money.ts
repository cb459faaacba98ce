/** Fraction digits of each currency, looked up once (ISO 4217 as the runtime's Intl data has it). */
const fractionDigits = new Map<string, number>();

function digitsOf(currency: string): number {
  const known = fractionDigits.get(currency);
  if (known !== undefined) return known;
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
  fractionDigits.set(currency, digits ?? 2);
  return digits ?? 2;
}

/** Minor units as the `Money` scalar and REST payloads print them: `1050` EUR → `"10.50"`, `1050` JPY → `"1050"`. */
export function moneyText(minor: number, currency: string): string {
  const digits = digitsOf(currency);
  if (digits === 0) return String(minor);
  const sign = minor < 0 ? '-' : '';
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Minor units as the `Decimal` scalar prints them: at least one and no superfluous fraction digits, `1050` EUR → `"10.5"`. */
export function decimalText(minor: number, currency: string): string {
  const text = moneyText(minor, currency);
  if (!text.includes('.')) return `${text}.0`;
  return text.replace(/0+$/, '').replace(/\.$/, '.0');
}

/** A `MoneyV2` object. */
export function moneyV2(minor: number, currency: string): { amount: string; currencyCode: string } {
  return { amount: decimalText(minor, currency), currencyCode: currency };
}

/** A `MoneyBag` object; the stand-in's shoppers pay in the shop's currency. */
export function moneyBag(minor: number, currency: string) {
  const money = moneyV2(minor, currency);
  return { shopMoney: money, presentmentMoney: money };
}

/** A `Decimal` of Shopify's as minor units: `"10.5"` EUR → 1050. */
export function minorOf(decimal: string, currency: string): number {
  return Math.round(Number(decimal) * 10 ** digitsOf(currency));
}
