import { describe, expect, test } from 'vitest';
import { HOSTILE_NAMES } from '../../../tests/factories/mail-data';
import { domOf, nestingProblems } from '../../../tests/factories/mail-html';
import { after, TEST_START } from '../../../tests/factories/times';
import { NO_PREFERENCES } from '~/customers/preferences/preferences';
import { CONFIRMATION_KINDS } from '../documents/confirmations';
import { askToConfirm, closedQuestion, confirmed } from './confirm-pages';
import { preferencePage, type PreferencePage } from './preference-page';
import { READER_LANGUAGES, READER_WORDS } from './reader-words';

const page = (changes: Partial<PreferencePage> = {}): PreferencePage => ({
  shop: { name: 'Oak & Elm', url: 'https://shop.example', locale: 'en' },
  topics: [
    { key: 'carts', name: 'Cart reminders', flows: [] },
    { key: 'news', name: 'News', flows: [] },
  ],
  ...{
    preferences: NO_PREFERENCES,
    wishes: [],
    mail: 'comes',
    now: TEST_START,
    formToken: 'token.signature',
    done: null,
  },
  ...changes,
});
const dom = (changes: Partial<PreferencePage> = {}) => domOf(preferencePage(page(changes)));
const intents = (changes: Partial<PreferencePage> = {}) =>
  [...dom(changes).querySelectorAll('input[name="intent"]')].map((field) => field.getAttribute('value'));

const shop = page().shop;
const ALL_PAGES: [string, string][] = [
  ...(['comes', 'asked', 'stopped'] as const).map((mail): [string, string] => [mail, preferencePage(page({ mail }))]),
  ['paused', preferencePage(page({ preferences: { ...NO_PREFERENCES, pausedUntil: after(1) } }))],
  ...Object.keys(READER_WORDS.en.done).map((done): [string, string] => [
    done,
    preferencePage(page({ done: done as PreferencePage['done'] })),
  ]),
  ...CONFIRMATION_KINDS.flatMap((kind): [string, string][] => [
    [`to confirm ${kind}`, askToConfirm(shop, kind)],
    [`confirmed ${kind}`, confirmed(shop, kind)],
  ]),
  ['closed', closedQuestion(shop)],
];

describe.each(ALL_PAGES)('the page for readers: %s', (_name, html) => {
  test('is whole, needs no script, loads nothing and is kept out of search engines', () => {
    expect(nestingProblems(html)).toEqual([]);
    const document = domOf(html);
    expect(document.querySelectorAll('script, link, img, iframe')).toHaveLength(0);
    expect(document.querySelector('meta[name="robots"]')?.getAttribute('content')).toBe('noindex');
  });

  test('has a title, one heading, one main part, and every field has its label', () => {
    const document = domOf(html);
    expect([document.querySelectorAll('h1').length, document.querySelectorAll('main').length]).toEqual([1, 1]);
    expect(document.title).toContain('Oak & Elm');
    for (const field of document.querySelectorAll('input:not([type="hidden"]), select'))
      expect(
        field.closest('label') ?? document.querySelector(`label[for="${field.id}"]`),
        field.outerHTML,
      ).not.toBeNull();
  });
});

