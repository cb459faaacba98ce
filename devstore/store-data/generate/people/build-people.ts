import { type SeededRandom, seededRandom } from '../../seeded-random';
import { slugOf } from '../../slug';
import { COUNTRIES, type Country } from './countries';
import { NAMES, type Origin } from './names';
import { phoneBook } from './phones';

/** Who someone is, before they have bought or agreed to anything. */
export interface Person {
  firstName: string;
  lastName: string;
  email: string | null;
  phone: string | null;
  locale: string;
  address: { address1: string; city: string; zip: string; countryCode: string };
}

const PHONE_SHARE = 0.3;
/** Some customers are known by their telephone number alone. */
const PHONE_ONLY_SHARE = 0.008;

export function buildPeople(seed: number, count: number): Person[] {
  const random = seededRandom(seed, 'people');
  const [emailFor, phoneFor] = [emailBook(random), phoneBook()];
  return Array.from({ length: count }, () => {
    const country = random.weightedPick(COUNTRIES, ({ share }) => share);
    const [firstName, lastName] = nameFrom(country, random);
    const phone = random.chance(PHONE_SHARE) ? phoneFor(country.code) : null;
    const email = phone && random.chance(PHONE_ONLY_SHARE / PHONE_SHARE) ? null : emailFor(firstName, lastName);
    const locale = random.weightedPick(Object.keys(country.locales), (tag) => country.locales[tag] ?? 0);
    return { firstName, lastName, email, phone, locale, address: addressIn(country, random) };
  });
}

function nameFrom(country: Country, random: SeededRandom): [first: string, last: string] {
  const origins = Object.keys(country.origins) as Origin[];
  const origin = random.weightedPick(origins, (name) => country.origins[name] ?? 0);
  const { first, last } = NAMES[origin];
  return [random.pick(first), random.pick(last)];
}

function addressIn(country: Country, random: SeededRandom): Person['address'] {
  const [city, postcode] = random.pick(country.towns);
  const [street, number] = [random.pick(country.streets), random.int(1, 148)];
  const zip = postcode
    .replace(/#/g, () => String(random.int(0, 9)))
    .replace(/@/g, () => random.pick([...'ABDEFGHJLNPRSTUW']));
  return {
    address1: country.numberFirst ? `${number} ${street}` : `${street} ${number}`,
    city,
    zip,
    countryCode: country.code,
  };
}

/** Hands out addresses at domains that are reserved for examples, each once, in the shapes that people choose. */
function emailBook(random: SeededRandom): (firstName: string, lastName: string) => string {
  const taken = new Set<string>();
  return (firstName, lastName) => {
    const [first, last] = [slugOf(firstName), slugOf(lastName).replace(/-/g, '')];
    const local = random.pick([
      `${first}.${last}`,
      `${first}.${last}`,
      `${first[0]}.${last}`,
      `${first}${last}`,
      `${last}.${first}`,
    ]);
    const domain = random.pick(['example.com', 'example.com', 'example.org']);
    let email = `${local}@${domain}`;
    for (let extra = random.int(2, 99); taken.has(email); extra++) email = `${local}${extra}@${domain}`;
    taken.add(email);
    return email;
  };
}
