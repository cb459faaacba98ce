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
import type { Block, EmailDocument } from '../documents/document';
import { compileDocument } from './compile-document.server';
import type { MailData, RenderedMail } from './mail-data';
import { renderLiquid } from './render-liquid';

const render = async (data: MailData, document: EmailDocument = abandonedCartFirst): Promise<RenderedMail> =>
  renderLiquid(await compileDocument(document), data);
/** What is left of Liquid; the placeholder that Postmark fills is not. */
const templateCodeIn = (part: string): string[] =>
  part.replaceAll('{{{ pm:unsubscribe }}}', '').match(/\{\{|\}\}|\{%|[^\d]%\}/g) ?? [];

/** Every size a mail may have: up to five lines in the cart, and products in whole rows, half rows and none. */
const SIZES = [0, 1, 2, 3, 4, 5].flatMap((lines) => [0, 1, 2, 3, 7].map((products) => ({ lines, products })));
/** For documents of the same blocks: nothing, one of each, and more than a row. */
const FEW_SIZES = SIZES.filter(({ lines, products }) => [0, 1, 7].includes(products) && [0, 1, 4].includes(lines));

describe.each(Object.values(starterDocuments))('the mail $key', (document) => {
  const sizes = document === abandonedCartFirst ? SIZES : FEW_SIZES;
  const has = (kind: Block['kind']): boolean => document.blocks.some((block) => block.kind === kind);
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
    expect(text).toContain('- Gone lamp (sold out since you left it)');
    for (const seen of [textOf(html), text]) expect(seen).not.toContain(sold.total);
  });

  test('shows no picture where a line has none', async () => {
    const data = mailData(0);
    const { html } = await render({ ...data, cart: { ...data.cart, lines: [mailLine(1, { imageUrl: '' })] } });
    expect(domOf(html).querySelectorAll('img')).toHaveLength(0);
    for (const reader of ['browser', 'outlook'] as const) expect(nestingProblems(seenBy(reader, html))).toEqual([]);
  });

  test('says of the product it is about that it is sold out, and shows none without a picture as one', async () => {
    const document: EmailDocument = { ...abandonedCartFirst, blocks: [{ kind: 'about' }, { kind: 'footer' }] };
    const gone = mailAbout(1, { isSoldOut: true, imageUrl: '' });
    const { html, text } = await render(mailData(0, 0, { about: [gone] }), document);
    for (const seen of [textOf(html), text]) expect(seen).toMatch(/Thing 1.*sold out just now/i);
    for (const seen of [textOf(html), text]) expect(seen).not.toContain(gone.price);
    expect(domOf(html).querySelectorAll('img')).toHaveLength(0);
  });

  test('leads to the shop where the product it is about is known no more', async () => {
    const button: Block = { kind: 'button', label: 'Take another look', to: 'product' };
    const document: EmailDocument = { ...abandonedCartFirst, blocks: [button, { kind: 'footer' }] };
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
  const own = (blocks: Block[]): EmailDocument => ({
    ...abandonedCartFirst,
    key: 'own',
    blocks: [...blocks, { kind: 'footer' }],
  });

  test.each<[string, Block]>([
    ['heading', { kind: 'heading', text: 'Tea & cake' }],
    ['text', { kind: 'text', text: 'Price < €5 for {{ person.firstName | upcase }}' }],
    ['button', { kind: 'button', label: 'To the shop', to: 'shop' }],
    ['recommendations', { kind: 'recommendations', heading: 'You & these' }],
    ['header', { kind: 'header' }],
    ['cart', { kind: 'cart' }],
    ['product it is about', { kind: 'about' }],
  ])('may hold a %s alone and is whole', async (_kind, block) => {
    const { html, text } = await render(mailData(2, 3), own([block]));
    for (const reader of ['browser', 'outlook'] as const) expect(nestingProblems(seenBy(reader, html))).toEqual([]);
    const words = block.kind === 'button' ? block.label : 'text' in block ? block.text : null;
    if (words && !words.includes('{{')) expect(textOf(html)).toContain(words);
    if (words?.includes('{{')) expect(textOf(html)).toContain('Price < €5 for ANA');
    expect(templateCodeIn(text)).toEqual([]);
  });

  test('may hold the same block several times', async () => {
    const { html } = await render(mailData(1, 3), own([{ kind: 'cart' }, { kind: 'cart' }]));
    expect(textOf(html).split('Line 1').length - 1).toBe(3);
  });

  test('is compiled once, and anew when it is changed', async () => {
    const document = own([{ kind: 'heading', text: 'Hello' }]);
    expect(await compileDocument(structuredClone(document))).toBe(await compileDocument(document));
    const changed = await compileDocument(own([{ kind: 'heading', text: 'Good bye' }]));
    expect(changed.html).toContain('Good bye');
  });

  test('with Liquid that does not end is refused when it is filled, naming what is wrong', async () => {
    const broken = own([{ kind: 'text', text: 'Hello {% if person.firstName %}' }]);
    await expect(render(mailData(), broken)).rejects.toThrow(/if/);
  });
});

describe('a place for a code', () => {
  const coupon = {
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
