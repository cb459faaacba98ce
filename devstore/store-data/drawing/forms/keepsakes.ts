import { darker, lighter } from '../colour';
import type { Form } from '../look';
import { flatBody, rightShade } from '../materials';
import { box, curve, ellipse, type Outline, type Point, polygon } from '../outline';
import { fill, type Shape, stroke } from '../scene';

export const necklace: Form = (look) => {
  const along = Array.from({ length: 19 }, (_, i): Point => {
    const angle = Math.PI * (0.06 + (0.88 * i) / 18);
    return [300 - Math.cos(angle) * 156, 176 + Math.sin(angle) * 200];
  });
  const bead = ([x, y]: Point, i: number): Shape[] => {
    const radius = 11 + 7 * Math.sin((Math.PI * i) / 18);
    return [
      fill(ellipse(x, y, radius), i % 3 === 1 ? look.accent : look.main),
      fill(ellipse(x - radius * 0.3, y - radius * 0.3, radius * 0.25), '#fffdf8', 0.6),
    ];
  };
  const drop: Outline = [
    ['M', 300, 392],
    ['C', 262, 446, 272, 486, 300, 488],
    ['C', 328, 486, 338, 446, 300, 392],
    ['Z'],
  ];
  return [
    stroke(curve([160, 140], ...along, [440, 140]), look.metal, 4),
    ...along.flatMap(bead),
    fill(drop, darker(look.main, 0.12)),
    ...rightShade(drop, 0.55, 0.14),
    fill(ellipse(300, 392, 9), look.metal),
  ];
};

export const toyBlocks: Form = (look) => {
  const arch: Outline = [
    ['M', 176, 336],
    ['L', 176, 268],
    ['C', 176, 196, 232, 164, 300, 164],
    ['C', 368, 164, 424, 196, 424, 268],
    ['L', 424, 336],
    ['L', 362, 336],
    ['C', 362, 250, 238, 250, 238, 336],
    ['Z'],
  ];
  return [
    ...flatBody(box(150, 336, 144, 144, 8), { ...look, pattern: 'plain' }),
    ...flatBody(box(306, 336, 144, 144, 8), { ...look, pattern: 'plain' }, look.accent),
    fill(ellipse(222, 408, 34), lighter(look.main, 0.55)),
    fill(polygon([378, 372], [414, 440], [342, 440]), lighter(look.accent, 0.6)),
    fill(arch, look.wood),
    ...rightShade(arch, 0.75, 0.1),
    ...flatBody(box(262, 100, 76, 66, 6), { ...look, pattern: 'plain' }, darker(look.main, 0.14)),
  ];
};

export const purse: Form = (look) => {
  const bag: Outline = [
    ['M', 150, 260],
    ['L', 450, 260],
    ['C', 486, 380, 458, 476, 400, 480],
    ['L', 200, 480],
    ['C', 142, 476, 114, 380, 150, 260],
    ['Z'],
  ];
  return [
    ...flatBody(bag, look),
    fill(box(140, 240, 320, 30, 12), look.metal),
    ...rightShade(box(140, 240, 320, 30, 12), 0.7, 0.12),
    ...[-1, 1].map((side) =>
      stroke(curve([300 + side * 3, 242], [300 + side * 10, 220], [300 + side * 22, 214]), look.metal, 9),
    ),
    ...[284, 316].map((x) => fill(ellipse(x, 212, 15), look.accent)),
  ];
};
