import { expect, test } from 'vitest';
import { mailData, mailProduct } from '../../../../tests/factories/mail-data';
import { compileDocument } from '../../rendering/compile-document.server';
import { renderLiquid } from '../../rendering/render-liquid';
import { USUAL_KIT } from '../brand-kit';
import { documentSchema } from '../document';

const document = (picture?: 'start' | 'end') =>
  documentSchema.parse({
    ...{ key: 'news', subject: 'News', preheader: '' },
    sections: [
      {
        key: 'all',
        blocks: [
          {
            ...{ key: 'hero', kind: 'hero', heading: 'Just in', text: 'Look at *this*.', label: 'Have a look' },
            ...{ source: { from: 'newest' }, ...(picture ? { picture } : {}) },
          },
          { key: 'footer', kind: 'footer' },
        ],
      },
    ],
  });
const product = {
  ...mailProduct(1),
  title: 'Rug <b>&',
  url: 'https://shop.example/products/rug?a=1&b=2',
  priceWas: '',
};
async function made(shown: boolean, picture?: 'start' | 'end', language = 'en') {
  const templates = await compileDocument(document(picture), { kit: USUAL_KIT, language });
  return renderLiquid(templates, mailData(0, 0, { grids: { hero: shown ? [[product]] : [] } }));
}

test('a hero shows its product beside the words, and its button leads there', async () => {
  const { html, text } = await made(true);
  expect(html).toContain('Rug &lt;b&gt;&amp;');
  expect(html.match(/href="https:\/\/shop\.example\/products\/rug\?a=1&amp;b=2"/g)).toHaveLength(3);
  expect(html.match(/width:50%|mj-column-per-50/g)?.length).toBeGreaterThanOrEqual(2);
  expect(text).toContain('Have a look: https://shop.example/products/rug?a=1&b=2');
  expect(text).toContain('- Rug <b>&, ');
});

test('without anything to show it is its words alone, and leads to the shop', async () => {
  const { html, text } = await made(false);
  expect(html).toContain('Just in');
  expect(html).not.toContain('<img');
  expect(text).toMatch(/Have a look: https:\/\/\S+\n/);
  expect(text).not.toContain('products/rug');
});

test.each([
  ['en', undefined, 'ltr'],
  ['en', 'end', 'rtl'],
  ['he', undefined, 'rtl'],
  ['he', 'end', 'ltr'],
] as const)(
  'read in %s with its picture at %s it runs %s, so that the picture comes first on a telephone',
  async (language, picture, runs) => {
    const { html } = await made(true, picture, language);
    const row = html.slice(html.lastIndexOf('<td style="direction:', html.indexOf('<img')));
    expect(row.slice('<td style="direction:'.length, '<td style="direction:'.length + 3)).toBe(runs);
    expect(html.indexOf('<img')).toBeLessThan(html.indexOf('Just in'));
  },
);
