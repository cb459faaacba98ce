import { describe, expect, test } from 'vitest';
import {
  conditionalComments,
  displacedTableParts,
  domOf,
  nestingProblems,
  seenBy,
  textOf,
} from '../../../tests/factories/mail-html';
import { HOSTILE_NAMES, mailAbout, mailData, mailLine, mailProduct } from '../../../tests/factories/mail-data';
import { starterDocuments } from '../documents/starters';
import { abandonedCartFirst } from '../documents/starters/abandoned-cart';
import { USUAL_KIT } from '../documents/brand-kit';
import { blocksOf, documentSchema, sayingsOf, type Block, type EmailDocument } from '../documents/document';
import { USUAL_DRESS, type Dress } from '../documents/to-mjml';
import { compileDocument } from './compile-document.server';
import type { MailData, RenderedMail } from './mail-data';
import { renderLiquid } from './render-liquid';
import { rowsOf } from './shown-product';

const render = async (data: MailData, document: EmailDocument = abandonedCartFirst): Promise<RenderedMail> =>
  renderLiquid(await compileDocument(document, USUAL_DRESS), data);
/** What is left of Liquid; the placeholder that Postmark fills is not. */
const templateCodeIn = (part: string): string[] =>
  part.replaceAll('{{{ pm:unsubscribe }}}', '').match(/\{\{|\}\}|\{%|[^\d]%\}/g) ?? [];

/** Every size a mail may have: up to five lines in the cart, and products in whole rows, half rows and none. */
const SIZES = [0, 1, 2, 3, 4, 5].flatMap((lines) => [0, 1, 2, 3, 7].map((products) => ({ lines, products })));
/** For documents of the same blocks: nothing, one of each, and more than a row. */
const FEW_SIZES = SIZES.filter(({ lines, products }) => [0, 1, 7].includes(products) && [0, 1, 4].includes(lines));

describe.each(Object.values(starterDocuments))('the mail $key', (document) => {
  const sizes = document === abandonedCartFirst ? SIZES : FEW_SIZES;
  const has = (kind: Block['kind']): boolean => blocksOf(document).some((block) => block.kind === kind);
  const filled = (lines: number, products: number) =>
    mailData(lines, products, { about: SIZES.slice(0, lines).map((_, at) => mailAbout(at + 1)) });

  test.each(sizes)('is whole markup with $lines lines and $products products', async ({ lines, products }) => {
    const { html } = await render(filled(lines, products), document);
    for (const reader of ['browser', 'outlook'] as const) {
      const seen = seenBy(reader, html);
      expect(nestingProblems(seen), `as ${reader} reads it`).toEqual([]);
      expect(displacedTableParts(seen), `as ${reader} reads it`).toEqual([]);
    }
    const { opened, closed } = conditionalComments(html);
    expect(opened).toBe(closed);
    expect(opened).toBeGreaterThan(0);
  });

  test.each(sizes)('leaves no template code with $lines lines and $products products', async ({ lines, products }) => {
    const { html, text, subject } = await render(filled(lines, products), document);
    for (const part of [html, text, subject]) expect(templateCodeIn(part)).toEqual([]);
  });

  test.each(sizes)('shows what it is about and $products products, in both its parts', async ({ lines, products }) => {
    const data = filled(lines, products);
    const shown = [
      ...(has('cart') ? data.cart.lines : []),
      ...(has('about') ? data.about : []),
      ...(has('recommendations') ? data.products : []),
    ];
    const { html, text } = await render(data, document);
    for (const seen of [textOf(html), text]) {
      const places = shown.map(({ title }) => seen.lastIndexOf(title));
      expect(places.filter((place) => place < 0)).toEqual([]);
      if (has('cart')) expect(seen).toContain(data.cart.total);
    }
    expect(domOf(html).querySelectorAll('img')).toHaveLength(shown.length);
  });

  test('stays below what Gmail clips, with five lines and seven products', async () => {
    const { html } = await render(filled(5, 7), document);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(90 * 1_024);
  });
});

