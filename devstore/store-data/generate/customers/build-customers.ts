import type { StoreCustomer, StoreOrder } from '../../../store';
import type { SeededRandom } from '../../seeded-random';
import { gidSequence } from '../ids';
import type { Person } from '../people/build-people';
import type { SignUp } from './sign-up';

const TRADE_SHARE = 0.012;
const NOTE_SHARE = 0.02;
const NOTES = [
  'Please deliver to the parcel shop.',
  'Moved in March, new address confirmed by phone.',
  'Runs a café, asks for invoices.',
  'Likes to hear about new ceramics.',
];
/** Spent within the year, after discounts and refunds. */
const VIP_FROM_MINOR = 80_000;

/** The customers in order of creation, so that their ids rise with time; `byPerson` gives each person's customer. */
export function buildCustomers(
  people: Person[],
  signUps: SignUp[],
  random: SeededRandom,
): { customers: StoreCustomer[]; byPerson: StoreCustomer[] } {
  const nextId = gidSequence('Customer', random);
  const order = people
    .map((_, index) => index)
    .sort((a, b) => (signUps[a]?.createdAt ?? 0) - (signUps[b]?.createdAt ?? 0));
  const byPerson: StoreCustomer[] = [];
  const customers = order.map((index) => {
    const customer = customerOf(people[index] as Person, signUps[index] as SignUp, nextId(), random);
    byPerson[index] = customer;
    return customer;
  });
  return { customers, byPerson };
}

function customerOf(person: Person, { createdAt, consent }: SignUp, id: string, random: SeededRandom): StoreCustomer {
  const [trade, note] = [random.chance(TRADE_SHARE), random.chance(NOTE_SHARE) ? random.pick(NOTES) : null];
  return {
    id,
    firstName: person.firstName,
    lastName: person.lastName,
    email: person.email,
    phone: person.phone,
    locale: person.locale,
    createdAt: iso(createdAt),
    updatedAt: iso(Math.max(createdAt, consent.updatedAt ?? 0)),
    tags: [...(consent.state === 'SUBSCRIBED' ? ['newsletter'] : []), ...(trade ? ['trade'] : [])],
    note,
    address: person.address,
    emailMarketing: {
      state: consent.state,
      optInLevel: consent.optInLevel,
      updatedAt: consent.updatedAt === null ? null : iso(consent.updatedAt),
    },
  };
}

/** Writes into the customers what their orders changed: the last update, the tag of good customers, an address only for who ordered. */
export function recordOrders(customers: StoreCustomer[], orders: StoreOrder[]): void {
  const spent = new Map<string, number>();
  const lastOrder = new Map<string, string>();
  for (const order of orders) {
    if (order.customerId === null) continue;
    const paid = order.financialStatus === 'VOIDED' ? 0 : order.totalMinor - order.refundedMinor;
    spent.set(order.customerId, (spent.get(order.customerId) ?? 0) + paid);
    lastOrder.set(order.customerId, order.createdAt);
  }
  for (const customer of customers) {
    const last = lastOrder.get(customer.id);
    if (last === undefined) customer.address = customer.address && { ...customer.address, address1: null, zip: null };
    else if (last > customer.updatedAt) customer.updatedAt = last;
    if ((spent.get(customer.id) ?? 0) >= VIP_FROM_MINOR) customer.tags.push('vip');
  }
}

const iso = (at: number): string => new Date(at).toISOString();
