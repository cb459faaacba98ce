import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toldPerson } from '../../../tests/factories/told-person';
import type { PersonReport } from '~/capture/events/person-report';
import { standardisePerson } from './standardise-person';

describe('what is told of a person', () => {
  it('is brought to the form in which it is kept, and what it was before is said', () => {
    const told = toldPerson({
      ...{ email: ' Anna@MÜLLER.example ', phone: '030 123456', countryCode: 'Deutschland', locale: 'de_DE' },
      ...{ firstName: 'ANNA', lastName: 'van der berg', birthday: '31.12.1990' },
    });
    const { person, cleanings } = standardisePerson(told);
    expect(person).toMatchObject({
      ...{ email: 'anna@xn--mller-kva.example', phone: '+4930123456', countryCode: 'DE', locale: 'de-DE' },
      ...{ firstName: 'Anna', lastName: 'van der Berg', birthday: '1990-12-31' },
    });
    expect(cleanings.map(({ field, rule, before }) => [field, rule, before])).toEqual([
      ['country', 'country-code', 'Deutschland'],
      ['email', 'email-form', ' Anna@MÜLLER.example '],
      ['phone', 'phone-form', '030 123456'],
      ['locale', 'locale-form', 'de_DE'],
      ['firstName', 'name-form', 'ANNA'],
      ['lastName', 'name-form', 'van der berg'],
      ['birthday', 'birthday-form', '31.12.1990'],
    ]);
  });

  it.each([
    ['email', { email: 'anna at home' }, 'email-impossible'],
    ['phone', { phone: '12' }, 'phone-impossible'],
    ['country', { countryCode: 'Atlantis' }, 'country-unknown'],
    ['locale', { locale: 'english' }, 'locale-unknown'],
    ['birthday', { birthday: '30.02.1990' }, 'birthday-impossible'],
    ['birthday', { birthday: '3/4/1990' }, 'birthday-ambiguous'],
  ])('is left out where it cannot be: %s of %j', (field, told: Partial<PersonReport>, rule) => {
    const { person, cleanings } = standardisePerson(toldPerson(told));
    const [before] = Object.values(told);
    expect(cleanings).toEqual([{ field, rule, before, after: null }]);
    expect(Object.values(person).filter((value) => value === before)).toEqual([]);
  });

  it('says nothing of an empty text', () => {
    const empty = { email: '', phone: ' ', countryCode: '', firstName: '', birthday: ' ' };
    expect(standardisePerson(toldPerson(empty)).cleanings).toEqual([]);
  });

  it('is the very same report where nothing is to be changed', () => {
    const told = toldPerson({ email: 'anna@example.com', firstName: 'Anna', countryCode: 'DE', city: 'Berlin' });
    expect(standardisePerson(told)).toEqual({ person: told, cleanings: [] });
  });
});

describe('whatever is told of a person', () => {
  const text = fc.option(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), { nil: undefined });
  const report = fc.record({
    ...{ email: fc.oneof(fc.emailAddress(), text), phone: text, countryCode: text, locale: text },
    ...{ firstName: text, lastName: text, birthday: text, city: text },
  });
  const FIELDS = ['email', 'phone', 'countryCode', 'locale', 'firstName', 'lastName', 'birthday'] as const;

  it('is lost nowhere: each part is kept as it came, or stands as the original of a cleaning', () => {
    fc.assert(
      fc.property(report, (fields) => {
        const told = toldPerson(fields);
        const { person, cleanings } = standardisePerson(told);
        const originals = cleanings.map(({ before }) => before);
        for (const field of FIELDS) if (person[field] !== told[field]) expect(originals, field).toContain(told[field]);
        expect(person.city).toBe(told.city);
      }),
      { numRuns: 500 },
    );
  });

  it('is changed once: what was brought to its form is left alone', () => {
    fc.assert(
      fc.property(report, (fields) => {
        const { person } = standardisePerson(toldPerson(fields));
        expect(standardisePerson(person).cleanings).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
