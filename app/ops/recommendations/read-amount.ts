import { fractionDigits, parseMinor } from '~/platform/money';

/** A larger one is nobody's price, and stands for a slip. */
const LONGEST = 12;

/**
 * An amount as people write it, `12,50`, `12.50`, `1.250,00` or `1 250`, in minor units; null: it cannot be told. One mark with three digits behind it
 * parts thousands where the shop's language writes them so, and is no amount where it might be either.
 */
export function readAmount(text: string, currency: string, locale: string): number | null {
  const plain = text.trim().replace(/[\s\u00a0\u202f'’]/g, '');
  if (!/^\d[\d.,]*$/.test(plain) || plain.replace(/\D/g, '').length > LONGEST) return null;
  const decimal = decimalOf(plain, fractionDigits(currency), locale);
  return decimal === null ? null : parseMinor(decimal, currency);
}

/** The same with a point before the decimals, and without marks between thousands. */
function decimalOf(plain: string, digits: number, locale: string): string | null {
  const marks = [...new Set(plain.match(/[.,]/g) ?? [])];
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  if (last < 0) return plain;
  const mark = plain[last] ?? '';
  const behind = plain.length - last - 1;
  const isRepeated = plain.split(mark).length > 2;
  if (marks.length === 1 && (isRepeated || (behind === 3 && mark === groupMark(locale))))
    return isGrouped(plain, mark) ? plain.replaceAll(mark, '') : null;
  if (isRepeated || behind === 0 || behind > digits) return null;
  const whole = plain.slice(0, last);
  const between = marks.find((other) => other !== mark);
  if (between && !isGrouped(whole, between)) return null;
  return `${between ? whole.replaceAll(between, '') : whole}.${plain.slice(last + 1)}`;
}

const isGrouped = (text: string, mark: string): boolean => {
  const [first = '', ...rest] = text.split(mark);
  return first.length >= 1 && first.length <= 3 && rest.every((part) => /^\d{3}$/.test(part));
};

const groupMark = (locale: string): string | undefined =>
  new Intl.NumberFormat(locale, { useGrouping: 'always' }).formatToParts(1_234_567).find(({ type }) => type === 'group')
    ?.value;
