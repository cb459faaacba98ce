import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { EFFECTS, ruleSchema, type MerchandisingRule, type Subject } from '~/decisions/recommendations/merchandising';
import type { RuleTimes } from '~/decisions/recommendations/rule-times';
import { storableText } from '~/platform/storable';
import { readAmount } from './read-amount';

export const SUBJECTS = [
  'product',
  'collection',
  'tag',
  'vendor',
  'type',
  'price',
] as const satisfies Subject['kind'][];

export interface Problem {
  field: string;
  message: string;
}

export type Read<T> = { kind: 'read'; value: T } | { kind: 'wrong'; problems: Problem[] };

/** How the shop that it is read for writes amounts and counts days. */
export interface RuleShop {
  currency: string;
  locale: string;
  timezone: string;
}

const LONGEST = 255;
const formSchema = z.object({
  effect: z.enum(EFFECTS, { error: 'Choose what the rule does' }),
  strength: z.enum(['1', '2', '3']).default('2'),
  subject: z.enum(SUBJECTS, { error: 'Choose what the rule is about' }),
  value: z.string().default(''),
  fromPrice: z.string().default(''),
  toPrice: z.string().default(''),
  from: z.string().default(''),
  until: z.string().default(''),
});
type Form = z.infer<typeof formSchema>;

const wrong = (field: string, message: string): { kind: 'wrong'; problems: Problem[] } => ({
  kind: 'wrong',
  problems: [{ field, message }],
});

/** A rule as the form gives it. What is wrong comes back by field, with the remedy. */
export function readRule(form: unknown, shop: RuleShop, now: Date): Read<MerchandisingRule & RuleTimes> {
  const parsed = formSchema.safeParse(form);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message }));
    return { kind: 'wrong', problems };
  }
  const subject = readSubject(parsed.data, shop);
  if (subject.kind === 'wrong') return subject;
  const times = readTimes(parsed.data, shop.timezone, now);
  if (times.kind === 'wrong') return times;
  const rule = ruleSchema.safeParse({
    effect: parsed.data.effect,
    strength: Number(parsed.data.strength),
    subject: subject.value,
  });
  if (rule.success) return { kind: 'read', value: { ...rule.data, ...times.value } };
  const isPin = parsed.data.effect === 'pin' && subject.value.kind !== 'product';
  return isPin
    ? wrong('subject', 'Only single products can be put first. Choose a product, or let more of the group be shown.')
    : wrong('value', rule.error.issues[0]?.message ?? 'This cannot be a rule');
}

const WHAT: Record<Exclude<Subject['kind'], 'price'>, string> = {
  product: 'Choose a product',
  collection: 'Choose a collection',
  tag: 'Write a tag, as it stands at your products',
  vendor: 'Write a vendor, as it stands at your products',
  type: 'Write a type, as it stands at your products',
};

function readSubject(form: Form, shop: RuleShop): Read<Subject> {
  if (form.subject === 'price') return readPrices(form, shop);
  const value = form.value.trim();
  if (!value) return wrong('value', `${WHAT[form.subject]}.`);
  if (value.length > LONGEST) return wrong('value', `This has ${value.length} characters; ${LONGEST} are the most.`);
  if (storableText(value) !== value)
    return wrong('value', 'This holds characters that cannot be kept. Type it anew instead of pasting it.');
  return { kind: 'read', value: subjectOf(form.subject, value) };
}

function subjectOf(kind: Exclude<Subject['kind'], 'price'>, value: string): Subject {
  switch (kind) {
    case 'product':
      return { kind, productId: value };
    case 'collection':
      return { kind, collectionId: value };
    case 'tag':
      return { kind, tag: value };
    case 'vendor':
      return { kind, vendor: value };
    case 'type':
      return { kind, productType: value };
  }
}

function readPrices({ fromPrice, toPrice }: Form, { currency, locale }: RuleShop): Read<Subject> {
  const [from, to] = [fromPrice, toPrice].map((text) => (text.trim() ? readAmount(text, currency, locale) : null));
  const isRead = (text: string, minor: number | null | undefined) => !text.trim() || typeof minor === 'number';
  const problems = [
    ...(isRead(fromPrice, from) ? [] : [{ field: 'fromPrice', message: AMOUNT }]),
    ...(isRead(toPrice, to) ? [] : [{ field: 'toPrice', message: AMOUNT }]),
  ];
  if (problems.length > 0) return { kind: 'wrong', problems };
  const [fromMinor, toMinor] = [from ?? null, to ?? null];
  if (fromMinor === null && toMinor === null) return wrong('fromPrice', 'Write at least one of both prices.');
  if (fromMinor !== null && toMinor !== null && fromMinor > toMinor)
    return wrong('toPrice', 'This is less than the price it begins with. Exchange both.');
  return { kind: 'read', value: { kind: 'price', fromMinor, toMinor } };
}

const AMOUNT = 'Write an amount such as 12.50 or 12,50, without a currency.';

function readTimes({ from, until }: Pick<Form, 'from' | 'until'>, timezone: string, now: Date): Read<RuleTimes> {
  const [startsAt, endsAt] = [readDay(from, timezone, 0), readDay(until, timezone, 1)];
  if (startsAt === undefined) return wrong('from', DAY);
  if (endsAt === undefined) return wrong('until', DAY);
  if (endsAt && endsAt <= now) return wrong('until', 'This day is over. Choose today or a later one.');
  if (startsAt && endsAt && startsAt >= endsAt) return wrong('until', 'This is before the first day. Exchange both.');
  return { kind: 'read', value: { startsAt, endsAt } };
}

/** The last day on which a rule is in force, as its end. */
export function readEnd(until: unknown, timezone: string, now: Date): Read<Date | null> {
  const text = typeof until === 'string' ? until : '';
  const times = readTimes({ from: '', until: text }, timezone, now);
  return times.kind === 'wrong' ? times : { kind: 'read', value: times.value.endsAt };
}

const DAY = 'Write a day of this century, such as 2026-12-24.';

/** The beginning of a day in the shop's zone, so many days later; null: none was given, undefined: it is none. */
function readDay(text: string, timezone: string, daysLater: number): Date | null | undefined {
  if (!text.trim()) return null;
  if (!/^20\d\d-\d\d-\d\d$/.test(text.trim())) return undefined;
  try {
    const day = Temporal.PlainDate.from(text.trim(), { overflow: 'reject' }).add({ days: daysLater });
    return new Date(day.toZonedDateTime(timezone).epochMilliseconds);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The last day before an end, in the shop's zone: `2026-12-24`. */
export const lastDayOf = (endsAt: Date, timezone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(endsAt.getTime() - 1)
    .toZonedDateTimeISO(timezone)
    .toPlainDate()
    .toString();
