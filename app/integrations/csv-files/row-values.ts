import { createHash } from 'node:crypto';

/** Something in a row that was not taken as it stands. Names nobody: values of the row stay out of it. */
export interface RowProblem {
  /** The column's target. */
  target: string;
  reason: string;
  remedy: string;
  /** The whole row is left out. */
  isFatal: boolean;
}

const NAIVE = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const SLASHED = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/**
 * An instant as exports write it: ISO 8601, Shopify's `2026-01-31 10:20:30 +0100`, Mailchimp's without a zone (read as UTC), `31/01/2026` where only
 * one of day and month can be the month, and seconds since 1970. Null: it cannot be told.
 */
export function readInstant(text: string): Date | null {
  const plain = text.trim().replace(/^'/, '');
  if (/^\d{10}$/.test(plain)) return new Date(Number(plain) * 1_000);
  const iso = NAIVE.exec(plain);
  if (iso) return instantOf(iso.slice(1, 7), offsetMinutes(iso[7]));
  const slashed = SLASHED.exec(plain);
  if (!slashed) return null;
  const [one = 0, other = 0] = [Number(slashed[1]), Number(slashed[2])];
  if (one <= 12 && other <= 12 && one !== other) return null;
  const [day, month] = one > 12 || one === other ? [slashed[1], slashed[2]] : [slashed[2], slashed[1]];
  return instantOf([slashed[3], month, day, slashed[4], slashed[5], slashed[6]], 0);
}

function instantOf(parts: (string | undefined)[], offset: number): Date | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return isReal && year > 1970 && year < 2200 ? new Date(at.getTime() - offset * 60_000) : null;
}

function offsetMinutes(zone: string | undefined): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '');
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

/** A Shopify id as its global form; null where it is none. */
export function readGid(kind: 'Customer' | 'Order', text: string): string | null {
  const number = /^'?(?:gid:\/\/shopify\/\w+\/)?(\d{1,20})$/.exec(text.trim())?.[1];
  return number ? `gid://shopify/${kind}/${number}` : null;
}

/** A number or a truth where a text is written as one. */
export function readPlain(text: string): string | number | boolean {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,8})?$/.test(text) ? Number(text) : text;
}

/** What a spreadsheet's guard against formulas put before a value is taken off again: `'=1` was `=1`, `'+49…` is a phone. */
export const unguarded = (text: string): string => text.replace(/^'(?=[=+\-@\t\r])/, '');

/** A short name of contents: the same are one. */
export const digestOf = (parts: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 32);
