import { describe, expect, it } from 'vitest';
import { decodePng } from '../testing/decode-png';
import { readSvg, type Rgb } from '../testing/read-svg';
import { type Drawable, drawProductImage, drawProductPng, sceneOf } from './draw-product';
import { FORMS } from './form-catalogue';
import { boundsOf } from './outline';

const thing = (productType: string, over: Partial<Drawable> = {}): Drawable => ({
  handle: `fern-${productType.replace(/ /g, '-')}`,
  title: `Fern ${productType}`,
  productType,
  tags: [],
  variants: [],
  ...over,
});

const everyForm = Object.entries(FORMS).map(([name, { words }]) => ({ name, product: thing(words[0] ?? '') }));

/** The share of sampled points at which picture and document differ by more than rounding; points near an edge are left out. */
function disagreement(product: Drawable): { differing: string[]; compared: number } {
  const size = 120;
  const { pixels } = decodePng(drawProductPng(product, size));
  const svg = readSvg(drawProductImage(product));
  const scale = 600 / size;
  const differing: string[] = [];
  let compared = 0;
  for (let y = 3; y < size; y += 7) {
    for (let x = 3; x < size; x += 7) {
      const around = [-0.2, 0.5, 1.2].flatMap((dy) =>
        [-0.2, 0.5, 1.2].map((dx) => svg.colourAt((x + dx) * scale, (y + dy) * scale)),
      );
      const wanted = around[4] as Rgb;
      if (around.some((colour) => farApart(colour, wanted, 1))) continue;
      compared += 1;
      const drawn = [...pixels.subarray((y * size + x) * 3, (y * size + x) * 3 + 3)] as Rgb;
      if (farApart(drawn, wanted, 4))
        differing.push(`(${x},${y}) drawn ${drawn.join()} in the document ${wanted.map(Math.round).join()}`);
    }
  }
  return { differing, compared };
}

const farApart = (a: Rgb, b: Rgb, most: number): boolean =>
  a.some((channel, i) => Math.abs(channel - (b[i] ?? 0)) > most);

describe('drawProductImage and drawProductPng', () => {
  it.each(['mug', 'table lamp', 'jumper', 'rug', 'wreath', 'carafe', 'watering can', 'gift', 'bulb', 'string lights'])(
    'show the same picture of a %s',
    (type) => {
      const { differing, compared } = disagreement(thing(type));
      expect(compared, 'points away from edges').toBeGreaterThan(120);
      expect(differing).toEqual([]);
    },
  );

  it('draws each form differently', () => {
    const pictures = everyForm.map(({ product }) =>
      JSON.stringify(sceneOf({ ...product, handle: 'same', title: 'Same' }).shapes),
    );
    expect(new Set(pictures).size).toBe(everyForm.length);
  });

  it.each(everyForm)('keeps $name inside the picture and large enough to be recognised', ({ product }) => {
    const solid = sceneOf(product).shapes.filter((shape) => !shape.clip && shape.opacity >= 0.5);
    const boxes = solid.map((shape) => boundsOf(shape.outline)).filter(({ top, bottom }) => top > 0 && bottom < 600);
    const [left, right] = [Math.min(...boxes.map((b) => b.left)), Math.max(...boxes.map((b) => b.right))];
    const [top, bottom] = [Math.min(...boxes.map((b) => b.top)), Math.max(...boxes.map((b) => b.bottom))];
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(600);
    expect(Math.max(right - left, bottom - top)).toBeGreaterThan(240);
  });

  it('gives the same picture for the same product, and another for another', () => {
    expect(drawProductImage(thing('mug'))).toBe(drawProductImage(thing('mug')));
    expect(drawProductPng(thing('mug'), 64)).toEqual(drawProductPng(thing('mug'), 64));
    expect(drawProductImage(thing('mug'))).not.toBe(drawProductImage(thing('mug', { handle: 'ivy-mug' })));
  });

  it('names the product to assistive technology, whatever its title holds', () => {
    expect(readSvg(drawProductImage(thing('mug', { title: 'Salt & <Pepper>' }))).title).toBe('Salt & <Pepper>');
  });

  it.each([0, 15, 2001, 99.5, Number.NaN])('refuses a size of %s pixels', (size) => {
    expect(() => drawProductPng(thing('mug'), size)).toThrow('give a whole number of pixels from 16 to 2000');
  });

  it('writes documents small enough for a page of fifty', () => {
    const sizes = everyForm.map(({ name, product }) => ({ name, bytes: drawProductImage(product).length }));
    expect(sizes.filter(({ bytes }) => bytes > 25_000)).toEqual([]);
  });
});
