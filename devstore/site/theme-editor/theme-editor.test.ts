import express from 'express';
import { JSDOM } from 'jsdom';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetfulFile } from '../../kept/kept-file';
import { listen } from '../../listen';
import { openShop, shippedExtensions, type OpenShop } from '../../shopify/storefront/testing/open-shop';
import { NOTE_BLOCKS, writeExtension, type WrittenExtension } from '../../shopify/storefront/testing/write-extension';
import { createThemeStore, type ThemeStore } from '../../shopify/storefront/theme/theme-store';
import { createThemeEditor } from './theme-editor';

const ADDRESS = '/admin/themes/current/editor';

let written: WrittenExtension;
let theme: ThemeStore;
let shop: OpenShop;
let site: { url: string; close(): Promise<void> };

beforeEach(async () => {
  written = writeExtension(NOTE_BLOCKS);
  theme = createThemeStore(written.extension, forgetfulFile());
  const extensions = { ...(await shippedExtensions()), theme: written.extension };
  shop = await openShop({ extensions, theme });
  const world = { theme, shopify: { store: shop.store }, urls: { storefront: shop.url } };
  site = await listen(express().use(createThemeEditor({ world })), 0);
});
afterEach(async () => {
  await site.close();
  await shop.close();
  written.remove();
});

async function open(query = ''): Promise<Document> {
  return new JSDOM(await (await fetch(`${site.url}${ADDRESS}${query}`)).text()).window.document;
}

const draftOf = (page: Document): string => page.body.dataset.draft ?? '';
const field = (page: Document, name: string, value?: string) =>
  page.querySelector<HTMLInputElement>(`[name="${name}"]${value ? `[value="${value}"]` : ''}`);

function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(site.url + ADDRESS + path, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams(fields),
  });
}

const textOf = async (path: string) => (await fetch(shop.url + path)).text();

describe('the editor', () => {
  test('shows each of the app’s embeds and blocks with its settings as they are', async () => {
    theme.set({
      blocks: { note: { isOn: true, settings: { title: '"Ä"', big: false }, places: [placeOf('product')] } },
    });
    const page = await open();
    expect([...page.querySelectorAll('.switch strong')].map((each) => each.textContent)).toEqual(['Banner', 'Note']);
    expect(field(page, 'on.note')?.checked).toBe(true);
    expect(field(page, 'on.banner')?.checked).toBe(false);
    expect(field(page, 'setting.note.title')?.value).toBe('"Ä"');
    expect(field(page, 'setting.note.big')?.checked).toBe(false);
    expect(field(page, 'setting.note.space')).toMatchObject({ type: 'range', value: '12', min: '0', max: '40' });
    expect(field(page, 'setting.note.colour')).toMatchObject({ type: 'color', value: '#1d4f3f' });
    expect(field(page, 'templates.note', 'product')?.checked).toBe(true);
    expect(field(page, 'templates.note', 'index')?.checked).toBe(false);
    expect(field(page, 'templates.note', 'cart'), 'not among those of the schema').toBeNull();
    expect(page.querySelector('[data-save]')?.hasAttribute('disabled')).toBe(true);
  });

  test('saves what the form says, and the shop shows it', async () => {
    const fields = {
      'on.note': 'true',
      'templates.note': 'product',
      'target.note': 'mainSection',
      ...{ 'setting.note.title': 'Hi', 'setting.note.space': '99', 'setting.note.mood': 'loud' },
      ...{ 'setting.note.colour': 'red', 'setting.unknown.x': '1' },
    };
    const answer = await post('', { ...fields, template: 'product' });
    expect(answer.headers.get('location')).toBe(`${ADDRESS}?template=product&saved=true`);
    expect(theme.get()).toEqual({
      blocks: {
        banner: { isOn: false, settings: {}, places: [] },
        note: {
          isOn: true,
          // A colour that is none leaves the default, a number is moved into its range, an empty box is no.
          settings: { title: 'Hi', big: false, space: 40, mood: 'loud' },
          places: [{ template: 'product', target: 'mainSection' }],
        },
      },
    });
    const page = await textOf('/products/blue-mug');
    expect(page).toContain('note {"title":"Hi","big":false,"space":40,"mood":"loud","colour":"#1d4f3f"} on Blue mug');
    expect(page).not.toContain('banner hi');
  });

  test('takes no orders from other pages in the same browser', async () => {
    const before = theme.get();
    for (const path of ['', '/draft'])
      expect((await post(path, { 'on.note': 'true' }, { origin: 'https://evil.example' })).status).toBe(403);
    expect(theme.get()).toEqual(before);
  });
});

describe('an app’s link into the editor', () => {
  beforeEach(() => theme.set({ blocks: {} }));

  test('switches an embed on in the preview; the shop has it once it is saved', async () => {
    const page = await open('?context=apps&template=index&activateAppId=any-client-id/banner');
    expect(field(page, 'on.banner')?.checked).toBe(true);
    expect(page.querySelector('[data-save]')?.hasAttribute('disabled')).toBe(false);
    expect(page.querySelector('[data-state]')?.textContent).toBe('Not saved yet');
    expect(await textOf(`/?_editor=${draftOf(page)}`)).toContain('banner hi true');
    expect(await textOf('/')).not.toContain('banner hi');
    await post('', { 'on.banner': 'true', 'setting.banner.words': 'hello' });
    expect(await textOf('/')).toContain('banner hello false');
  });

  test.each([
    ['product', 'mainSection', { template: 'product', target: 'mainSection' }],
    ['product', 'newAppsSection', { template: 'product', target: 'newAppsSection' }],
    ['index', 'mainSection', { template: 'index', target: 'newAppsSection' }],
  ])('puts a block on the template %s, %s', async (template, target, place) => {
    const page = await open(`?template=${template}&addAppBlockId=any-client-id/note&target=${target}`);
    expect(theme.draft(draftOf(page))?.blocks.note).toEqual({ isOn: true, settings: {}, places: [place] });
  });

  test.each([
    ['an embed that is not there', '?activateAppId=id/nothing'],
    ['a block as if it were an embed', '?activateAppId=id/note'],
    ['a template of no theme', '?template=toString'],
    ['nothing', ''],
  ])('that names %s changes nothing', async (_name, query) => {
    const page = await open(query);
    expect(page.querySelector('[data-state]')?.textContent).toBe('No changes');
  });
});

describe('the preview', () => {
  test('shows what the form says before it is saved, and no pixel runs in it', async () => {
    const id = draftOf(await open());
    expect((await post('/draft', { draft: id, 'on.banner': 'true', 'setting.banner.words': 'soon' })).status).toBe(204);
    const html = await textOf(`/products/blue-mug?_editor=${id}`);
    expect(html).toContain('banner soon true');
    const setup = JSON.parse(/<script id="shopify-setup"[^>]*>(.*?)<\/script>/.exec(html)?.[1] ?? '') as object;
    expect(setup).toMatchObject({ isDesigning: true, pixel: null });
  });

  test('of an editor that nobody knows is the shop as it is', async () => {
    expect(await textOf('/?_editor=guessed')).toContain('banner hi false');
  });
});

const placeOf = (template: string) => ({ template, target: 'newAppsSection' as const });
