import type { Collection, Product } from '@shopify/app-bridge-types';
import { describe, expect, it } from 'vitest';
import { tinyStore } from '../../../shopify/testing/tiny-store';
import type { StoreData } from '../../../store';
import { findResources, resourceQuery } from './find-resources';

const imageUrl = (url: string) => `https://images.example${url}`;

function find(asked: Record<string, string>, change: (store: StoreData) => void = () => undefined) {
  const store = tinyStore();
  change(store);
  const query = resourceQuery.parse({ type: 'product', hidden: 'true', ...asked });
  return findResources(query, { store, now: new Date(store.endsAt), imageUrl });
}
const titles = (...args: Parameters<typeof find>) => find(...args).map(({ title }) => title);

describe('what the picker finds', () => {
  it('is everything where nothing is typed', () => expect(titles({})).toHaveLength(4));

  it('begins with the word that is being typed, or is the words before it', () => {
    expect(titles({ search: 'thi' })).toHaveLength(4);
    expect(titles({ search: 'thing 3' })).toEqual(['Thing 3']);
    expect(titles({ search: 'ing' })).toEqual([]);
  });

  it('is what the app’s filter lets through, in Shopify’s search syntax', () => {
    expect(titles({ filter: 'vendor:Elm', search: 'thing' })).toEqual(['Thing 2', 'Thing 4']);
    expect(titles({ filter: 'title:"Thing 1" OR title:"Thing 2"' })).toEqual(['Thing 1', 'Thing 2']);
  });

  it('leaves out drafts, archived and unpublished products unless they are asked for', () => {
    const change = ({ products: [one, two, three] }: StoreData) => {
      if (one) one.status = 'DRAFT';
      if (two) two.status = 'ARCHIVED';
      if (three) three.publishedAt = null;
    };
    expect(titles({}, change)).toEqual(['Thing 3', 'Thing 4']);
    expect(titles({ draft: 'true', archived: 'true' }, change)).toHaveLength(4);
    const query = resourceQuery.parse({ type: 'product' });
    const store = tinyStore();
    change(store);
    expect(findResources(query, { store, now: new Date(), imageUrl }).map(({ title }) => title)).toEqual(['Thing 4']);
  });

  it('is the named ones alone, by their own GIDs or their variants’, whatever is typed', () => {
    const [, second, third] = tinyStore().products;
    const ids = [second?.id, third?.variants[0]?.id].join();
    expect(titles({ ids, search: 'nothing like it' })).toEqual(['Thing 2', 'Thing 3']);
  });

  it('of collections is found by title', () => {
    expect(titles({ type: 'collection', search: 'lam' })).toEqual(['Lamps']);
    expect(titles({ type: 'collection', ids: 'gid://shopify/Collection/502' })).toEqual(['Mugs']);
  });
});

describe('the shape of what is chosen', () => {
  it('of a product is App Bridge’s', () => {
    const [product] = find({}) as unknown as Product[];
    const [stored] = tinyStore().products;
    expect(product).toMatchObject({
      id: stored?.id,
      handle: 'thing-1',
      status: 'ACTIVE',
      totalVariants: stored?.variants.length,
    });
    expect(product?.images[0]?.originalSrc).toMatch(/^https:\/\/images\.example\//);
    expect(product?.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(product?.variants[0]).toMatchObject({
      price: expect.stringMatching(/^\d+\.\d\d$/),
      product: { id: stored?.id },
    });
  });

  it('of a collection is App Bridge’s', () => {
    const [collection] = find({ type: 'collection' }) as unknown as Collection[];
    expect(collection).toMatchObject({
      id: 'gid://shopify/Collection/501',
      handle: 'lamps',
      productsCount: expect.any(Number),
    });
  });
});
