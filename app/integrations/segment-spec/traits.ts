import { readBirthday } from '~/capture/data-quality/birthday';
import { standardCountry } from '~/capture/data-quality/country-code';
import type { PersonReport, PropertyValue } from '~/capture/events/person-report';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { normalisePhone } from '~/customers/profiles/phone-number';
import { MOST_PROPERTIES, propertyProblem, propertyProblemWords } from '~/customers/profiles/properties';
import { join } from './plain-values';
import { holdsAddress } from './without-addresses';

/** A part of a message that was passed over, and why. */
export interface Note {
  field: string;
  reason: string;
}

export interface ToldTraits {
  person: Omit<PersonReport, 'seenAt'>;
  notes: Note[];
}

type Members = Record<string, unknown>;

/** Segment's reserved traits that name somebody and have no place in the vault. */
const UNKEPT = new Set(['username', 'avatar', 'website']);
const RESERVED = new Set(['email', 'phone', 'firstName', 'lastName', 'name', 'birthday', 'address', 'locale']);
const LONGEST_NAME = 100;
const LONGEST_PLACE = 100;
const LONGEST_DAY = 40;
/** What is too late for a birthday is seen when it is kept. */
const LATEST_YEAR = 9999;

/**
 * What traits say of a person ("Spec: Identify"): address, phone, name, birthday and place by their reserved names, all others as custom
 * properties, objects flattened (`plan.tier`). A trait that cannot be kept costs no other: it is passed over with a note.
 */
export function readTraits(traits: Members): ToldTraits {
  const notes: Note[] = [];
  const country = readCountry(membersOf(traits.address), notes);
  const person = {
    ...readContacts(traits, country, notes),
    ...readNames(traits),
    ...readPlace(membersOf(traits.address), country),
    ...(typeof traits.locale === 'string' && isLocale(traits.locale) ? { locale: traits.locale } : {}),
    ...readDay(traits.birthday, notes),
  };
  const properties = readProperties(traits, notes);
  return { person: Object.keys(properties).length ? { ...person, properties } : person, notes };
}

const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};

/** A BCP 47 tag of the usual length. */
export const isLocale = (text: string): boolean => /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(text);

const textOf = (value: unknown, longest: number): string | undefined =>
  typeof value === 'string' && value.trim() ? value.trim().slice(0, longest) : undefined;

function readCountry({ country }: Members, notes: Note[]): string | undefined {
  const told = textOf(country, LONGEST_PLACE);
  if (!told || standardCountry(told)) return told;
  notes.push({ field: 'traits.address.country', reason: 'is neither a code of ISO 3166-1 nor the name of a country' });
  return undefined;
}

function readContacts({ email, phone }: Members, country: string | undefined, notes: Note[]): ToldTraits['person'] {
  const address = typeof email === 'string' ? normaliseEmail(email) : null;
  if (email && !address) notes.push({ field: 'traits.email', reason: 'is no email address' });
  const number = typeof phone === 'string' ? normalisePhone(phone, country && standardCountry(country)) : null;
  if (phone && !number)
    notes.push({
      field: 'traits.phone',
      reason: 'is no phone number that can exist; one with its country’s code is sure',
    });
  return { ...(address ? { email: address } : {}), ...(number ? { phone: number } : {}) };
}

/** Who has only a whole name is called by what stands before its last word. */
function readNames({ firstName, lastName, name }: Members): ToldTraits['person'] {
  const [first, last] = [textOf(firstName, LONGEST_NAME), textOf(lastName, LONGEST_NAME)];
  if (first || last) return { ...(first ? { firstName: first } : {}), ...(last ? { lastName: last } : {}) };
  const words = textOf(name, 2 * LONGEST_NAME)?.split(/\s+/) ?? [];
  if (!words.length) return {};
  const [family] = words.length > 1 ? words.slice(-1) : [];
  const given = (family ? words.slice(0, -1) : words).join(' ').slice(0, LONGEST_NAME);
  return { firstName: given, ...(family ? { lastName: family.slice(0, LONGEST_NAME) } : {}) };
}

function readPlace({ city, state }: Members, countryCode: string | undefined): ToldTraits['person'] {
  const town = textOf(city, LONGEST_PLACE);
  const region = typeof state === 'string' && /^[A-Za-z0-9]{1,3}$/.test(state) ? state.toUpperCase() : undefined;
  return {
    ...(countryCode ? { countryCode } : {}),
    ...(town ? { city: town } : {}),
    ...(region ? { regionCode: region } : {}),
  };
}

/** As it was written: whoever keeps it reads it, and marks a day that could be two. */
function readDay(birthday: unknown, notes: Note[]): ToldTraits['person'] {
  if (birthday === undefined || birthday === null) return {};
  const told = textOf(birthday, LONGEST_DAY);
  const { kind } = told ? readBirthday(told, LATEST_YEAR) : { kind: 'impossible' };
  if (kind === 'impossible') notes.push({ field: 'traits.birthday', reason: 'is no date such as 1990-12-31' });
  if (kind === 'ambiguous')
    notes.push({ field: 'traits.birthday', reason: 'could be two days; one such as 1990-12-31 is sure' });
  return told && kind !== 'impossible' ? { birthday: told } : {};
}

function readProperties(traits: Members, notes: Note[]): Record<string, PropertyValue> {
  const properties: [string, PropertyValue][] = [];
  for (const [key, value] of flattened(traits, '')) {
    const reason = reasonAgainst(key, value) ?? (properties.length === MOST_PROPERTIES ? TOO_MANY : null);
    if (reason) notes.push({ field: join('traits', key), reason });
    else properties.push([key, value as PropertyValue]);
  }
  return Object.fromEntries(properties);
}

const TOO_MANY = `is beyond the ${MOST_PROPERTIES} properties that are kept of a person`;

function reasonAgainst(key: string, value: unknown): string | null {
  if (UNKEPT.has(key)) return 'names somebody, and is not kept';
  if (typeof value === 'string' && holdsAddress(value))
    return 'holds an email address, and those are kept in traits.email alone';
  const problem = propertyProblem(key, value);
  return problem && propertyProblemWords(problem);
}

/** Members by their path; objects are entered, lists stay as they are. Reserved names count at the top only. */
function flattened(members: Members, path: string): [string, unknown][] {
  return Object.entries(members).flatMap(([name, value]): [string, unknown][] => {
    if (!path && RESERVED.has(name)) return [];
    const key = join(path, name);
    const inner = Object.keys(membersOf(value)).length > 0;
    return inner ? flattened(membersOf(value), key) : [[key, value]];
  });
}
