import { readBirthday } from '~/capture/data-quality/birthday';
import { standardCountry } from '~/capture/data-quality/country-code';
import { standardLocale } from '~/capture/data-quality/locale-tag';
import { standardName } from '~/capture/data-quality/name-case';
import type { PersonReport } from '~/capture/events/person-report';
import { normaliseEmail } from '../profiles/email-address';
import { normalisePhone } from '../profiles/phone-number';

export type CleanedField = 'email' | 'phone' | 'country' | 'locale' | 'firstName' | 'lastName' | 'birthday';

/** Why something is not kept as it was told. What its words are stands in app/ops/cleaning-words.ts. */
export const cleaningRules = [
  'email-form',
  'email-impossible',
  'phone-form',
  'phone-impossible',
  'country-code',
  'country-unknown',
  'locale-form',
  'locale-unknown',
  'name-form',
  'birthday-form',
  'birthday-ambiguous',
  'birthday-impossible',
] as const;
export type CleaningRule = (typeof cleaningRules)[number];

/** What was told, and what is kept instead; null: nothing. */
export interface Cleaning {
  field: CleanedField;
  rule: CleaningRule;
  before: string;
  after: string | null;
}

export interface StandardPerson {
  person: PersonReport;
  cleanings: Cleaning[];
}

/**
 * A person's report in the one form in which each of its parts is kept, with everything that was changed or left out, so that nothing that was
 * told is lost. What is in that form already comes back as it is.
 */
export function standardisePerson(person: PersonReport): StandardPerson {
  const cleanings: Cleaning[] = [];
  const keep = (field: CleanedField, before: string | undefined, { after, rule }: Standard): string | undefined => {
    if (before !== undefined && after !== before) cleanings.push({ field, rule, before, after });
    return after ?? undefined;
  };
  const countryCode = keep('country', person.countryCode, country(person.countryCode));
  const standard = {
    email: keep('email', person.email, email(person.email)),
    phone: keep('phone', person.phone, phone(person.phone, countryCode)),
    countryCode,
    locale: keep('locale', person.locale, locale(person.locale)),
    firstName: keep('firstName', person.firstName, name(person.firstName)),
    lastName: keep('lastName', person.lastName, name(person.lastName)),
    birthday: keep('birthday', person.birthday, birthday(person.birthday, person.seenAt.getUTCFullYear())),
  };
  return cleanings.length ? { person: { ...person, ...standard }, cleanings } : { person, cleanings };
}

interface Standard {
  after: string | null;
  rule: CleaningRule;
}

/** An empty text tells nothing, whatever it was meant for. */
const isBlank = (raw: string | undefined): raw is undefined => !raw?.trim();

/** The rule by which a text is brought to its form, or the one by which it is none. */
function brought(
  raw: string | undefined,
  after: (text: string) => string | null,
  form: CleaningRule,
  not: CleaningRule,
) {
  if (isBlank(raw)) return { after: raw ?? null, rule: form };
  const result = after(raw);
  return { after: result, rule: result === null ? not : form };
}

const email = (raw: string | undefined): Standard => brought(raw, normaliseEmail, 'email-form', 'email-impossible');

const phone = (raw: string | undefined, countryCode: string | undefined): Standard =>
  brought(raw, (text) => normalisePhone(text, countryCode), 'phone-form', 'phone-impossible');

const country = (raw: string | undefined): Standard => brought(raw, standardCountry, 'country-code', 'country-unknown');

const locale = (raw: string | undefined): Standard => brought(raw, standardLocale, 'locale-form', 'locale-unknown');

const name = (raw: string | undefined): Standard => brought(raw, standardName, 'name-form', 'name-form');

function birthday(raw: string | undefined, latestYear: number): Standard {
  if (isBlank(raw)) return { after: raw ?? null, rule: 'birthday-form' };
  const read = readBirthday(raw, latestYear);
  if (read.kind === 'day') return { after: read.day, rule: 'birthday-form' };
  return { after: null, rule: read.kind === 'ambiguous' ? 'birthday-ambiguous' : 'birthday-impossible' };
}