describe('a mail', () => {
  test('carries its dark colours and says that it has them', async () => {
    const { html } = await render(mailData(1, 1));
    expect(html).toContain('@media (prefers-color-scheme: dark)');
    const scheme = domOf(html).querySelector('meta[name="color-scheme"]');
    expect(scheme?.getAttribute('content')).toBe('light dark');
  });

  test('has its subject as title, its language, and its preheader hidden at its beginning', async () => {
    const { html, subject } = await render(mailData(3, 0));
    const document = domOf(html);
    expect(subject).toBe('Ana, your cart at Oak & Elm is still here');
    expect(document.title).toBe(subject);
    expect(document.documentElement.lang).toBe('en');
    expect(textOf(html)).toMatch(/^Line 1 and 2 more, kept for you\./);
  });

  test('speaks of one line without counting further ones', async () => {
    expect(textOf((await render(mailData(1, 0))).html)).toMatch(/^Line 1, kept for you\./);
  });

  test('greets nobody where no first name is known', async () => {
    const { html, text, subject } = await render(mailData(1, 0, { person: { firstName: null } }));
    expect(subject).toBe('Hello, your cart at Oak & Elm is still here');
    for (const seen of [textOf(html), text]) expect(seen).toContain('Hello, you left a few things behind.');
  });

  test('links the cart, each product and the way out, with the address of the shop below', async () => {
    const data = mailData(1, 1);
    const { html, text } = await render(data);
    const targets = [...domOf(html).querySelectorAll('a')].map((link) => link.getAttribute('href'));
    expect(targets).toEqual(
      expect.arrayContaining([
        data.shop.url,
        data.cart.url,
        data.cart.lines[0]?.url,
        data.products[0]?.url,
        data.unsubscribeUrl,
      ]),
    );
    for (const seen of [textOf(html), text]) expect(seen).toContain('1 Oak Street, Bristol');
    expect(text).toContain(`Back to my cart: ${data.cart.url}`);
    expect(text).toContain(`Unsubscribe: ${data.unsubscribeUrl}`);
  });

  test('says of a line that sold out that it did, and shows no price for it', async () => {
    const sold = mailLine(2, { isSoldOut: true, title: 'Gone lamp' });
    const data = mailData(0);
    const { html, text } = await render({ ...data, cart: { ...data.cart, lines: [mailLine(1), sold] } });
    expect(textOf(html)).toContain('Gone lampLargeSold out since you left it');
    expect(text).toContain('- Gone lamp (Sold out since you left it)');
    for (const seen of [textOf(html), text]) expect(seen).not.toContain(sold.total);
  });

  test('shows no picture where a line has none', async () => {
    const data = mailData(0);
    const { html } = await render({ ...data, cart: { ...data.cart, lines: [mailLine(1, { imageUrl: '' })] } });
    expect(domOf(html).querySelectorAll('img')).toHaveLength(0);
    for (const reader of ['browser', 'outlook'] as const) expect(nestingProblems(seenBy(reader, html))).toEqual([]);
  });

  test('says of the product it is about that it is sold out, and shows none without a picture as one', async () => {
    const document = ownDocument([{ kind: 'about' }]);
    const gone = mailAbout(1, { isSoldOut: true, imageUrl: '' });
    const { html, text } = await render(mailData(0, 0, { about: [gone] }), document);
    for (const seen of [textOf(html), text]) expect(seen).toMatch(/Thing 1.*sold out just now/i);
    for (const seen of [textOf(html), text]) expect(seen).not.toContain(gone.price);
    expect(domOf(html).querySelectorAll('img')).toHaveLength(0);
  });

  test('leads to the shop where the product it is about is known no more', async () => {
    const document = ownDocument([{ kind: 'button', label: 'Take another look', to: 'product' }]);
    const data = mailData(0, 0);
    expect((await render(data, document)).text).toContain(`Take another look: ${data.shop.url}`);
    const known = { ...data, about: [mailAbout(2)] };
    expect((await render(known, document)).text).toContain(`Take another look: ${mailAbout(2).url}`);
  });

  test('says nothing of recommendations when there are none', async () => {
    const { html, text } = await render(mailData(2, 0));
    for (const seen of [textOf(html), text]) expect(seen).not.toContain('Goes well with it');
  });

  test('tells of each product why it is there', async () => {
    const { html, text } = await render(mailData(1, 3));
    for (const seen of [textOf(html), text]) expect(seen).toContain('Often bought with Line 3');
  });
});

