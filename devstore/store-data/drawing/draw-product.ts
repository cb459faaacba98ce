import { hashText } from '../seeded-random';
import { chooseForm, chooseLook, type Drawable } from './choose-look';
import { type Colour, darker, lighter } from './colour';
import { encodePng } from './encode-png';
import { fitToRoom } from './fit';
import { FORMS, type Setting } from './form-catalogue';
import { FLOOR } from './look';
import { boundsOf, box, ellipse } from './outline';
import { groundFor } from './palette';
import { rasterise } from './rasterise';
import { CANVAS, fill, type Scene, type Shape } from './scene';
import { writeSvg } from './write-svg';

export type { Drawable } from './choose-look';

const SMALLEST = 16;
const LARGEST = 2000;

/** The product's picture as an SVG document, 600 × 600. The same product always gives the same document. */
export function drawProductImage(product: Drawable): string {
  return writeSvg(sceneOf(product));
}

/** The same picture as a PNG of `size` × `size` pixels (16 to 2000), for mail clients, which show no SVG. */
export function drawProductPng(product: Drawable, size: number): Buffer {
  if (!Number.isInteger(size) || size < SMALLEST || size > LARGEST) {
    throw new Error(
      `drawProductPng: size ${size} is not usable; give a whole number of pixels from ${SMALLEST} to ${LARGEST}`,
    );
  }
  return encodePng(rasterise(sceneOf(product), size), size);
}

export function sceneOf(product: Drawable): Scene {
  const look = chooseLook(product);
  const { draw, setting } = FORMS[chooseForm(product)];
  const ground = groundFor(look.main, hashText(`${product.handle}/ground`));
  const thing = fitToRoom(draw(look), setting === 'floor' ? FLOOR : null);
  return {
    title: product.title,
    ground,
    shapes: [...backdrop(setting, ground), ...shadowOf(setting, thing, ground), ...thing],
  };
}

function backdrop(setting: Setting, ground: Colour): Shape[] {
  if (setting === 'floor') return [fill(box(0, 424, CANVAS, CANVAS - 424), darker(ground, 0.07))];
  if (setting === 'wall') return [];
  return [fill(ellipse(300, 300, 262), lighter(ground, 0.42))];
}

/** Things that stand throw a flat shadow on the floor; what lies or hangs throws none that would be seen at this size. */
function shadowOf(setting: Setting, thing: Shape[], ground: Colour): Shape[] {
  if (setting !== 'floor') return [];
  const feet = thing.filter((shape) => !shape.clip && shape.opacity >= 0.5).map((shape) => boundsOf(shape.outline));
  const low = feet.filter(({ bottom }) => bottom > 440);
  if (low.length === 0) return [];
  const left = Math.min(...low.map((foot) => foot.left));
  const right = Math.max(...low.map((foot) => foot.right));
  const half = Math.min(250, (right - left) * 0.5 + 16);
  return [fill(ellipse((left + right) / 2 + 10, 480, half, 17), darker(ground, 0.55), 0.28)];
}
