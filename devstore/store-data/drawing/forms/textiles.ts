import { darker, lighter } from '../colour';
import { type Form, vary } from '../look';
import { flatBody, lowerShade, rightShade } from '../materials';
import { blob, box, curve, ellipse, type Outline, polyline } from '../outline';
import { patternOn } from '../patterns';
import { clipped, fill, type Shape, stroke } from '../scene';

export const cushion: Form = (look) => {
  const outline: Outline = [
    ['M', 132, 176],
    ['C', 240, 196, 360, 196, 468, 176],
    ['C', 450, 270, 450, 380, 468, 474],
    ['C', 360, 456, 240, 456, 132, 474],
    ['C', 150, 380, 150, 270, 132, 176],
    ['Z'],
  ];
  return [
    ...flatBody(outline, look),
    ...lowerShade(outline, 0.86, 0.08),
    stroke(outline, darker(look.main, 0.16), 6),
    stroke(curve([172, 226], [168, 300], [172, 360]), '#fffdf8', 8, 0.3),
  ];
};

/** A pile of folded cloth: layers from the bottom up, each with its rounded fold at the left. */
function pile(look: Parameters<Form>[0], layers: { height: number; colour: string }[]): Shape[] {
  let bottom = 480;
  return layers.flatMap(({ height, colour }, index) => {
    const inset = index * 6;
    const outline = box(140 + inset, bottom - height, 320 - inset * 2, height, height * 0.46);
    bottom -= height - 2;
    return [
      ...flatBody(outline, look, colour),
      ...clipped(
        [
          stroke(
            curve([150 + inset, bottom + height * 0.5], [280, bottom + height * 0.53], [470, bottom + height * 0.5]),
            darker(colour, 0.24),
            4,
            0.55,
          ),
        ],
        outline,
      ),
      ...lowerShade(outline, 0.82, 0.09),
    ];
  });
}

export const throwBlanket: Form = (look) => {
  const fringe = Array.from({ length: 13 }, (_, i) =>
    stroke(polyline([168 + i * 22, 392], [168 + i * 22, 426]), lighter(look.main, 0.4), 7),
  );
  const drape = box(156, 262, 288, 132, 14);
  return [
    ...pile(
      look,
      [74, 74, 74].map((height) => ({ height, colour: darker(look.main, 0.12) })),
    ),
    ...fringe,
    ...flatBody(drape, look),
    ...lowerShade(drape, 0.9, 0.06),
  ];
};

export const towels: Form = (look) =>
  pile(look, [
    { height: 78, colour: look.main },
    { height: 74, colour: lighter(look.main, 0.35) },
    { height: 70, colour: look.main },
    { height: vary(look, 52, 64), colour: look.accent },
  ]);

export const bedLinen: Form = (look) => {
  const pillow = blob([166, 222], [300, 206], [434, 222], [452, 268], [432, 314], [300, 322], [168, 314], [148, 268]);
  return [
    ...pile(look, [
      { height: 72, colour: look.main },
      { height: 64, colour: lighter(look.main, 0.4) },
      { height: 40, colour: look.accent },
    ]),
    ...flatBody(pillow, look),
    ...lowerShade(pillow, 0.7, 0.08),
    stroke(curve([184, 246], [200, 236], [230, 230]), '#fffdf8', 7, 0.5),
  ];
};

export const rug: Form = (look) => {
  const field = box(150, 120, 300, 360, 4);
  const fringe = Array.from({ length: 15 }, (_, i) =>
    [96, 480].map((y) => stroke(polyline([157 + i * 20.5, y], [157 + i * 20.5, y + 24]), lighter(look.main, 0.55), 5)),
  ).flat();
  return [
    ...fringe,
    ...flatBody(field, { ...look, pattern: look.pattern === 'plain' ? 'waves' : look.pattern }),
    stroke(box(170, 140, 260, 320), lighter(look.main, 0.6), 5),
    stroke(box(182, 152, 236, 296), look.accent, 5),
  ];
};

export const roundRug: Form = (look) => [
  fill(ellipse(300, 300, 200), look.main),
  stroke(ellipse(300, 300, 172), look.accent, 18),
  stroke(ellipse(300, 300, 128), lighter(look.main, 0.35), 14),
  stroke(ellipse(300, 300, 86), look.accent, 12),
  fill(ellipse(300, 300, 44), lighter(look.main, 0.35)),
];

export const curtain: Form = (look) => {
  const panel = (left: number): Shape[] => {
    const outline: Outline = [
      ['M', left, 110],
      ['L', left + 168, 110],
      ['C', left + 176, 250, left + 160, 380, left + 176, 520],
      ['L', left - 6, 520],
      ['C', left + 8, 380, left - 8, 250, left, 110],
      ['Z'],
    ];
    const folds = [40, 84, 128].map((x) => fill(box(left + x, 110, 18, 420), '#2a2036', 0.08));
    return [fill(outline, look.main), ...patternOn(outline, look), ...clipped(folds, outline)];
  };
  return [
    fill(box(60, 90, 480, 14, 7), look.wood),
    ...[60, 540].map((x) => fill(ellipse(x, 97, 15), look.wood)),
    ...panel(112),
    ...panel(320),
    ...[124, 166, 208, 250, 332, 374, 416, 458].map((x) => stroke(ellipse(x, 100, 11), look.metal, 5)),
  ];
};

export const teaTowel: Form = (look) => {
  const cloth: Outline = [
    ['M', 210, 150],
    ['C', 260, 170, 340, 170, 390, 150],
    ['L', 400, 470],
    ['C', 340, 486, 260, 486, 200, 470],
    ['Z'],
  ];
  return [
    fill(box(120, 138, 360, 14, 7), look.wood),
    ...flatBody(cloth, { ...look, pattern: look.pattern === 'plain' ? 'stripes' : look.pattern }),
    ...clipped([fill(box(262, 140, 16, 360), '#2a2036', 0.06)], cloth),
    fill(ellipse(120, 145, 13), look.wood),
    fill(ellipse(480, 145, 13), look.wood),
  ];
};

export const picnicBlanket: Form = (look) => {
  const roll = box(140, 330, 320, 150, 74);
  return [
    ...flatBody(roll, { ...look, pattern: 'checks' }),
    fill(ellipse(424, 405, 62, 72), lighter(look.main, 0.2)),
    stroke(
      curve([424, 352], [468, 380], [462, 446], [404, 456], [384, 404], [410, 372], [440, 392], [436, 424], [416, 424]),
      darker(look.main, 0.3),
      6,
    ),
    ...[212, 328].map((x) => fill(box(x, 324, 26, 162, 6), '#8a5a3b')),
    stroke(curve([225, 326], [240, 248], [326, 248], [341, 326]), '#8a5a3b', 18),
    ...rightShade(roll, 0.92, 0.05),
  ];
};