describe('names that strangers chose', () => {
  test.each(HOSTILE_NAMES)('%s is shown as it was written and does nothing', async (name) => {
    const data = mailData(0, 0, { products: [mailProduct(1, { title: name, reason: name }), mailProduct(2)] });
    const cart = { ...data.cart, lines: [mailLine(1, { title: name, variantTitle: name })] };
    const { html, text, subject } = await render({ ...data, cart, person: { firstName: name } });
    const harmless = await render({
      ...data,
      cart: { ...cart, lines: [mailLine(1)] },
      products: [mailProduct(1), mailProduct(2)],
    });

    const [document, plain] = [domOf(html), domOf(harmless.html)];
    expect(document.querySelectorAll('*')).toHaveLength(plain.querySelectorAll('*').length);
    expect(document.querySelectorAll('script, [onerror], [onmouseover]')).toHaveLength(0);
    for (const reader of ['browser', 'outlook'] as const) expect(nestingProblems(seenBy(reader, html))).toEqual([]);
    const shown = name.replace(/\s+/g, ' ');
    expect(textOf(html)).toContain(`Hello ${shown}, you left`);
    expect([...document.querySelectorAll('img')].map((picture) => picture.alt)).toContain(
      name.replaceAll('\r\n', '\n'),
    );
    expect(text).toContain(`Hello ${name}, you left`);
    expect(subject).toBe(`${shown}, your cart at Oak & Elm is still here`);
  });

  test('make no second line of the subject', async () => {
    const { subject } = await render(mailData(1, 0, { person: { firstName: 'a\r\nBcc: b@example.com\n\n' } }));
    expect(subject).not.toMatch(/[\r\n]/);
  });
});

