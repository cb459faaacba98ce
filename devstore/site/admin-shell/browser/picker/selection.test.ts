import { describe, expect, it } from 'vitest';
import { Selection, type Pickable } from './selection';

const mug: Pickable = {
  id: 'gid://shopify/Product/1',
  title: 'Mug',
  variants: ['11', '12', '13'].map((id) => ({ id: `gid://shopify/ProductVariant/${id}`, title: id, price: '9.90' })),
};
const lamp: Pickable = {
  id: 'gid://shopify/Product/2',
  title: 'Lamp',
  hasOnlyDefaultVariant: true,
  variants: [{ id: 'gid://shopify/ProductVariant/21', title: 'Default Title', price: '80.00' }],
};
const shelf: Pickable = { id: 'gid://shopify/Collection/5', title: 'Shelf' };
const [first = '', second = ''] = mug.variants?.map(({ id }) => id) ?? [];

const choosing = (changes: Partial<Selection['question']> = {}) =>
  new Selection({ type: 'product', limit: Infinity, selected: [], ...changes });
const variantsOf = (payload: unknown[]) => (payload as Pickable[]).map((item) => item.variants?.map(({ id }) => id));

describe('choosing products', () => {
  it('takes all variants of one, and lets it go again', () => {
    const selection = choosing();
    selection.toggle(mug);
    expect(selection.stateOf(mug)).toBe('all');
    expect(variantsOf(selection.payload())[0]).toHaveLength(3);
    selection.toggle(mug);
    expect(selection.stateOf(mug)).toBe('none');
    expect(selection.payload()).toEqual([]);
  });

  it('takes single variants; without any left the product is not chosen', () => {
    const selection = choosing();
    selection.toggleVariant(mug, second);
    expect(selection.stateOf(mug)).toBe('some');
    expect(variantsOf(selection.payload())).toEqual([[second]]);
    selection.toggleVariant(mug, second);
    expect(selection.size).toBe(0);
  });

  it('gives them in the order in which they were chosen', () => {
    const selection = choosing();
    selection.toggle(lamp);
    selection.toggle(mug);
    expect((selection.payload() as Pickable[]).map(({ title }) => title)).toEqual(['Lamp', 'Mug']);
  });

  it('where one may be chosen, the other one goes', () => {
    const selection = choosing({ limit: 1 });
    selection.toggle(lamp);
    selection.toggle(mug);
    expect(selection.size).toBe(1);
    expect(selection.stateOf(lamp)).toBe('none');
  });

  it('no more than the limit are taken', () => {
    const selection = choosing({ limit: 2 });
    for (const item of [lamp, mug, shelf]) selection.toggle(item);
    expect(selection.size).toBe(2);
    expect(selection.stateOf(shelf)).toBe('none');
  });

  it('begins with what is chosen already, whole or with its variants', () => {
    const selection = choosing({ selected: [{ id: lamp.id }, { id: mug.id, variants: [{ id: first }] }] });
    selection.begin([mug, lamp]);
    expect(selection.stateOf(lamp)).toBe('all');
    expect(selection.hasVariant(mug, first)).toBe(true);
    expect(selection.hasVariant(mug, second)).toBe(false);
  });
});

describe('choosing variants', () => {
  it('gives the variants themselves, and counts them', () => {
    const selection = choosing({ type: 'variant', limit: 2 });
    selection.toggleVariant(mug, first);
    selection.toggleVariant(mug, second);
    selection.toggle(lamp);
    expect((selection.payload() as { id: string }[]).map(({ id }) => id)).toEqual([first, second]);
  });

  it('where one may be chosen, it is the last one', () => {
    const selection = choosing({ type: 'variant', limit: 1 });
    selection.toggleVariant(mug, first);
    selection.toggleVariant(mug, second);
    expect((selection.payload() as { id: string }[]).map(({ id }) => id)).toEqual([second]);
  });

  it('of a whole product as many as there is room for', () => {
    const selection = choosing({ type: 'variant', limit: 2 });
    selection.toggle(mug);
    expect(selection.payload()).toHaveLength(2);
  });

  it('begins with variants chosen already', () => {
    const selection = choosing({ type: 'variant', selected: [{ id: first }, { id: second }] });
    selection.begin([mug]);
    expect(selection.payload()).toHaveLength(2);
  });
});

describe('choosing collections', () => {
  it('gives them as they are', () => {
    const selection = choosing({ type: 'collection' });
    selection.toggle(shelf);
    expect(selection.payload()).toEqual([shelf]);
    selection.toggle(shelf);
    expect(selection.size).toBe(0);
  });
});
