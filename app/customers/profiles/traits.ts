import type { OrderPlace } from '~/capture/events/order-reports';
import type { PersonReport } from '~/capture/events/person-report';

/**
 * What was told of a person, each with when (ms since 1970): `{ locale: ['de', 1764…], city: ['DE:Berlin', 1764…] }`. City and region carry
 * their country, so that a newer country does not leave a person in Berlin, France.
 */
export type Traits = Partial<Record<TraitKey, [value: string, toldAt: number]>>;

export type TraitKey = 'locale' | 'country' | 'city' | 'region' | 'birthday';

const KEYS: TraitKey[] = ['locale', 'country', 'city', 'region', 'birthday'];

/** Traits as the profile's columns have them. */
export interface TraitColumns {
  locale: string | null;
  countryCode: string | null;
  city: string | null;
  regionCode: string | null;
  birthday: string | null;
}

export function traitsOf(person: PersonReport): Traits {
  const toldAt = person.seenAt.getTime();
  const place = (name: string | undefined) =>
    name && person.countryCode ? `${person.countryCode}:${name}` : undefined;
  const told: Record<TraitKey, string | undefined> = {
    locale: person.locale,
    country: person.countryCode,
    city: place(person.city),
    region: place(person.regionCode),
    birthday: person.birthday,
  };
  return Object.fromEntries(KEYS.flatMap((key) => (told[key] ? [[key, [told[key], toldAt]]] : [])));
}

/**
 * What is known after both were told: of each trait the newest, and of two told at the same instant the one that sorts last. So it does not
 * matter in which order, how often, or of which of two merged profiles something is told.
 */
export function joinTraits(one: Traits, other: Traits): Traits {
  const joined: Traits = { ...one };
  for (const key of KEYS) {
    const told = other[key];
    if (told && isNewer(told, joined[key])) joined[key] = told;
  }
  return joined;
}

function isNewer([value, toldAt]: [string, number], than: [string, number] | undefined): boolean {
  if (!than) return true;
  return toldAt === than[1] ? value > than[0] : toldAt > than[1];
}

export const areSameTraits = (one: Traits, other: Traits): boolean =>
  KEYS.every((key) => one[key]?.[0] === other[key]?.[0] && one[key]?.[1] === other[key]?.[1]);

/** @param ordered where they live as their orders say: counts where nothing was told, or no more than the country */
export function traitColumns(traits: Traits, ordered: OrderPlace | null): TraitColumns {
  const { countryCode, city, regionCode } = placeOf(toldPlace(traits), ordered);
  return { locale: traits.locale?.[0] ?? null, countryCode, city, regionCode, birthday: traits.birthday?.[0] ?? null };
}

function toldPlace(traits: Traits): Place {
  const country = traits.country?.[0] ?? null;
  const inCountry = (told: [string, number] | undefined) =>
    country && told?.[0].startsWith(`${country}:`) ? told[0].slice(country.length + 1) : null;
  return { countryCode: country, city: inCountry(traits.city), regionCode: inCountry(traits.region) };
}

type Place = Pick<TraitColumns, 'countryCode' | 'city' | 'regionCode'>;

function placeOf(told: Place, ordered: OrderPlace | null): Place {
  const { countryCode, city, regionCode } = told;
  const saysMore =
    city !== null || regionCode !== null || (countryCode !== null && countryCode !== ordered?.countryCode);
  return saysMore ? told : (ordered ?? told);
}
