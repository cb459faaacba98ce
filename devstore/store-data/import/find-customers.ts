import type { StoreCustomer } from '../../store';
import { FIRST_CUSTOMER, newCustomer } from './import-customers';
import type { OrderRow } from './order-from-row';
import { countryCode, withoutApostrophe } from './values';

export interface CustomerFinder {
  find: (row: OrderRow, email: string | null) => StoreCustomer | null;
  /** All customers: those of the file, or those that the orders named. */
  customers: StoreCustomer[];
}

/** Finds an order's customer among those of the customers' file, by email address, then by telephone. */
export function findAmong(customers: StoreCustomer[]): CustomerFinder {
  const byEmail = new Map(customers.flatMap((customer) => (customer.email ? [[customer.email, customer]] : [])));
  const byPhone = new Map(
    customers.flatMap((customer) => (customer.phone ? [[digitsOf(customer.phone), customer]] : [])),
  );
  const find = (row: OrderRow, email: string | null): StoreCustomer | null =>
    (email ? byEmail.get(email) : byPhone.get(digitsOf(withoutApostrophe(row.text('phone'))))) ?? null;
  return { find, customers };
}

/** Without a customers' file: each address in the orders is a customer, as known as its first order makes them. */
export function makeFromOrders(locale: string): CustomerFinder {
  const byEmail = new Map<string, StoreCustomer>();
  const customers: StoreCustomer[] = [];
  const find = (row: OrderRow, email: string | null): StoreCustomer | null => {
    if (!email) return null;
    const customer = byEmail.get(email) ?? customerIn(row, email, locale, FIRST_CUSTOMER + customers.length);
    if (!byEmail.has(email)) customers.push(customer);
    byEmail.set(email, customer);
    return customer;
  };
  return { find, customers };
}

/** Consent is not taken over: a box ticked at checkout years ago is no proof that someone is still subscribed. */
function customerIn(row: OrderRow, email: string, locale: string, number: number): StoreCustomer {
  const [firstName = null, ...rest] = row.text('billingName').split(/\s+/).filter(Boolean);
  const code = countryCode(row.text('billingCountry'));
  return newCustomer({
    id: `gid://shopify/Customer/${number}`,
    firstName,
    lastName: rest.join(' ') || null,
    email,
    phone: withoutApostrophe(row.text('phone')) || null,
    locale,
    tags: [],
    note: null,
    address: code === null ? null : { address1: null, city: null, zip: null, countryCode: code },
    state: 'NOT_SUBSCRIBED',
  });
}

const digitsOf = (phone: string): string => phone.replace(/[^\d]/g, '');
