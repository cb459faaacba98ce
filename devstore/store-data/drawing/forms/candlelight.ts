import { lighter } from '../colour';
import { type Form, vary } from '../look';
import { glassBody, label, mouth, plainBody, roundBody } from '../materials';
import { box, curve, ellipse, polygon, polyline, turned } from '../outline';
import { underLabel } from '../patterns';
import { fill, type Shape, stroke } from '../scene';

/** The light of flames and bulbs. */
export const GLOW = '#ffe3a3';

const flame = (x: number, y: number, size = 1): Shape[] => [
  fill(ellipse(x, y - 22 * size, 60 * size), GLOW, 0.35),
  fill(
    [
      ['M', x, y],
      ['C', x - 26 * size, y - 14 * size, x - 10 * size, y - 40 * size, x, y - 66 * size],
      ['C', x + 10 * size, y - 40 * size, x + 26 * size, y - 14 * size, x, y],
      ['Z'],
    ],
    '#f4a340',
  ),
  fill(ellipse(x, y - 14 * size, 7 * size, 13 * size), '#fff1c9'),
];

export const candle: Form = (look) => {
  const half = vary(look, 92, 108);
  return [
    ...roundBody(
      [
        [268, half],
        [300, half * 1.01],
        [452, half],
        [474, half * 0.94],
        [480, half * 0.86],
      ],
      underLabel(look),
    ),
    ...mouth(268, half, look.main),
    fill(ellipse(300, 270, half - 9, half * 0.09), '#fbf3e2'),
    stroke(polyline([300, 268], [300, 246]), '#3a3330', 5),
    ...flame(300, 250),
    ...label(300 - 56, 326, 112, 112, look),
  ];
};

export const tapers: Form = (look) => {
  const stick = (x: number, top: number): Shape[] => [
    fill(box(x - 14, top, 28, 420 - top, 5), look.main),
    fill(box(x + 4, top, 10, 420 - top, 4), '#2a2036', 0.1),
    stroke(polyline([x, top], [x, top - 12]), '#3a3330', 4),
    ...flame(x, top - 10, 0.62),
  ];
  const holder = (x: number): Shape[] =>
    plainBody(
      [
        [398, 26],
        [420, 24],
        [440, 14],
        [460, 42],
        [480, 54],
      ],
      look.metal,
      x,
    );
  return [...stick(220, 226), ...stick(300, 176), ...stick(380, 252), ...[220, 300, 380].flatMap(holder)];
};

export const lantern: Form = (look) => [
  stroke(curve([246, 176], [264, 92], [336, 92], [354, 176]), look.metal, 10),
  fill(polygon([248, 168], [352, 168], [412, 228], [188, 228]), look.main),
  fill(box(196, 228, 208, 228), GLOW, 0.55),
  ...roundBody(
    [
      [360, 40],
      [400, 41],
      [456, 40],
    ],
    { ...look, pattern: 'plain' },
    '#fbf3e2',
  ),
  ...flame(300, 350, 0.9),
  ...[200, 296, 392].map((x) => fill(box(x - 4 + (x === 296 ? 4 : 0), 228, 8, 228), look.main, x === 296 ? 0.55 : 1)),
  fill(box(182, 450, 236, 30, 5), look.main),
  fill(polygon([320, 168], [352, 168], [412, 228], [340, 228]), '#2a2036', 0.12),
];

export const glassVotive: Form = (look) => [
  ...glassBody(
    [
      [300, 96],
      [380, 92],
      [464, 78],
      [480, 66],
    ],
    look.main,
  ),
  fill(
    turned([
      [400, 62],
      [450, 60],
      [466, 54],
    ]),
    '#fbf3e2',
  ),
  ...flame(300, 396, 1.05),
  stroke(ellipse(300, 300, 96, 12), lighter(look.main, 0.4), 4),
];
