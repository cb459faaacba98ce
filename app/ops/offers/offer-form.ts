import { z } from 'zod';
import { MOST_DAYS, offerSchema, type OfferInput } from '~/decisions/offers/offer';
import { parseMinor } from '~/platform/money';

const yes = z.enum(['true', 'false']).transform((text) => text === 'true');

/** An offer as its form sends it: texts, as they were written. */
export const offerFormSchema = z.object({
  name: z.string(),
  valueKind: z.enum(['percent', 'amount']),
  value: z.string(),
  minimum: z.string(),
  itemsKind: z.enum(['all', 'products', 'collections']),
  /** Ids, separated by commas. */
  items: z.string(),
  ...{ withOrders: yes, withProducts: yes, withShipping: yes },
  prefix: z.string(),
  validDays: z.string(),
  again: z.enum(['never', 'after']),
  againAfterDays: z.string(),
});

type OfferForm = z.infer<typeof offerFormSchema>;
export type OfferField = 'name' | 'value' | 'minimum' | 'items' | 'prefix' | 'validDays' | 'againAfterDays';
export interface FieldProblem {
  field: OfferField;
  message: string;
}

export type ReadOffer = { kind: 'offer'; offer: OfferInput } | { kind: 'refused'; problems: FieldProblem[] };

/** Reads the form of an offer; what is wrong comes by field, with the remedy. */
export function readOfferForm(form: OfferForm, currency: string): ReadOffer {
  const raw = {
    ...{ name: form.name, prefix: form.prefix, validDays: Number(form.validDays) },
    againAfterDays: form.again === 'never' ? null : Number(form.againAfterDays),
    terms: {
      value: valueOf(form, currency),
      minimumMinor: form.minimum.trim() === '' ? null : minorOf(form.minimum, currency),
      items: itemsOf(form),
      combinesWith: { orders: form.withOrders, products: form.withProducts, shipping: form.withShipping },
    },
  };
  const parsed = offerSchema.safeParse(raw);
  if (parsed.success) return { kind: 'offer', offer: parsed.data };
  const fields = new Set(parsed.error.issues.map(({ path }) => fieldOf(path)));
  return { kind: 'refused', problems: [...fields].map((field) => ({ field, message: remedy(field, form) })) };
}

const valueOf = ({ valueKind: kind, value }: OfferForm, currency: string) =>
  kind === 'percent' ? { kind, percent: Number(value) } : { kind, minor: minorOf(value, currency) };

function itemsOf({ itemsKind: kind, items }: OfferForm) {
  return kind === 'all' ? { kind } : { kind, ids: items.split(',').filter(Boolean) };
}

/** What is no amount is none that an offer may have, either. */
function minorOf(text: string, currency: string): number {
  try {
    return parseMinor(text.replace(',', '.'), currency);
  } catch {
    return 0;
  }
}

function fieldOf([first, second]: PropertyKey[]): OfferField {
  if (first !== 'terms') return first as OfferField;
  if (second === 'value') return 'value';
  return second === 'minimumMinor' ? 'minimum' : 'items';
}

function remedy(field: OfferField, { valueKind, itemsKind }: OfferForm): string {
  switch (field) {
    case 'name':
      return 'Give it a name of up to 80 letters: customers see it at checkout.';
    case 'value':
      return valueKind === 'percent'
        ? 'Give a whole number from 1 to 100.'
        : 'Give an amount above zero, such as 5 or 4.50.';
    case 'minimum':
      return 'Give an amount above zero, or leave it empty.';
    case 'items':
      return `Choose from one to a hundred ${itemsKind}, or let it be good for everything.`;
    case 'prefix':
      return 'Use up to ten letters and digits, without spaces, or leave it empty.';
    case 'validDays':
      return `Give a number of days from 1 to ${MOST_DAYS}.`;
    case 'againAfterDays':
      return 'Give a number of days from 1 to 730.';
  }
}