describe('a merchant’s own document', () => {
  test.each<[string, object]>([
    ['heading', { kind: 'heading', text: 'Tea & cake' }],
    ['text', { kind: 'text', text: 'Price < €5 for {{ person.firstName | upcase }}' }],
    ['button', { kind: 'button', label: 'To the shop', to: 'shop' }],
    ['button to a page', { kind: 'button', label: 'Sale', to: 'address', url: 'https://shop.example/sale?a=1&b=2' }],
    ['picture', { kind: 'image', src: 'https://cdn.example/a.png?w=1&h=2', alt: 'A “good” chair', to: 'shop' }],
    ['recommendations', { kind: 'recommendations', heading: 'You & these' }],
    ['header', { kind: 'header', align: 'center' }],
    ['cart', { kind: 'cart' }],
    ['product it is about', { kind: 'about' }],
    ['grid of products', { key: 'grid', kind: 'product-grid', heading: 'New & good', ...GRID }],
    ['word of what is few', { key: 'few', kind: 'low-stock', of: 'cart', atMost: 5 }],
    ['countdown', { key: 'end', kind: 'countdown', text: 'The sale & more ends', until: { kind: 'coupon' } }],
    ['divider', { kind: 'divider' }],
    ['spacer', { kind: 'spacer', heightPx: 20 }],
    ['social', { kind: 'social' }],
    ['code', { kind: 'code', html: '<b>Own</b>', text: 'Own' }],
    [
      'row of columns',
      {
        kind: 'columns',
        layout: '2-1',
        columns: [
          [{ key: 'l', kind: 'heading', text: 'Left' }],
          [{ key: 'r', kind: 'button', label: 'Right', to: 'shop' }],
        ],
      },
    ],
  ])('may hold a %s alone, in every dress, and is whole', async (_kind, block) => {
    const document = ownDocument([block]);
    for (const dress of DRESSES) {
      const { html, text } = renderLiquid(await compileDocument(document, dress), mailData(2, 3, FILLED));
      for (const reader of ['browser', 'outlook'] as const) expect(nestingProblems(seenBy(reader, html))).toEqual([]);
      for (const part of [html, text]) expect(templateCodeIn(part)).toEqual([]);
      for (const { place, text: said } of sayingsOf(document).slice(2))
        expect(html, place).toContain(
          said.replace('{{ person.firstName | upcase }}', 'ANA').replace('&', '&amp;').replace('<', '&lt;'),
        );
      expect(domOf(html).documentElement.dir).toBe(dress.language === 'he' ? 'rtl' : 'ltr');
      expect(domOf(html).documentElement.lang).toBe(dress.language);
      expect(html).not.toContain(dress.language === 'he' ? 'direction:ltr' : 'direction:rtl');
    }
  });

  test('shows a part to those it is for, in both its parts', async () => {
    const everybody = { kind: 'text', text: 'For all' };
    const few = {
      key: 'few',
      kind: 'text',
      text: 'For few',
      shownIf: { kind: 'fact', fact: 'orders.count', is: 'at-least', value: 3 },
    };
    const document = ownDocument([everybody, few]);
    const everything: Record<string, true>[] = [{}, { few: true }];
    for (const hidden of everything) {
      const { html, text } = await render(mailData(0, 0, { hidden }), document);
      for (const seen of [textOf(html), text]) {
        expect(seen).toContain('For all');
        expect(seen.includes('For few')).toBe(!('few' in hidden));
      }
    }
  });

  test('may hold the same block several times', async () => {
    const { html } = await render(mailData(1, 3), ownDocument([{ kind: 'cart' }, { kind: 'cart' }]));
    expect(textOf(html).split('Line 1').length - 1).toBe(3);
  });

  test('is compiled once, and anew when it is changed', async () => {
    const document = ownDocument([{ kind: 'heading', text: 'Hello' }]);
    const compiled = (each: EmailDocument) => compileDocument(each, USUAL_DRESS);
    expect(await compiled(structuredClone(document))).toBe(await compiled(document));
    const changed = await compiled(ownDocument([{ kind: 'heading', text: 'Good bye' }]));
    expect(changed.html).toContain('Good bye');
  });

  test('with Liquid that does not end is refused when it is filled, naming what is wrong', async () => {
    const broken = ownDocument([{ kind: 'text', text: 'Hello {% if person.firstName %}' }]);
    await expect(render(mailData(), broken)).rejects.toThrow(/if/);
  });
});

describe('a place for a code', () => {
  const coupon = {
    ...{ url: 'https://shop.example/', useLine: 'Shop with this code' },
    ...{ code: 'BACK-BCDFGHJK', worth: '20%', until: 'December 7, 2026', untilLine: 'Good until the end.' },
    ...{ minimumLine: '', isExample: false, exampleLine: 'An example.' },
  };
  const parts = async (changes: Partial<MailData>) => {
    const { html, text } = await render(mailData(0, 0, changes), starterDocuments['win-back-first']);
    return [html, text];
  };

  test('shows it with its end, in HTML and in plain text, and is no example unless it says so', async () => {
    for (const part of await parts({ coupon })) {
      for (const words of ['BACK-BCDFGHJK', '20% off', 'Good until the end.']) expect(part).toContain(words);
      expect(part).not.toContain('An example.');
    }
    for (const part of await parts({
      coupon: { ...coupon, isExample: true, minimumLine: 'For orders of €5.00 or more.' },
    }))
      for (const words of ['An example.', 'For orders of €5.00 or more.']) expect(part).toContain(words);
  });

  test('is not there at all where the mail carries none', async () => {
    for (const part of await parts({ coupon: null })) expect(part).not.toMatch(/ off, for you alone|dashed/);
  });
});

