import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openShop, shippedExtensions, type OpenShop } from '../testing/open-shop';
import { createVisitor, type Visitor } from '../testing/visitor';
import { NOTE_BLOCKS, writeExtension, type WrittenExtension } from '../testing/write-extension';
import { createThemeStore, type BlockState } from '../theme/theme-store';
import { forgetfulFile } from '../../../kept/kept-file';

let written: WrittenExtension;
let shop: OpenShop;
let visitor: Visitor;

beforeEach(async () => {
  written = writeExtension(NOTE_BLOCKS);
  const theme = createThemeStore(written.extension, forgetfulFile());
  shop = await openShop({ theme, extensions: { ...(await shippedExtensions()), theme: written.extension } });
  visitor = createVisitor(shop.url);
  setNote = (state) => theme.set({ blocks: { note: { isOn: true, settings: { title: 'Hi' }, places: [], ...state } } });
});
afterEach(async () => {
  await shop.close();
  written.remove();
});

let setNote: (state: Partial<BlockState>) => void;
const place = (template: string, target: 'mainSection' | 'newAppsSection') => ({ places: [{ template, target }] });
const jsonOf = async (path: string) => (await visitor.get(path)).json as unknown as Record<string, string | null>;

describe('the Section Rendering API', () => {
  test('gives one section as markup, in the element that the page has it in', async () => {
    await visitor.post('/cart/add.js', { id: 111, quantity: 2 });
    const section = await visitor.text('/?section_id=cart-count');
    expect(section).toBe(
      '<div id="shopify-section-cart-count" class="shopify-section"><span class="count" data-cart-count>2</span></div>',
    );
    const header = await visitor.text('/collections/mugs?section_id=header');
    expect(header).toMatch(/^<div id="shopify-section-header"[\s\S]*aria-current="page">Mugs</);
  });

  test('gives several as JSON, with null for what the page does not have', async () => {
    const sections = await jsonOf(
      '/products/teapot?sections=cart-count,template--product__main,template--cart__main,no',
    );
    expect(Object.keys(sections)).toEqual(['cart-count', 'template--product__main', 'template--cart__main', 'no']);
    expect(sections['template--product__main']).toMatch(
      /^<div id="shopify-section-template--product__main"[\s\S]*Teapot/,
    );
    expect([sections['template--cart__main'], sections.no]).toEqual([null, null]);
    expect(await jsonOf('/?sections[]=cart-count&sections[]=no')).toMatchObject({ no: null });
  });

  test.each([
    ['a section that is not there', '/?section_id=nothing', 404],
    ['a file that is no section', '/?section_id=..%2Flayout%2Ftheme', 404],
    ['a main section by its file', '/?section_id=main-product', 404],
    ['more than five', '/?sections=a,b,c,d,e,f', 400],
  ])('%s', async (_name, path, status) => expect((await visitor.get(path)).status).toBe(status));
});

describe('sections bundled with a change of the cart', () => {
  const add = (more: object, headers: Record<string, string> = {}) =>
    fetch(`${shop.url}/cart/add.js`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ id: 111, ...more }),
    }).then((response) => response.json() as Promise<{ quantity: number; sections?: Record<string, string | null> }>);

  test('show the cart as it is then, of a new visitor too', async () => {
    const { quantity, sections } = await add({ quantity: 2, sections: 'cart-count,nothing' });
    expect(quantity).toBe(2);
    expect(sections).toEqual({ 'cart-count': expect.stringContaining('>2<'), nothing: null });
  });

  test('are those of the page at sections_url, else of the page the call came from', async () => {
    const asked = { sections: ['template--product__main', 'template--cart__main'] };
    const here = await add({ ...asked, sections_url: '/products/teapot' }, { referer: `${shop.url}/cart` });
    expect(here.sections).toEqual({
      'template--product__main': expect.stringContaining('Teapot'),
      'template--cart__main': null,
    });
    const there = await add(asked, { referer: `${shop.url}/cart` });
    expect(there.sections?.['template--cart__main']).toContain('Blue mug');
    const elsewhere = await add(
      { ...asked, sections_url: 'https://evil.example' },
      { referer: 'https://evil.example' },
    );
    expect(elsewhere.sections).toEqual({ 'template--product__main': null, 'template--cart__main': null });
  });

  test('are not given where none are asked for, and never more than five', async () => {
    expect(await add({})).not.toHaveProperty('sections');
    expect(Object.keys((await add({ sections: 'a,b,c,d,e,f' })).sections ?? {})).toHaveLength(5);
  });

  test('come with change, update and clear as well', async () => {
    await visitor.post('/cart/add.js', { id: 111, quantity: 2 });
    for (const [call, body, count] of [
      ['change', { line: 1, quantity: 3 }, '>3<'],
      ['update', { updates: { 111: 1 } }, '>1<'],
      ['clear', {}, '>0<'],
    ] as const) {
      const { json } = await visitor.post(`/cart/${call}.js`, { ...body, sections: 'cart-count' });
      expect(json?.sections?.['cart-count'], call).toContain(count);
    }
  });
});

describe('app blocks', () => {
  test('stand in a section of their own, which can be asked for by itself', async () => {
    setNote(place('product', 'newAppsSection'));
    const id = 'template--product__apps';
    const page = await visitor.text('/products/blue-mug');
    expect(page).toMatch(
      /id="shopify-section-template--product__apps"[\s\S]*id="shopify-block-note"[\s\S]*"title":"Hi"/,
    );
    const section = await visitor.text(`/products/blue-mug?section_id=${id}`);
    expect(section).toMatch(/^<div id="shopify-section-template--product__apps"[\s\S]*on Blue mug<\/p>/);
    expect((await visitor.get(`/cart?section_id=${id}`)).status).toBe(404);
  });

  test('stand among the product’s own parts where the merchant wants them there', async () => {
    setNote(place('product', 'mainSection'));
    const { 'template--product__main': main, 'template--product__apps': apps } = await jsonOf(
      '/products/blue-mug?sections=template--product__main,template--product__apps',
    );
    expect(main).toContain('id="shopify-block-note"');
    expect(apps).toBeNull();
  });

  test.each([
    ['off', { isOn: false, ...place('product', 'newAppsSection') }],
    ['nowhere', { places: [] }],
    ['on another template', place('index', 'newAppsSection')],
  ])('that are %s are not shown', async (_name, state) => {
    setNote(state);
    expect(await visitor.text('/products/blue-mug')).not.toContain('shopify-block-note');
  });
});
