import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consentWord, suppressionIn } from './consent-words';
import { guessMode, guessPlan, propertyTarget } from './guess-plan';
import { KNOWN_FILES } from './known-files';
import { AGREEMENT, planProblems, planSchema, type ImportPlan } from './plan';
import { readPersonRow } from './read-person-row';
import { readGid, readInstant, readPlain, unguarded } from './row-values';

const NOW = new Date('2026-03-10T12:00:00Z');
const CONSENT: ImportPlan['consent'] = {
  mode: 'columns',
  where: 'Shop',
  agreedBefore: null,
  statement: AGREEMENT,
  by: 'me',
};

const planOf = (...headings: string[]): ImportPlan => ({ ...guessPlan(headings), consent: CONSENT });

describe('an instant', () => {
  it.each([
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31 10:20:30', '2026-01-31T10:20:30.000Z'],
    ['2026-01-31 10:20:30 +0100', '2026-01-31T09:20:30.000Z'],
    ['2026-01-31T10:20:30.123-05:00', '2026-01-31T15:20:30.000Z'],
    ['2026-01-31T10:20Z', '2026-01-31T10:20:00.000Z'],
    ['31.01.2026 10:20', '2026-01-31T10:20:00.000Z'],
    ['01/31/2026', '2026-01-31T00:00:00.000Z'],
    ['03/03/2026', '2026-03-03T00:00:00.000Z'],
    ["'1767225600", '2026-01-01T00:00:00.000Z'],
  ])('%s is %s', (text, iso) => {
    expect(readInstant(text)?.toISOString()).toBe(iso);
  });

  it.each(['', '03/04/2026', '2026-02-30', '2026-13-01', 'yesterday', '2026-01-31 25:00', '9999-01-01', '32.01.2026'])(
    '“%s” is none that can be told without doubt',
    (text) => {
      expect(readInstant(text)).toBeNull();
    },
  );
});

describe('a cell', () => {
  it('is a number or a truth only where it is written as one', () => {
    expect(['12', '-1.5', '007', '1e5', 'true', 'TRUE', '1,5', '12345678901234567'].map(readPlain)).toEqual([
      ...[12, -1.5, '007', '1e5', true, true, '1,5', '12345678901234567'],
    ]);
  });

  it('loses the quote that guards against formulas, and no other', () => {
    expect(["'=1", "'+49", "'tis", "''"].map(unguarded)).toEqual(['=1', '+49', "'tis", "''"]);
  });

  it('names a customer by number or global id', () => {
    expect(["'42", 'gid://shopify/Customer/42', '42a', ''].map((text) => readGid('Customer', text))).toEqual([
      ...['gid://shopify/Customer/42', 'gid://shopify/Customer/42', null, null],
    ]);
  });
});

describe('a word about marketing mail', () => {
  it.each([
    ['SUBSCRIBED', 'granted'],
    ['Yes', 'granted'],
    ['UNSUBSCRIBED', 'withdrawn'],
    ['hard_bounce', 'withdrawn'],
    ['SPAM_COMPLAINT', 'withdrawn'],
    ['cleaned', 'withdrawn'],
    ['NEVER_SUBSCRIBED', 'nothing'],
    ['nonSubscribed', 'nothing'],
    ['pending', 'nothing'],
    ['no', 'nothing'],
    ['', 'nothing'],
    ['vip', 'unknown'],
  ])('%j says %s', (word, said) => {
    expect(consentWord(word)).toBe(said);
  });

  it('that suppresses says why', () => {
    expect(['["HARD_BOUNCE"]', 'spam', 'UNSUBSCRIBE', 'USER_SUPPRESSED', '[]', 'false', ''].map(suppressionIn)).toEqual(
      [...['bounced', 'complained', 'unsubscribed', 'suppressed', null, null, null]],
    );
  });
});