describe('a grid of products', () => {
  const rows = (count: number, across: number) =>
    rowsOf(
      Array.from({ length: count }, (_, at) => ({ ...mailProduct(at + 1), priceWas: at === 0 ? '€9.99' : '' })),
      across,
    );
  const grid = (changes: object) =>
    ownDocument([{ key: 'grid', kind: 'product-grid', heading: 'New here', ...GRID, ...changes }]);
  const sizes = [1, 2, 3].flatMap((across) => [0, 1, 2, 3, 5, 6].map((count) => ({ across, count })));

  test.each(sizes)('is whole markup with $count products, $across to a row', async ({ count, across }) => {
    const { html, text } = await render(mailData(0, 0, { grids: { grid: rows(count, across) } }), grid({ across }));
    for (const reader of ['browser', 'outlook'] as const) {
      expect(nestingProblems(seenBy(reader, html)), `as ${reader} reads it`).toEqual([]);
      expect(displacedTableParts(seenBy(reader, html)), `as ${reader} reads it`).toEqual([]);
    }
    expect(domOf(html).querySelectorAll('img')).toHaveLength(count);
    for (const seen of [textOf(html), text]) {
      expect(seen.includes('New here')).toBe(count > 0);
      expect(seen.includes(`Product ${count}`)).toBe(count > 0);
    }
  });

  test('shows of each product what was chosen, and nothing else', async () => {
    const data = mailData(0, 0, { grids: { grid: rows(2, 2) } });
    const shown = async (shows: string[]) => {
      const { html, text } = await render(data, grid({ shows }));
      return [textOf(html), text].map((seen) =>
        [/€1\.50/, /instead of €9\.99/, /Often bought/].map((part) => part.test(seen)),
      );
    };
    expect(await shown([])).toEqual([
      [false, false, false],
      [false, false, false],
    ]);
    expect(await shown(['price', 'compare-at', 'reason'])).toEqual([
      [true, true, true],
      [true, true, true],
    ]);
  });

  test('stands two to a row on a telephone as well, where that was chosen', async () => {
    const data = mailData(0, 0, { grids: { grid: rows(2, 2) } });
    const halves = async (changes: object) =>
      domOf((await render(data, grid(changes))).html).querySelectorAll('div.narrow-half').length;
    expect([await halves({}), await halves({ acrossNarrow: 2 })]).toEqual([0, 2]);
  });
});

describe('a block that has nothing to say', () => {
  test.each([
    ['word of what is few', { key: 'few', kind: 'low-stock', of: 'cart', atMost: 5 }, 'Only 3 left: Line 1'],
    [
      'countdown',
      { key: 'end', kind: 'countdown', text: 'Good', until: { kind: 'coupon' } },
      'Until Sunday, December 6',
    ],
  ])('like a %s is not there, and leaves no empty row', async (_what, block, words) => {
    const bare = await render(mailData(), ownDocument([]));
    const empty = await render(mailData(), ownDocument([block]));
    const full = await render(mailData(1, 0, FILLED), ownDocument([block]));
    for (const part of ['html', 'text'] as const) {
      expect(empty[part].replace(/\s+/g, '')).toBe(bare[part].replace(/\s+/g, ''));
      expect(textOf(full[part]).replace(/\s+/g, ' ')).toContain(words);
    }
  });
});

const GRID = { source: { from: 'newest' }, count: 6, across: 2, shows: ['price', 'compare-at'] } as const;
const FILLED = {
  grids: { grid: [[{ ...mailProduct(1), priceWas: '€9.99' }]] },
  lowStock: { few: [{ title: 'Line 1', line: 'Only 3 left:' }] },
  ends: { end: { line: 'Until Sunday, December 6' } },
} satisfies Partial<MailData>;

const DRESSES: Dress[] = [
  USUAL_DRESS,
  { language: 'de', kit: { ...USUAL_KIT, logo: { url: 'https://cdn.example/logo.png', widthPx: 120 }, radiusPx: 0 } },
  {
    language: 'he',
    kit: { ...USUAL_KIT, social: [{ network: 'instagram', url: 'https://instagram.com/oak?a=1&b=2' }] },
  },
];

function ownDocument(blocks: object[]): EmailDocument {
  const { subject, preheader } = abandonedCartFirst;
  return documentSchema.parse({ key: 'own', subject, preheader, blocks: [...blocks, { kind: 'footer' }] });
}
