import { darker, lighter } from '../colour';
import { type Form, vary } from '../look';
import { flatBody, plainBody, rightShade, woodBody } from '../materials';
import { box, curve, ellipse, type Outline, polygon, polyline } from '../outline';
import { clipped, fill, type Shape, stroke } from '../scene';

const legs = (colour: string, from: number, ...xs: [top: number, foot: number][]): Shape[] =>
  xs.map(([top, foot]) => stroke(polyline([top, from], [foot, 474]), colour, 13));

export const chair: Form = (look) => {
  const back: Outline = [
    ['M', 196, 280],
    ['C', 186, 180, 200, 128, 226, 120],
    ['L', 374, 120],
    ['C', 400, 128, 414, 180, 404, 280],
    ['Z'],
  ];
  const seat = box(178, 286, 244, 48, 22);
  return [
    ...legs(darker(look.wood, 0.18), 330, [234, 222], [366, 378]),
    ...legs(look.wood, 330, [208, 184], [392, 416]),
    stroke(polyline([206, 310], [214, 236]), look.wood, 12),
    stroke(polyline([394, 310], [386, 236]), look.wood, 12),
    ...flatBody(back, look),
    ...flatBody(seat, { ...look, pattern: 'plain' }),
    fill(box(178, 318, 244, 16, 8), '#2a2036', 0.12),
  ];
};

export const armchair: Form = (look) => {
  const back = box(178, 150, 244, 240, 64);
  return [
    ...legs(look.wood, 440, [186, 172], [414, 428]),
    ...flatBody(back, look),
    ...[120, 396].flatMap((x) => [
      fill(box(x, 268, 84, 182, 38), darker(look.main, 0.1)),
      ...rightShade(box(x, 268, 84, 182, 38), 0.75, 0.07),
    ]),
    ...flatBody(box(192, 336, 216, 78, 26), { ...look, pattern: 'plain' }, lighter(look.main, 0.12)),
    fill(box(176, 410, 248, 40, 14), darker(look.main, 0.16)),
  ];
};

export const stool: Form = (look) => [
  ...legs(darker(look.wood, 0.18), 270, [270, 250], [330, 350]),
  ...legs(look.wood, 270, [214, 168], [386, 432]),
  stroke(polyline([196, 404], [404, 404]), look.wood, 10),
  ...plainBody(
    [
      [216, 126],
      [234, 142],
      [262, 142],
      [276, 128],
    ],
    look.main,
  ),
  fill(ellipse(300, 220, 124, 14), lighter(look.main, 0.2)),
];

export const sideTable: Form = (look) => {
  const half = vary(look, 138, 170);
  return [
    ...legs(darker(look.wood, 0.18), 292, [300, 300]),
    ...legs(look.wood, 292, [300 - half * 0.7, 300 - half * 0.92], [300 + half * 0.7, 300 + half * 0.92]),
    ...plainBody(
      [
        [262, half],
        [284, half],
        [298, half * 0.9],
      ],
      look.main,
    ),
    fill(ellipse(300, 264, half, 22), lighter(look.main, 0.18)),
  ];
};

export const shelf: Form = (look) => {
  const things = [
    fill(box(150, 186, 24, 86, 3), look.main),
    fill(box(178, 200, 20, 72, 3), look.accent),
    fill(box(202, 178, 26, 94, 3), lighter(look.main, 0.4)),
    fill(ellipse(392, 244, 34, 28), look.accent),
    fill(box(372, 214, 40, 16, 6), look.accent),
    fill(box(186, 336, 92, 74, 8), lighter(look.wood, 0.5)),
    fill(ellipse(378, 372, 26, 38), look.main),
    fill(box(366, 326, 24, 20, 4), look.main),
  ];
  return [
    ...[128, 472].map((x) => fill(box(x - 7, 112, 14, 368, 5), look.metal)),
    ...things,
    ...[128, 272, 410].flatMap((y) => woodBody(box(112, y, 376, 22, 4), look.wood)),
  ];
};

