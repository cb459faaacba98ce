import { BadField } from './report';

/** An amount such as 12.90 in minor units. Shopify writes a point and no separators. */
export function money(text: string, field: string, fractionDigits: number): number {
  if (!/^\d+(\.\d+)?$/.test(text)) {
    throw new BadField(
      field,
      `"${text}" is no amount`,
      'write it with a point and without separators or signs, such as 12.90',
    );
  }
  return Math.round(Number(text) * 10 ** fractionDigits);
}

export function wholeNumber(text: string, field: string): number {
  if (!/^-?\d+(\.0+)?$/.test(text))
    throw new BadField(field, `"${text}" is no whole number`, 'write digits only, such as 3');
  return Number(text);
}

const SHOPIFY_TIME = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.\d+)?\s?(Z|UTC|[+-]\d\d:?\d\d)$/;

/** An instant such as `2010-12-01 08:26:00 +0000`, or the same in ISO 8601; milliseconds since 1970. */
export function instant(text: string, field: string): number {
  const parts = SHOPIFY_TIME.exec(text);
  const [year, month, day, hour, minute, second] = (parts?.slice(1, 7) ?? []).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const at = parts ? Date.UTC(year, month - 1, day, hour, minute, second) : Number.NaN;
  const written = new Date(at);
  // The 31st of February becomes a day in March: a date that changes on the way is none.
  if (
    !parts ||
    written.getUTCDate() !== day ||
    written.getUTCMonth() !== month - 1 ||
    hour > 23 ||
    minute > 59 ||
    second > 59
  ) {
    throw new BadField(field, `"${text}" is no time`, 'write it as Shopify does, such as 2010-12-01 08:26:00 +0000');
  }
  return at - offsetMs(parts[7] ?? 'Z');
}

function offsetMs(zone: string): number {
  const parts = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  return parts ? (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3])) * 60_000 : 0;
}

const YES = new Set(['yes', 'true', '1', 'y']);
const NO = new Set(['no', 'false', '0', 'n', '']);

export function yesNo(text: string, field: string): boolean {
  const word = text.toLowerCase();
  if (YES.has(word)) return true;
  if (NO.has(word)) return false;
  throw new BadField(field, `"${text}" is neither yes nor no`, 'write yes or no');
}

/** The value that a word stands for; `''` may be a key of its own. */
export function oneOf<T>(text: string, field: string, meanings: Record<string, T>): T {
  const word = text.toLowerCase();
  if (Object.hasOwn(meanings, word)) return meanings[word] as T;
  const known = Object.keys(meanings).filter(Boolean).join(', ');
  throw new BadField(field, `"${text}" is not known`, `write one of ${known}`);
}

/** An email address in lower case; null when there is none. */
export function email(text: string, field: string): string | null {
  if (text === '') return null;
  if (!/^[^\s@,;]+@[^\s@,;]+\.[^\s@,;.]+$/.test(text))
    throw new BadField(field, `"${text}" is no email address`, 'correct it or leave it empty');
  return text.toLowerCase();
}

/** Text without the apostrophe that Shopify puts before numbers so that spreadsheets leave them alone. */
export const withoutApostrophe = (text: string): string => text.replace(/^'+/, '').trim();

export const orNull = (text: string): string | null => (text === '' ? null : text);

export const commaList = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

export const countryCode = (text: string): string | null => (/^[a-z]{2}$/i.test(text) ? text.toUpperCase() : null);

/** How many digits a currency has after the point: 2 for EUR, 0 for JPY. */
export function fractionDigitsOf(currency: string, field: string): number {
  if (!/^[A-Z]{3}$/.test(currency))
    throw new BadField(field, `"${currency}" is no currency`, 'write a code of three letters, such as EUR');
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
