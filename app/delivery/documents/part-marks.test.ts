import { describe, expect, test } from 'vitest';
import { compileDocument } from '../rendering/compile-document.server';
import { USUAL_KIT } from './brand-kit';
import { blocksOf, type EmailDocument } from './document';
import { inLanguage } from './in-language';
import { withoutMarks } from './part-marks';
import { starterDocuments } from './starters';

const ALL = Object.values(starterDocuments);
const made = (document: EmailDocument, language: string, isMarked?: boolean) =>
  compileDocument(inLanguage(document, language), { kit: USUAL_KIT, language, ...(isMarked ? { isMarked } : {}) });

const VIP = { kind: 'fact', fact: 'orders.count', is: 'at-least', value: 5 } as const;
const FOR_SOME = (document: EmailDocument): EmailDocument => ({
  ...document,
  sections: document.sections.map((each) => ({
    ...each,
    blocks: each.blocks.map((block, at) => (at % 2 === 0 ? { ...block, shownIf: VIP } : block)),
  })),
});

describe.each(ALL.map((document) => ({ key: document.key, document })))('marks in $key', ({ document }) => {
  test.each([
    ['as it came', 'en', document],
    ['in German', 'de', document],
    ['with every other block for some alone', 'en', FOR_SOME(document)],
  ])('leave nothing behind when they are taken out, %s', async (_how, language, worded) => {
    const [marked, plain] = await Promise.all([made(worded, language, true), made(worded, language)]);
    expect(withoutMarks(marked.html)).toBe(plain.html);
    expect([marked.text, marked.subject]).toEqual([plain.text, plain.subject]);
  });

  test('stand around every block, one beginning and one end each', async () => {
    const { html } = await made(document, 'en', true);
    const marks = [...html.matchAll(/<!--(\/?)part:([a-z0-9-]+)-->/g)].map(([, end, key]) => `${end}${key}`);
    const keys = blocksOf(document).map(({ key }) => key);
    expect([...marks].sort()).toEqual(keys.flatMap((key) => [key, `/${key}`]).sort());
    for (const key of keys) expect(marks.indexOf(key)).toBeLessThan(marks.indexOf(`/${key}`));
  });
});

test('in a mail that nobody points at there are none', async () => {
  const { html } = await made(ALL[0] as EmailDocument, 'en');
  expect(html).not.toContain('part:');
});
