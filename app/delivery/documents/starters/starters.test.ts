import { describe, expect, test } from 'vitest';
import { nestingProblems, seenBy } from '../../../../tests/factories/mail-html';
import { mailAbout, mailData, mailProduct } from '../../../../tests/factories/mail-data';
import { USUAL_KIT } from '../brand-kit';
import { blocksOf, sayingsOf, type EmailDocument } from '../document';
import { inLanguage } from '../in-language';
import { checkHoles, sizeOf } from '../../quality/check-made';
import { compileDocument } from '../../rendering/compile-document.server';
import type { MailData } from '../../rendering/mail-data';
import { renderLiquid } from '../../rendering/render-liquid';
import { rowsOf } from '../../rendering/shown-product';
import { starterDocuments } from '.';

const ALL = Object.values(starterDocuments);
const languagesOf = ({ translations = {} }: EmailDocument) => ['en', ...Object.keys(translations)];
const cases = ALL.flatMap((document) => languagesOf(document).map((language) => ({ document, language })));

/** What each block of a document would show at its fullest. */
function full(document: EmailDocument, lines: number): MailData {
  const filled: Partial<MailData> = { about: [mailAbout(1), mailAbout(2)], grids: {}, lowStock: {}, ends: {} };
  for (const block of blocksOf(document)) {
    if (block.kind === 'low-stock') filled.lowStock![block.key] = [{ title: 'Line 1', line: 'Only 3 left:' }];
    if (block.kind === 'hero') filled.grids![block.key] = [[{ ...mailProduct(9), priceWas: '' }]];
    if (block.kind !== 'product-grid') continue;
    const products = Array.from({ length: block.count }, (_, at) => ({ ...mailProduct(at + 1), priceWas: '€99.00' }));
    filled.grids![block.key] =
      block.look === 'lookbook'
        ? [...rowsOf(products.slice(0, 1), 1), ...rowsOf(products.slice(1), 2)]
        : rowsOf(products, block.across);
  }
  return mailData(lines, 4, filled);
}
const made = async (document: EmailDocument, language: string, data: MailData) =>
  renderLiquid(await compileDocument(inLanguage(document, language), { kit: USUAL_KIT, language }), data);

describe.each(cases)('the mail $document.key in $language', ({ document, language }) => {
  test.each([1, 12])('is whole and small enough with %d lines in the cart and all that it can show', async (lines) => {
    const mail = await made(document, language, full(document, lines));
    for (const reader of ['browser', 'outlook'] as const)
      expect(nestingProblems(seenBy(reader, mail.html)), `as ${reader} reads it`).toEqual([]);
    expect(sizeOf(mail)).toBeLessThanOrEqual(90 * 1_024);
    expect(checkHoles(mail)).toEqual([]);
  });

  test('has no hole for somebody of whom nothing is known, with nothing to show', async () => {
    const nothing = mailData(0, 0, { person: { firstName: null } });
    expect(checkHoles(await made(document, language, nothing))).toEqual([]);
  });
});

test('are all in German and French, and some are read from right to left', () => {
  expect(ALL.filter((each) => !['de', 'fr'].every((language) => languagesOf(each).includes(language)))).toEqual([]);
  expect(ALL.filter((each) => languagesOf(each).includes('he')).length).toBeGreaterThanOrEqual(2);
});

test('say in no language what nobody asked for', () => {
  for (const document of ALL) {
    const places = new Set(sayingsOf(document).map(({ place }) => place));
    for (const said of Object.values(document.translations ?? {}))
      expect(
        Object.keys(said).filter((place) => !places.has(place)),
        document.key,
      ).toEqual([]);
  }
});
