import type { StoreCustomer } from '../../../store';
import { checkoutTimes } from '../../abandoned-checkouts';
import { seededRandom } from '../../seeded-random';
import type { TradingCalendar } from '../calendar';
import type { Person } from '../people/build-people';

/** The rest left right after typing the address. */
const GAVE_NAME_SHARE = 0.6;
const TICKED_BOX_SHARE = 0.45;

type Guest = Omit<StoreCustomer, 'id'>;

/** People who became customers in the store's last days by typing an address at a checkout that they did not complete. */
export function buildGuests(seed: number, people: Person[], calendar: TradingCalendar): Guest[] {
  const random = seededRandom(seed, 'guests');
  const { from, until } = checkoutTimes(calendar.endsAt);
  const [first, last] = [calendar.positionOf(from), calendar.positionOf(until)];
  return people
    .filter(({ email }) => email !== null)
    .flatMap((person) => {
      const at = calendar.instantAt(first + (last - first) * random.next(), random);
      const [gaveName, ticked] = [random.chance(GAVE_NAME_SHARE), random.chance(TICKED_BOX_SHARE)];
      if (at === null) return [];
      const second = Math.floor(Math.min(Math.max(at, from), until) / 1_000) * 1_000;
      return guestOf(person, new Date(second).toISOString(), gaveName, ticked);
    });
}

function guestOf(person: Person, at: string, gaveName: boolean, ticked: boolean): Guest {
  const { city, countryCode } = person.address;
  return {
    firstName: gaveName ? person.firstName : null,
    lastName: gaveName ? person.lastName : null,
    email: person.email,
    phone: null,
    locale: person.locale,
    createdAt: at,
    updatedAt: at,
    tags: ticked ? ['newsletter'] : [],
    note: null,
    address: gaveName ? { address1: null, city, zip: null, countryCode } : null,
    emailMarketing: ticked
      ? { state: 'SUBSCRIBED', optInLevel: 'SINGLE_OPT_IN', updatedAt: at }
      : { state: 'NOT_SUBSCRIBED', optInLevel: null, updatedAt: null },
  };
}

/**
 * All customers in order of creation, and the guests among them. Guests get numbers between those of their neighbours, where Shopify's counter
 * always leaves room, so that all others keep theirs.
 */
export function addGuests(
  customers: StoreCustomer[],
  guests: Guest[],
): { customers: StoreCustomer[]; guests: StoreCustomer[] } {
  let last = numberOf(customers[0]) - guests.length - 1;
  const all = [...customers, ...guests]
    .sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
    .map((customer) => {
      const known = isKnown(customer) ? customer : { id: `gid://shopify/Customer/${last + 1}`, ...customer };
      last = numberOf(known);
      return known;
    });
  const before = new Set(customers);
  return { customers: all, guests: all.filter((customer) => !before.has(customer)) };
}

const isKnown = (customer: StoreCustomer | Guest): customer is StoreCustomer => 'id' in customer;

const numberOf = (customer: StoreCustomer | undefined): number => Number(customer?.id.split('/').pop() ?? 0);
