/** Money is integer minor units with an ISO 4217 currency; decimals exist only at the edges. */
export interface Money {
  minor: number;
  currency: string;
}

/** Digits after the decimal point of a currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export function fractionDigits(currency: string): number {
  const known = digitsOf.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  digitsOf.set(currency, digits);
  return digits;
}

/** Remembered: the system takes 40 µs to tell, and every amount of every order asks. */
const digitsOf = new Map<string, number>();

/**
 * Reads a decimal string such as Shopify's `"19.90"` exactly, without floating point.
 * Digits beyond the currency's are rounded half up. Throws on anything that is no decimal number, and on one too large to be exact.
 */
export function parseMinor(decimal: string, currency: string): number {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(decimal.trim());
  if (!match) throw new Error(`not a decimal amount: "${decimal}"`);
  const digits = fractionDigits(currency);
  const fraction = (match[3] ?? '').padEnd(digits + 1, '0');
  const kept = Number((match[2] ?? '') + fraction.slice(0, digits));
  const rounded = Number(fraction[digits]) >= 5 ? kept + 1 : kept;
  if (!Number.isSafeInteger(rounded)) throw new Error(`too large an amount: "${decimal}"`);
  return match[1] && rounded ? -rounded : rounded;
}

/** `19.90`, as `parseMinor` reads it: for machines. */
export function decimalOf({ minor, currency }: Money): string {
  const digits = fractionDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const whole = digits ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text;
  return minor < 0 ? `-${whole}` : whole;
}

/** `€19.90` in the reader's language. */
export function formatMoney({ minor, currency }: Money, locale = 'en'): string {
  return formatOf(locale, currency).format(minor / 10 ** fractionDigits(currency));
}

/** Remembered, too: making one takes as long as a mail's other words together. */
const formats = new Map<string, Intl.NumberFormat>();
const MOST_FORMATS = 200;

function formatOf(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = formats.get(key);
  if (known) return known;
  if (formats.size >= MOST_FORMATS) formats.clear();
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  formats.set(key, format);
  return format;
}
