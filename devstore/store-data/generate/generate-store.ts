import type { StoreData } from '../../store';
import { abandonedCheckouts, countCheckouts } from '../abandoned-checkouts';
import { seededRandom } from '../seeded-random';
import { buildCalendar, type TradingCalendar } from './calendar';
import { buildCatalogue } from './catalogue/build-catalogue';
import { MOST_DESIGNS } from './catalogue/choose-designs';
import { buildCustomers, recordOrders } from './customers/build-customers';
import { addGuests, buildGuests } from './customers/build-guests';
import { signUps } from './customers/sign-up';
import { buildOrders } from './orders/build-orders';
import { buildPeople } from './people/build-people';
import { simulatePurchases } from './purchases/simulate-purchases';
import { DEMO_SHOP } from './shop';

export interface GenerateOptions {
  /** A whole number of at least 0; equal seeds give equal stores. Default 1. */
  seed?: number;
  /** How many products. Default 480. */
  products?: number;
  /** How many customers; about seven in eight of them buy, four times on average. Default 3,500. */
  customers?: number;
  /** The instant at which the data ends, one year after its first order; ISO 8601. Default 2026-09-30T10:00:00Z. */
  endsAt?: string;
}

export const DEFAULT_ENDS_AT = '2026-09-30T10:00:00.000Z';
const YEAR_MS = 365 * 86_400_000;
const FEWEST_PRODUCTS = 10;
const MOST_CUSTOMERS = 100_000;

/** A whole invented store with a year of trade behind it. Pure: no clock, no chance, the same answer on every machine. */
export function generateStore(options: GenerateOptions = {}): StoreData {
  const { seed, products, customers: people, endsAt } = checked(options);
  const startsAt = endsAt - YEAR_MS;
  const { designs, collections } = buildCatalogue(seed, products, startsAt, endsAt);
  const calendar = buildCalendar(startsAt, endsAt, DEMO_SHOP.ianaTimezone, seededRandom(seed, 'calendar'));
  const persons = buildPeople(seed, people);
  const purchases = simulatePurchases(seed, people, designs, calendar);
  const random = seededRandom(seed, 'customers');
  const joined = signUps(
    persons.map(({ email }) => email !== null),
    purchases,
    calendar,
    random,
  );
  const { customers, byPerson } = buildCustomers(persons, joined, random);
  const consents = joined.map(({ consent }) => consent);
  const orders = buildOrders(seed, purchases, {
    designs,
    customers: byPerson,
    consents,
    calendar,
    shopCountry: DEMO_SHOP.countryCode,
  });
  recordOrders(customers, orders);
  return withCheckouts(seed, calendar, {
    shop: structuredClone(DEMO_SHOP),
    collections,
    products: designs.map(({ product }) => product),
    customers,
    orders,
    endsAt: new Date(endsAt).toISOString(),
  });
}

/** The same store with what was left at its checkouts lately, some of it by people of whom nothing else is known. */
function withCheckouts(seed: number, calendar: TradingCalendar, data: StoreData): StoreData {
  const known = data.customers.length;
  const people = buildPeople(seed, known + countCheckouts(data).guests).slice(known);
  const { customers, guests } = addGuests(data.customers, buildGuests(seed, people, calendar));
  return { ...data, customers, checkouts: abandonedCheckouts(data, seed, guests) };
}

function checked(options: GenerateOptions): { seed: number; products: number; customers: number; endsAt: number } {
  const endsAt = Date.parse(options.endsAt ?? DEFAULT_ENDS_AT);
  if (Number.isNaN(endsAt)) {
    throw new Error(
      `generateStore: endsAt "${options.endsAt}" is no instant; give ISO 8601 such as ${DEFAULT_ENDS_AT}`,
    );
  }
  return {
    seed: wholeNumber('seed', options.seed ?? 1, 0, Number.MAX_SAFE_INTEGER),
    products: wholeNumber('products', options.products ?? 480, FEWEST_PRODUCTS, MOST_DESIGNS),
    customers: wholeNumber('customers', options.customers ?? 3500, 1, MOST_CUSTOMERS),
    endsAt,
  };
}

function wholeNumber(field: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`generateStore: ${field} ${value} is not possible; give a whole number from ${least} to ${most}`);
}