export const mirror: Form = (look) => {
  const round = look.build > 0.45;
  const [outer, inner] = round
    ? [ellipse(300, 300, 178), ellipse(300, 300, 156)]
    : [box(176, 96, 248, 404, 124), box(196, 116, 208, 364, 104)];
  const gleam = (x: number, width: number): Shape =>
    fill(polygon([x, 520], [x + width, 520], [x + width + 170, 60], [x + 170, 60]), '#ffffff', 0.42);
  return [
    fill(outer, look.metal),
    ...rightShade(outer, 0.8, 0.1),
    fill(inner, '#d5e2e4'),
    ...clipped([gleam(150, 46), gleam(222, 18)], inner),
  ];
};

export const clock: Form = (look) => {
  const mark = (i: number, from: number, width: number): Shape => {
    const angle = (i * Math.PI) / 6;
    const [x, y] = [Math.sin(angle), -Math.cos(angle)];
    return stroke(
      polyline([300 + x * from, 300 + y * from], [300 + x * 146, 300 + y * 146]),
      darker(look.main, 0.5),
      width,
    );
  };
  return [
    fill(ellipse(300, 300, 186), look.wood),
    ...rightShade(ellipse(300, 300, 186), 0.82, 0.12),
    fill(ellipse(300, 300, 166), lighter(look.main, 0.72)),
    ...Array.from({ length: 12 }, (_, i) => mark(i, i % 3 ? 134 : 118, i % 3 ? 6 : 11)),
    stroke(polyline([300, 300], [234, 262]), darker(look.main, 0.6), 14),
    stroke(polyline([300, 300], [360, 192]), darker(look.main, 0.6), 9),
    fill(ellipse(300, 300, 14), look.accent),
  ];
};

export const hooks: Form = (look) => [
  ...woodBody(box(96, 222, 408, 62, 14), look.wood),
  ...[164, 255, 345, 436].flatMap((x, i) => [
    stroke(curve([x, 256], [x, 318], [x + 26, 336], [x + 36, 306]), look.metal, 12),
    fill(ellipse(x, 254, 15), i % 2 ? look.accent : look.main),
  ]),
  fill(polygon([214, 330], [330, 330], [342, 474], [202, 474]), look.main),
  ...rightShade(polygon([214, 330], [330, 330], [342, 474], [202, 474]), 0.72),
  stroke(curve([236, 334], [250, 270], [300, 270], [306, 334]), darker(look.main, 0.2), 9),
];

export const parasol: Form = (look) => {
  const dome: Outline = [
    ['M', 70, 290],
    ['C', 110, 160, 210, 104, 300, 100],
    ['C', 390, 104, 490, 160, 530, 290],
    ['C', 490, 262, 438, 262, 415, 290],
    ['C', 380, 262, 330, 262, 300, 290],
    ['C', 270, 262, 220, 262, 185, 290],
    ['C', 162, 262, 110, 262, 70, 290],
    ['Z'],
  ];
  const panels: Outline[] = [
    [['M', 185, 300], ['C', 200, 200, 250, 130, 300, 98], ['C', 300, 160, 300, 230, 300, 300], ['Z']],
    [['M', 415, 300], ['C', 420, 200, 370, 130, 300, 98], ['C', 420, 120, 500, 200, 540, 300], ['Z']],
  ];
  return [
    fill(box(293, 90, 14, 396, 6), look.wood),
    fill(dome, look.main),
    ...clipped(
      panels.map((outline) => fill(outline, lighter(look.main, 0.72))),
      dome,
    ),
    ...rightShade(dome, 0.74, 0.08),
    fill(ellipse(300, 96, 12), look.wood),
    fill(box(236, 466, 128, 22, 10), look.metal),
  ];
};

export const hammock: Form = (look) => {
  const bed: Outline = [['M', 76, 262], ['C', 170, 420, 430, 420, 524, 262], ['C', 440, 340, 160, 340, 76, 262], ['Z']];
  return [
    ...[40, 560].map((x) => fill(box(x - 11, 130, 22, 350, 8), look.wood)),
    stroke(polyline([46, 196], [78, 264]), '#d9c6a5', 7),
    stroke(polyline([554, 196], [522, 264]), '#d9c6a5', 7),
    ...flatBody(bed, { ...look, pattern: look.pattern === 'plain' ? 'stripes' : look.pattern }),
    ...Array.from({ length: 9 }, (_, i) =>
      stroke(
        polyline([140 + i * 40, 366 - Math.abs(i - 4) * 9], [140 + i * 40, 404 - Math.abs(i - 4) * 9]),
        lighter(look.main, 0.4),
        5,
      ),
    ),
  ];
};
