import { describe, expect, it } from 'vitest';
import { documentSchema } from '../documents/document';
import { documentLinks } from './document-links';
import { readStorePath } from './store-paths';

const document = (blocks: object[], changes: object = {}) =>
  documentSchema.parse({
    ...{ key: 'news', language: 'en', subject: '[no](https://link.example)', preheader: '' },
    sections: [{ key: 'all', blocks: [...blocks, { key: 'end', kind: 'footer' }] }],
    ...changes,
  });
const NOWHERE = { social: [] };

describe('the links of a document', () => {
  it('are those of buttons, pictures, words, code and the brand kit, with where they stand', () => {
    const button = { key: 'b', kind: 'button', to: 'address', url: 'https://b.example/?a=1&b=2', label: 'Go' };
    const picture = { key: 'p', kind: 'image', src: 'https://cdn.example/p.png', alt: 'a [b](https://alt.example)' };
    const words = { key: 't', kind: 'text', text: 'See [one](https://t.example) and https://bare.example, or ask.' };
    const code = { key: 'c', kind: 'code', html: '<a href="https://c.example/?x=1&amp;y=2">c</a> <a href="">d</a>' };
    const columns = {
      key: 'k',
      kind: 'columns',
      layout: '1-1',
      columns: [[{ ...picture, to: 'address', url: 'https://p.example' }], []],
    };
    const kit = { social: [{ network: 'x' as const, url: 'https://x.com/us' }] };
    const links = documentLinks(document([words, columns, button, code, { key: 's', kind: 'social' }]), kit);
    expect(links).toEqual([
      { place: 't.text', href: 'https://t.example' },
      { place: 't.text', href: 'https://bare.example' },
      { place: 'p.url', href: 'https://p.example' },
      { place: 'b.url', href: 'https://b.example/?a=1&b=2' },
      { place: 'c', href: 'https://c.example/?x=1&y=2' },
      { place: 'c', href: '' },
      { href: 'https://x.com/us' },
    ]);
  });

  it('are those of every language, each once; Liquid stays as it was written', () => {
    const words = { key: 't', kind: 'text', text: '[one]({{ about[0].url | default: "x" }})' };
    const translations = {
      de: { 't.text': '[eins](https://de.example)' },
      fr: { 't.text': '[un](https://de.example)' },
    };
    expect(documentLinks(document([words], { translations }), NOWHERE)).toEqual([
      { place: 't.text', href: '{{ about[0].url | default: "x" }}' },
      { place: 't.text', href: 'https://de.example' },
    ]);
  });

  it('are not those that Kindred makes', () => {
    const blocks = [
      { key: 'b', kind: 'button', to: 'cart', label: 'Go' },
      { key: 'c', kind: 'cart' },
    ];
    expect(documentLinks(document(blocks), NOWHERE)).toEqual([]);
  });
});

describe('an address of the store', () => {
  const store = { domain: 'oak.myshopify.com', storefrontUrl: 'https://www.oak.example' };
  it.each([
    ['https://oak.example/products/Fenn-Rug?variant=1#x', { kind: 'product', handle: 'fenn-rug' }],
    ['https://oak.myshopify.com/products/d%C3%BCne/', { kind: 'product', handle: 'düne' }],
    ['https://www.oak.example/de-ch/collections/lamps/products/fenn', { kind: 'product', handle: 'fenn' }],
    ['https://www.oak.example/fr/collections/lamps/red', { kind: 'collection', handle: 'lamps' }],
    ['https://oak.example/pages/about', { kind: 'page', handle: 'about' }],
    ['https://oak.example/collections/all', null],
    ['https://oak.example/cart', null],
    ['https://oak.example/products', null],
    ['https://oak.example/products/%E0%A4%A', { kind: 'product', handle: '%e0%a4%a' }],
    ['https://other.example/products/fenn-rug', null],
    ['https://oak.example.other.example/products/fenn-rug', null],
  ])('%s names %j', (url, path) => {
    expect(readStorePath(new URL(url), store)).toEqual(path);
  });
});
