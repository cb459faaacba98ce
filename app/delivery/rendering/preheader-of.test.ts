import { expect, test } from 'vitest';
import { mailAbout, mailData } from '../../../tests/factories/mail-data';
import { documentSchema } from '../documents/document';
import { starterDocuments } from '../documents/starters';
import { USUAL_DRESS } from '../documents/to-mjml';
import { compileDocument } from './compile-document.server';
import { preheaderOf } from './preheader-of';
import { renderLiquid } from './render-liquid';

const NAME = `Ana "<b>" & {{ 7 | times: 7 }}'`;
const DATA = mailData(1, 2, { about: [mailAbout(1)], person: { firstName: NAME } });

test.each(Object.values(starterDocuments))(
  'what stands beside the subject of $key is read out of the mail',
  async (starter) => {
    const worded = { ...starter, preheader: `${starter.preheader} {{ person.firstName }}` };
    const { html } = renderLiquid(await compileDocument(worded, USUAL_DRESS), DATA);
    expect(preheaderOf(html)).toContain(NAME);
    expect(preheaderOf(html)).not.toContain('{%');
  },
);

test('a mail without one has none', async () => {
  const bare = documentSchema.parse({
    ...{ key: 'bare', language: 'en', subject: 'News', preheader: '' },
    blocks: [
      { key: 'one', kind: 'text', text: 'Hello' },
      { key: 'end', kind: 'footer' },
    ],
  });
  expect(preheaderOf(renderLiquid(await compileDocument(bare, USUAL_DRESS), DATA).html)).toBe('');
});