describe('what can be chosen', () => {
  test('depends on whether mail comes', () => {
    expect(intents()).toEqual(['save', 'pause', 'unsubscribe', 'download', 'delete']);
    expect(intents({ mail: 'asked' })).toEqual(['unsubscribe', 'download', 'delete']);
    expect(intents({ mail: 'stopped' })).toEqual(['subscribe', 'download', 'delete']);
    const pausedUntil = after(1);
    expect(intents({ preferences: { ...NO_PREFERENCES, pausedUntil } })).toContain('resume');
  });

  test('shows what was chosen before', () => {
    const document = dom({
      preferences: { topicsOff: ['news'], minutesBetween: 10_080, pausedUntil: null, locale: 'de' },
    });
    const checked = [...document.querySelectorAll('input[checked]')].map((field) => field.getAttribute('value'));
    expect(checked).toEqual(['carts', 'weekly']);
    expect(document.querySelector('option[selected]')?.getAttribute('value')).toBe('de');
  });

  test('goes with the form’s own token, each time', () => {
    const forms = [...dom().querySelectorAll('form')];
    expect(forms.length).toBeGreaterThan(3);
    for (const form of forms) {
      expect(form.method).toBe('post');
      expect(form.querySelector('input[name="form"]')?.getAttribute('value')).toBe('token.signature');
    }
  });

  test('of a shop without topics begins with how often', () => {
    expect(dom({ topics: [] }).querySelectorAll('input[name="topic"]')).toHaveLength(0);
  });
});

describe('its language', () => {
  test.each([
    ['de', null, 'de'],
    ['de', 'fr', 'fr'],
    ['pl', null, 'en'],
    ['fr-CA', null, 'fr'],
  ])('for a shop of %s and a person of %s is %s', (locale, own, language) => {
    const document = dom({ shop: { ...shop, locale }, preferences: { ...NO_PREFERENCES, locale: own } });
    expect(document.documentElement.lang).toBe(language);
    expect(document.querySelector('h1')?.textContent).toBe(READER_WORDS[language as 'de'].title);
  });

  test.each(Object.keys(READER_LANGUAGES) as (keyof typeof READER_LANGUAGES)[])(
    '%s leaves nothing unsaid, and says no markup',
    (language) => {
      const flat = (words: object): unknown[] =>
        Object.values(words).flatMap((word: unknown) => (word && typeof word === 'object' ? flat(word) : [word]));
      for (const word of flat(READER_WORDS[language])) {
        const said = typeof word === 'function' ? String((word as (value: string) => string)('30')) : String(word);
        expect(said).not.toMatch(/^$|[<>&"]/);
      }
      expect(flat(READER_WORDS[language])).toHaveLength(flat(READER_WORDS.en).length);
    },
  );
});

describe.each(HOSTILE_NAMES)('a shop or topic called %j', (name) => {
  test('is shown as it is called, and is no markup', () => {
    const document = dom({ shop: { ...shop, name }, topics: [{ key: 'a', name, flows: [] }] });
    expect(nestingProblems(preferencePage(page({ shop: { ...shop, name } })))).toEqual([]);
    expect(document.querySelectorAll('script, img')).toHaveLength(0);
    expect(document.querySelector('.shop')?.textContent.replace(/\s+/g, ' ')).toBe(name.replace(/\s+/g, ' '));
  });
});

test('a shop’s address that is no web address is no link', () => {
  const html = preferencePage(page({ shop: { ...shop, url: 'javascript:alert(1)' } }));
  expect(domOf(html).querySelector('.shop a')).toBeNull();
});

describe('what somebody waits to be told of', () => {
  const wishes = [
    { id: '0197a3d0-0000-7000-8000-000000000001', title: 'Oslo <Bowl>, Blue' },
    { id: '0197a3d0-0000-7000-8000-000000000002', title: 'Ash Spoon' },
  ];

  test.each(['comes', 'asked', 'stopped'] as const)('stands there with a button each, whether mail %s', (mail) => {
    const items = [...dom({ mail, wishes }).querySelectorAll('.wishes li')];
    expect(items.map((item) => item.querySelector('span')?.textContent)).toEqual(['Oslo <Bowl>, Blue', 'Ash Spoon']);
    expect(items.map((item) => item.querySelector('input[name="wish"]')?.getAttribute('value'))).toEqual(
      wishes.map(({ id }) => id),
    );
    expect(items[0]?.querySelector('button')?.getAttribute('aria-label')).toBe('Take it back: Oslo <Bowl>, Blue');
  });

  test('is not spoken of where there is nothing', () => expect(intents()).not.toContain('take-back'));
});
