import type { StoreCustomer } from '../../store';
import { CUSTOMER_COLUMNS } from './columns';
import { type OnProgress, readRows, type Row } from './read-rows';
import { BadField, type FileReport, orSkip } from './report';
import { commaList, countryCode, email, oneOf, orNull, withoutApostrophe } from './values';

type CustomerRow = Row<keyof typeof CUSTOMER_COLUMNS>;

/** Ids for customers whose file has none; Shopify's numbers are far below. */
export const FIRST_CUSTOMER = 9_900_000_000_000;

/** The export says yes or no; states are understood as well. Someone is a subscriber only if the file says so in so many words. */
const CONSENTS: Record<string, StoreCustomer['emailMarketing']['state']> = {
  yes: 'SUBSCRIBED',
  true: 'SUBSCRIBED',
  subscribed: 'SUBSCRIBED',
  no: 'NOT_SUBSCRIBED',
  false: 'NOT_SUBSCRIBED',
  '': 'NOT_SUBSCRIBED',
  not_subscribed: 'NOT_SUBSCRIBED',
  unsubscribed: 'UNSUBSCRIBED',
  pending: 'PENDING',
};

/** Reads customers_export.csv. When each came is not in the file and is left to be filled in. */
export async function importCustomers(
  report: FileReport,
  locale: string,
  onProgress?: OnProgress,
): Promise<StoreCustomer[]> {
  const customers: StoreCustomer[] = [];
  const taken = new Set<string>();
  for await (const row of readRows(CUSTOMER_COLUMNS, report, onProgress)) {
    orSkip(report, row.line, () => {
      const customer = customerOf(row, locale, FIRST_CUSTOMER + customers.length);
      claim(taken, customer.id, 'Customer ID', row.text('id'));
      if (customer.email) claim(taken, customer.email, 'Email', customer.email);
      customers.push(customer);
    });
  }
  return customers;
}

function claim(taken: Set<string>, key: string, field: string, shown: string): void {
  if (taken.has(key)) throw new BadField(field, `"${shown}" is there twice`, 'keep one line for each customer');
  taken.add(key);
}

function customerOf(row: CustomerRow, locale: string, spareNumber: number): StoreCustomer {
  const address = email(row.text('email'), 'Email');
  const phone = orNull(withoutApostrophe(row.text('phone')));
  const [firstName, lastName] = [orNull(row.text('firstName')), orNull(row.text('lastName'))];
  if (!address && !phone && !firstName && !lastName)
    throw new BadField('Email', 'is empty, as are telephone and name', 'give at least one of them');
  return newCustomer({
    id: idOf(row, spareNumber),
    firstName,
    lastName,
    email: address,
    phone,
    locale: row.text('language') || locale,
    tags: commaList(row.text('tags')),
    note: orNull(row.text('note')),
    address: addressOf(row),
    state: oneOf(row.text('acceptsMarketing'), 'Accepts Email Marketing', CONSENTS),
  });
}

type Known = Pick<
  StoreCustomer,
  'id' | 'firstName' | 'lastName' | 'email' | 'phone' | 'locale' | 'tags' | 'note' | 'address'
>;

/** A customer as far as exports know one. They do not say how or when consent was given. */
export function newCustomer({
  state,
  ...known
}: Known & { state: StoreCustomer['emailMarketing']['state'] }): StoreCustomer {
  const optInLevel = state === 'NOT_SUBSCRIBED' ? null : 'UNKNOWN';
  return { ...known, createdAt: '', updatedAt: '', emailMarketing: { state, optInLevel, updatedAt: null } };
}

function idOf(row: CustomerRow, spareNumber: number): string {
  const number = withoutApostrophe(row.text('id'));
  if (number === '') return `gid://shopify/Customer/${spareNumber}`;
  if (!/^\d+$/.test(number))
    throw new BadField('Customer ID', `"${number}" is no number`, 'keep the number that Shopify gave, digits only');
  return `gid://shopify/Customer/${number}`;
}

function addressOf(row: CustomerRow): StoreCustomer['address'] {
  const code = countryCode(row.text('countryCode'));
  const parts = {
    address1: orNull(row.text('address1')),
    city: orNull(row.text('city')),
    zip: orNull(withoutApostrophe(row.text('zip'))),
  };
  return code === null ? null : { ...parts, countryCode: code };
}
