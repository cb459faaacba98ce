import { darker, lighter } from '../colour';
import type { Form } from '../look';
import { flatBody, rightShade } from '../materials';
import { box, type Outline, polygon, polyline, rotated } from '../outline';
import { underLabel } from '../patterns';
import { fill, type Shape, stroke } from '../scene';
import { artwork } from './artwork';

export const notebook: Form = (look) => {
  const cover = rotated(box(186, 120, 240, 340, 14), -6, 300, 300);
  return [
    fill(rotated(box(194, 132, 242, 338, 10), -6, 300, 300), '#fbf5ea'),
    ...flatBody(cover, underLabel(look)),
    fill(rotated(box(186, 120, 34, 340, 10), -6, 300, 300), '#2a2036', 0.14),
    fill(rotated(box(378, 118, 12, 344), -6, 300, 300), look.accent),
    fill(rotated(box(246, 186, 108, 66, 6), -6, 300, 300), lighter(look.main, 0.85)),
    fill(rotated(box(264, 206, 72, 8, 4), -6, 300, 300), darker(look.main, 0.4)),
    fill(rotated(box(264, 226, 46, 8, 4), -6, 300, 300), darker(look.main, 0.4)),
  ];
};

export const pencils: Form = (look) =>
  [look.main, look.accent, look.wood, lighter(look.main, 0.45)].flatMap((colour, i) => {
    const x = 186 + i * 62;
    const turn = (outline: Outline): Outline => rotated(outline, 14, 300, 300);
    return [
      fill(turn(polygon([x, 176], [x + 40, 176], [x + 20, 112])), '#ecd4ac'),
      fill(turn(polygon([x + 13, 135], [x + 27, 135], [x + 20, 112])), darker(colour, 0.5)),
      fill(turn(box(x, 176, 40, 288)), colour),
      fill(turn(box(x + 26, 176, 14, 288)), '#2a2036', 0.14),
      fill(turn(box(x, 446, 40, 20)), look.metal),
      fill(turn(box(x, 464, 40, 26, 8)), '#e9a6a0'),
    ];
  });

export const framedPrint: Form = (look) => {
  const [width, height] = look.pattern === 'stripes' ? [360, 280] : [280, 370];
  const [x, y] = [300 - width / 2, 300 - height / 2];
  return [
    fill(box(x, y, width, height, 3), look.wood),
    ...rightShade(box(x, y, width, height, 3), 0.92, 0.12),
    fill(box(x + 16, y + 16, width - 32, height - 32), '#fdfaf3'),
    ...artwork(look, x + 48, y + 48, width - 96, height - 96),
  ];
};

export const card: Form = (look) => {
  const front = rotated(box(196, 150, 220, 290, 6), 5, 300, 300);
  return [
    fill(rotated(box(150, 214, 276, 196, 6), -9, 300, 310), lighter(look.accent, 0.5)),
    stroke(rotated(polyline([150, 220], [288, 322], [426, 220]), -9, 300, 310), darker(look.accent, 0.05), 5, 0.8),
    fill(front, '#fdfaf3'),
    ...rotatedShapes(artwork(look, 216, 172, 180, 246), 5),
  ];
};

const rotatedShapes = (shapes: Shape[], degrees: number): Shape[] => {
  const clips = new Map<Outline, Outline>();
  return shapes.map((shape) => {
    if (shape.clip && !clips.has(shape.clip)) clips.set(shape.clip, rotated(shape.clip, degrees, 300, 300));
    const turnedShape = { ...shape, outline: rotated(shape.outline, degrees, 300, 300) };
    return shape.clip ? { ...turnedShape, clip: clips.get(shape.clip) ?? shape.clip } : turnedShape;
  });
};

export const organiser: Form = (look) => [
  fill(rotated(box(196, 190, 16, 170, 6), -8, 204, 400), look.accent),
  fill(rotated(box(238, 170, 14, 190, 6), 3, 245, 400), look.wood),
  fill(rotated(box(270, 200, 16, 170, 6), 9, 278, 400), look.metal),
  ...flatBody(box(168, 318, 138, 162, 10), look),
  fill(box(330, 356, 100, 60, 3), '#fdfaf3'),
  ...flatBody(box(312, 388, 132, 92, 10), { ...look, pattern: 'plain' }),
  fill(box(156, 462, 300, 18, 8), look.wood),
];
