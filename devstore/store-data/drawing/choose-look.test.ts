import { describe, expect, it } from 'vitest';
import { chooseForm, chooseLook, type Drawable } from './choose-look';
import { namedColour } from './palette';

const product = (over: Partial<Drawable> = {}): Drawable => ({
  handle: 'fern-mug',
  title: 'Fern Mug',
  productType: 'Mugs',
  tags: [],
  variants: [],
  ...over,
});

const inColour = (value: string): Drawable['variants'] => [
  {
    id: 'gid://shopify/ProductVariant/1',
    title: value,
    sku: null,
    priceMinor: 100,
    compareAtPriceMinor: null,
    inventoryQuantity: 1,
    inventoryPolicy: 'DENY',
    unitCostMinor: null,
    inventoryTracked: true,
    selectedOptions: [{ name: 'Colour', value }],
  },
];

describe('chooseForm', () => {
  it.each([
    ['Mugs', 'Fern Mug', 'mug'],
    ['Table lamps', 'Fern Lamp', 'tableLamp'],
    ['Side tables', 'Fern Table', 'sideTable'],
    ['Light bulbs', 'Fern Bulb', 'bulb'],
    ['Wine glasses', 'Fern Glass', 'tumbler'],
    ['Kitchen knives', 'Fern Knife', 'knife'],
    ['Tea towels', 'Fern Towel', 'teaTowel'],
    ['Watering cans', 'Fern Can', 'wateringCan'],
  ])('takes type %s first', (productType, title, form) => {
    expect(chooseForm({ productType, title })).toBe(form);
  });

  it.each([
    ['Set of 6 Tea Light Holders', 'votive'],
    ['White Hanging T-Light Holder', 'votive'],
    ['Recipe box with METAL HEART', 'giftBox'],
    ['Hot Water Bottle Tea And Sympathy', 'bottle'],
    ['Party Bunting', 'bunting'],
    ['Christmas Gift Candle', 'candle'],
    ['Zinc Heart', 'heart'],
    ['Set of Four', 'giftBox'],
  ])('else reads the title "%s"', (title, form) => {
    expect(chooseForm({ productType: 'Misc', title })).toBe(form);
  });

  it('prefers a thing in the title to a mere occasion in the type', () => {
    expect(chooseForm({ productType: 'Gift', title: 'Red Spotted Cup' })).toBe('cup');
    expect(chooseForm({ productType: 'Gift sets', title: 'Candle for Two' })).toBe('giftBox');
  });

  it('does not find words inside other words', () => {
    expect(chooseForm({ productType: '', title: 'Smuggler Steapot' })).toBe('giftBox');
  });
});

describe('chooseLook', () => {
  it("takes the first variant's colour, then the title's, then one of its own", () => {
    expect(chooseLook(product({ title: 'Red Mug', variants: inColour('Sage') })).main).toBe(namedColour('sage'));
    expect(chooseLook(product({ title: 'Red Mug', variants: inColour('Large') })).main).toBe(namedColour('red'));
    const own = chooseLook(product()).main;
    expect(own).toMatch(/^#[0-9a-f]{6}$/);
    expect(chooseLook(product()).main).toBe(own);
  });

  it('gives an accent that stands out from the main colour, for every named colour', () => {
    for (const colour of ['chalk', 'ink', 'mustard', 'sage', 'terracotta', 'black', 'white']) {
      const { main, accent } = chooseLook(product({ variants: inColour(colour) }));
      expect(accent, colour).not.toBe(main);
    }
  });

  it('prints only patterns that suit the style', () => {
    const patterns = Array.from(
      { length: 60 },
      (_, i) => chooseLook(product({ handle: `mug-${i}`, tags: ['Industrial'] })).pattern,
    );
    expect(new Set(patterns)).toEqual(new Set(['plain', 'speckle', 'dip']));
  });
});