describe('a row of a list', () => {
  const MAILCHIMP = ['Email Address', 'OPTIN_TIME', 'CONFIRM_TIME', 'UNSUB_TIME', 'CLEAN_TIME', 'LEID'];
  const consentOf = (headings: string[], fields: string[], consent = CONSENT) =>
    readPersonRow(fields, { ...planOf(...headings), consent }, NOW).read?.consent;

  it('of Mailchimp’s says no where it has a time of leaving, whatever it says besides', () => {
    const [agreed, left] = ['2025-01-01 10:00:00', '2025-06-01 10:00:00'];
    expect(consentOf(MAILCHIMP, ['a@b.co', agreed, agreed, '', '', '1'])).toMatchObject({ state: 'granted' });
    expect(consentOf(MAILCHIMP, ['a@b.co', agreed, '', left, '', '1'])).toMatchObject({ reason: 'unsubscribed' });
    expect(consentOf(MAILCHIMP, ['a@b.co', agreed, agreed, '', left, '1'])).toMatchObject({ reason: 'bounced' });
    expect(consentOf(MAILCHIMP, ['a@b.co', '', '', '', '', '1'])).toBeNull();
  });

  it('of Omnisend’s that came back after leaving is a yes', () => {
    const headings = ['Email', 'Email subscription status', 'Email opt-in date', 'Email opt-out date'];
    expect(consentOf(headings, ['a@b.co', 'Subscribed', '2026-02-01', '2026-01-01'])).toMatchObject({
      state: 'granted',
    });
    expect(consentOf(headings, ['a@b.co', 'Subscribed', '2026-01-01', '2026-02-01'])).toMatchObject({
      state: 'withdrawn',
    });
  });

  it('never comes to a yes that is suppressed, undated, in the future, or withdrawn', () => {
    const headings = [
      'Email',
      'Klaviyo ID',
      'Email Marketing Consent',
      'Email Marketing Consent Timestamp',
      'Email Suppressions',
    ];
    const cell = fc.constantFrom(
      '',
      'SUBSCRIBED',
      'UNSUBSCRIBED',
      'HARD_BOUNCE',
      '2026-01-01',
      '2027-01-01',
      'x',
      '[]',
      'no',
    );
    fc.assert(
      fc.property(cell, cell, cell, (word, at, suppressed) => {
        const consent = consentOf(headings, ['a@b.co', '1', word, at, suppressed]);
        if (consent?.state !== 'granted') return;
        expect([word, at, suppressionIn(suppressed)]).toEqual(['SUBSCRIBED', '2026-01-01', null]);
      }),
    );
  });

  it('is refused where nothing names anybody, and read with a note where something else does', () => {
    const plan = planOf('Email', 'Customer ID', 'Accepts Email Marketing');
    expect(readPersonRow(['nobody', '', ''], plan, NOW)).toMatchObject({ read: null, problems: [{ target: 'email' }] });
    expect(readPersonRow(['', '', 'yes'], plan, NOW)).toMatchObject({ read: null });
    const noted = readPersonRow(['nobody', "'42", ''], plan, NOW);
    expect(noted).toMatchObject({ read: { person: { customerId: 'gid://shopify/Customer/42' } }, problems: [{}] });
  });

  it('never throws, and is never stored with NUL, whatever stands in it', () => {
    const plan = planOf('Email', 'Klaviyo ID', 'First Name', 'Email Marketing Consent', 'Shoe size');
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 8 }), (fields) => {
        const { read } = readPersonRow(['a@b.co', ...fields], plan, NOW);
        if (read) expect(JSON.stringify(read)).not.toContain('\\u0000');
      }),
    );
  });

  it('keeps addresses out of properties', () => {
    const outcome = readPersonRow(['a@b.co', 'ask friend@example.com'], planOf('Email', 'Note of ours'), NOW);
    expect(outcome.read?.person.properties).toBeUndefined();
    expect(outcome.problems).toMatchObject([{ target: 'property:Note_of_ours', isFatal: false }]);
  });
});

describe('what a file’s columns are', () => {
  it.each(KNOWN_FILES.map(({ origin }) => origin))('is known for %s', (origin) => {
    const file = KNOWN_FILES.find((each) => each.origin === origin);
    const headings = [...Object.keys(file?.columns ?? {}), ...(file?.ignored ?? [])];
    const guess = guessPlan(headings.map((heading) => heading.toUpperCase()));
    expect(guess).toMatchObject({ origin, kind: file?.kind });
    expect(guess.columns.some((column) => column.startsWith('property:'))).toBe(false);
    expect(planProblems({ ...guess, consent: CONSENT })).toEqual([]);
  });

  it('is guessed for a file of one’s own, and what is not known is a property', () => {
    expect(guessPlan(['E-Mail', 'Vorname', 'Lieblingsfarbe', '!!', 'Email']).columns).toEqual([
      ...['email', 'firstName', 'property:Lieblingsfarbe', 'ignore', 'ignore'],
    ]);
    expect(guessPlan(['email', 'event', 'timestamp']).kind).toBe('events');
  });

  it.each([
    ['subscribed_email_audience_export_a6140fbbfe.csv', 'columns'],
    ['nonsubscribed_email_audience_export_a6140fbbfe.csv', 'nothing'],
    ['Unsubscribed_email_audience_export_a6140fbbfe.csv', 'withdrawn'],
    ['cleaned_email_audience_export_a6140fbbfe.csv', 'withdrawn'],
    ['our customers, cleaned up.csv', 'columns'],
  ])('says of %s what everybody in it said: %s', (fileName, mode) => {
    expect(guessMode(fileName)).toBe(mode);
  });

  it('is something the plan takes, whatever a heading is', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { maxLength: 10 }), (headings) => {
        expect(planSchema.safeParse({ ...guessPlan(headings), consent: CONSENT }).error).toBeUndefined();
        expect(headings.map(propertyTarget).every((target) => !target.includes('\0'))).toBe(true);
      }),
    );
  });

  it('is not enough without what the kind needs, and nothing is twice', () => {
    const problems = planProblems({ ...planOf('First Name'), consent: CONSENT });
    expect(problems).toMatchObject([{ field: 'columns' }]);
    const twice = { ...planOf('Email', 'Other'), columns: ['email', 'email'] };
    expect(planProblems(twice)[0]?.problem).toContain('Two columns');
  });
});
