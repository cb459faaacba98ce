import { expect, test } from 'vitest';
import type { Consent, ConsentStateName } from '~/customers/consent/consent';
import { consentEntryWords, mailabilityWords, type ToldConsentEntry } from './consent-words';

const shop = { now: '2026-03-10T12:00:00.000Z', timezone: 'UTC', locale: 'en-GB', currency: 'EUR' };
const consent = (state: ConsentStateName): Consent => ({
  state,
  entrySeq: 3n,
  since: new Date('2026-03-09T10:00:00.000Z'),
});

test.each<[string, Parameters<typeof mailabilityWords>[0], string]>([
  [
    'who agreed',
    { hasAddress: true, consent: consent('granted'), isHeld: false },
    'May be mailed, because they agreed to marketing mail (yesterday at 10:00).',
  ],
  [
    'whose change of consent is being read',
    { hasAddress: true, consent: consent('granted'), isHeld: true },
    'May not be mailed for the moment: a change of consent has just arrived and is being read.',
  ],
  [
    'who was asked',
    { hasAddress: true, consent: consent('pending'), isHeld: false },
    'May not be mailed yet: they were asked to confirm (yesterday at 10:00) and have not so far.',
  ],
  [
    'who said no',
    { hasAddress: true, consent: consent('withdrawn'), isHeld: false },
    'May not be mailed, because they unsubscribed (yesterday at 10:00).',
  ],
  [
    'who never agreed',
    { hasAddress: true, consent: { state: 'never-given', entrySeq: null, since: null }, isHeld: false },
    'May not be mailed, because they never agreed to marketing mail.',
  ],
  [
    'without an address',
    { hasAddress: false, consent: consent('granted'), isHeld: false },
    'May not be mailed, because no email address is known.',
  ],
])('of somebody %s it is said whether they may be mailed, and why', (_, facts, words) => {
  expect(mailabilityWords(facts, shop)).toBe(words);
});

test('a state without an entry behind it is no permission, whatever it is called', () => {
  const unproven = { state: 'granted', entrySeq: null, since: null } as const;
  expect(mailabilityWords({ hasAddress: true, consent: unproven, isHeld: false }, shop)).toMatch(/^May not be mailed/);
});

test.each<[ToldConsentEntry, string]>([
  [
    {
      purpose: 'marketing',
      state: 'granted',
      source: 'shopify-webhook',
      evidence: { event: 'x', optInLevel: 'confirmed_opt_in' },
    },
    'Agreed to marketing mail | Shopify told of the change; confirmed by a link in a mail',
  ],
  [
    { purpose: 'marketing', state: 'never-given', source: 'shopify-sync', evidence: { optInLevel: 'SINGLE_OPT_IN' } },
    'Has not agreed to marketing mail | Stood in Shopify when the store was first read',
  ],
  [
    { purpose: 'marketing', state: 'withdrawn', source: 'postmark', evidence: { why: 'complained', message: null } },
    'Unsubscribed | Postmark told of it; marked a mail as spam',
  ],
  [
    { purpose: 'marketing', state: 'withdrawn', source: 'unsubscribe-link', evidence: {} },
    'Unsubscribed | By the link in a mail',
  ],
  [
    {
      ...{ purpose: 'marketing', state: 'granted', source: 'double-opt-in' },
      evidence: { wording: '3', page: 'shop.example/pages/news', device: 'phone', network: '203.0.113.0/24' },
    },
    'Agreed to marketing mail | Confirmed by the link in a mail; wording 3; on shop.example/pages/news; from a phone',
  ],
  [
    { purpose: 'marketing', state: 'withdrawn', source: 'complaint', evidence: { why: 'complained' } },
    'Unsubscribed | Marked a mail as spam',
  ],
  [
    { purpose: 'data-sale', state: 'withdrawn', source: 'gpc', evidence: {} },
    'Does not want their data sold or shared | The browser said so (Global Privacy Control)',
  ],
  [
    { purpose: 'back-in-stock', state: 'granted', source: 'sign-up', evidence: {} },
    'Agreed to be told when something is back | Through a sign-up form of the store',
  ],
  [{ purpose: 'marketing', state: 'something', source: 'somewhere', evidence: {} }, 'something | somewhere'],
])('%j reads: %s', (entry, words) => {
  const { what, proof } = consentEntryWords(entry);
  expect(`${what} | ${proof}`).toBe(words);
});
