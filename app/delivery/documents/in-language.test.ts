import { describe, expect, test } from 'vitest';
import { documentSchema } from './document';
import { inLanguage, spokenTo } from './in-language';

const document = documentSchema.parse({
  ...{ key: 'news', language: 'en', subject: 'News', preheader: 'What is new' },
  blocks: [
    { key: 'hello', kind: 'heading', text: 'Hello' },
    {
      key: 'two',
      kind: 'columns',
      layout: '1-1',
      columns: [[{ key: 'go', kind: 'button', label: 'Go', to: 'shop' }], []],
    },
    { key: 'end', kind: 'footer' },
  ],
  translations: { de: { subject: 'Neues', 'hello.text': 'Hallo', 'go.label': 'Los', preheader: '  ' } },
});

describe('a document in a language it speaks', () => {
  test('says what was translated, in columns as well, and the rest as it is', () => {
    const german = inLanguage(document, 'de');
    expect(german).toMatchObject({ subject: 'Neues', preheader: 'What is new' });
    expect(german.sections[0]?.blocks).toMatchObject([
      { text: 'Hallo' },
      { columns: [[{ label: 'Los', to: 'shop' }], []] },
      { kind: 'footer' },
    ]);
    expect(german.translations).toBeUndefined();
  });

  test.each([
    ['de-AT', 'en', 'de'],
    ['DE', 'en', 'de'],
    ['fr', 'en', 'en'],
    ['en-GB', 'de', 'en'],
  ])('is told to a reader of %s in a shop of %s in %s', (reader, shop, language) => {
    expect(spokenTo(document, reader, shop)).toBe(language);
  });

  test('that does not say which is its own is in the shop’s, or in English where Kindred does not speak that', () => {
    const { language: _language, ...own } = document;
    expect([spokenTo(own, 'fr', 'it-IT'), spokenTo(own, 'fr', 'ja')]).toEqual(['it', 'en']);
  });
});
