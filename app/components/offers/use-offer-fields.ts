import { useState } from 'react';
import type { ShownOffer } from '~/ops/offers/offers-page.server';

/** An offer's form as it is being filled in: texts, as they are written. */
export interface OfferFields {
  name: string;
  valueKind: 'percent' | 'amount';
  value: string;
  minimum: string;
  itemsKind: 'all' | 'products' | 'collections';
  items: { id: string; title: string }[];
  withOrders: boolean;
  withProducts: boolean;
  withShipping: boolean;
  prefix: string;
  validDays: string;
  again: 'never' | 'after';
  againAfterDays: string;
}

const NEW: OfferFields = {
  ...{ name: '', valueKind: 'percent', value: '10', minimum: '', itemsKind: 'all', items: [] },
  ...{ withOrders: false, withProducts: false, withShipping: true },
  ...{ prefix: '', validDays: '7', again: 'never', againAfterDays: '180' },
};

/** `decimals`: digits after the point of the shop's currency. */
export function fieldsOf(offer: ShownOffer | null, decimals: number): OfferFields {
  if (offer === null) return NEW;
  const { terms, prefix, validDays, againAfterDays } = offer.input;
  const { value, minimumMinor, items, combinesWith } = terms;
  const amount = (minor: number) => (minor / 10 ** decimals).toFixed(decimals);
  return {
    ...{ name: offer.name, prefix, valueKind: value.kind, validDays: String(validDays) },
    value: value.kind === 'percent' ? String(value.percent) : amount(value.minor),
    minimum: minimumMinor === null ? '' : amount(minimumMinor),
    itemsKind: items.kind,
    items: items.kind === 'all' ? [] : items.ids.map((id) => ({ id, title: offer.titles[id] ?? 'one that is gone' })),
    ...{ withOrders: combinesWith.orders, withProducts: combinesWith.products, withShipping: combinesWith.shipping },
    again: againAfterDays === null ? 'never' : 'after',
    againAfterDays: String(againAfterDays ?? NEW.againAfterDays),
  };
}

/** As it is sent. */
export const sentFields = ({ items, withOrders, withProducts, withShipping, ...texts }: OfferFields) => ({
  ...texts,
  items: items.map(({ id }) => id).join(','),
  ...{ withOrders: String(withOrders), withProducts: String(withProducts), withShipping: String(withShipping) },
});

export interface OfferEditing {
  fields: OfferFields;
  change(changes: Partial<OfferFields>): void;
  /** What it is worth stands. */
  isFixed: boolean;
  currency: string;
  problemOf(field: string): string | undefined;
}

export function useOfferFields(offer: ShownOffer | null, decimals: number) {
  const [fields, setFields] = useState(() => fieldsOf(offer, decimals));
  return { fields, change: (changes: Partial<OfferFields>) => setFields((before) => ({ ...before, ...changes })) };
}
