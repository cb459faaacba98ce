import { darker, lighter } from '../colour';
import { type Form, vary } from '../look';
import { flatBody, lowerShade, rightShade, roundBody } from '../materials';
import { box, curve, ellipse, type Outline, polygon, polyline, rotated } from '../outline';
import { patternOn, sprig } from '../patterns';
import { clipped, fill, type Shape, stroke } from '../scene';

export const wrapRoll: Form = (look) => {
  const roll = (x: number, tilt: number, colour: string, patterned: boolean): Shape[] => {
    const tube = rotated(box(x - 30, 118, 60, 366, 8), tilt, 300, 480);
    const end = rotated(ellipse(x, 122, 30, 12), tilt, 300, 480);
    return [
      fill(tube, colour),
      ...(patterned ? patternOn(tube, { ...look, pattern: look.pattern === 'plain' ? 'dots' : look.pattern }) : []),
      ...rightShade(tube, 0.66, 0.1),
      fill(end, lighter(colour, 0.5)),
      stroke(rotated(ellipse(x, 122, 13, 5), tilt, 300, 480), darker(colour, 0.25), 3),
    ];
  };
  return [
    ...roll(352, 13, look.accent, false),
    ...roll(248, -11, darker(look.main, 0.12), false),
    ...roll(300, 1, look.main, true),
    fill(rotated(box(264, 330, 74, 26, 4), 1, 300, 480), look.wood),
  ];
};

export const giftBox: Form = (look) => {
  const body = box(156, 288, 288, 192, 6);
  const lid = box(140, 232, 320, 68, 8);
  const bow = (side: number): Outline => [
    ['M', 300, 230],
    ['C', 300 + side * 40, 130, 300 + side * 146, 140, 300 + side * 112, 204],
    ['C', 300 + side * 96, 226, 300 + side * 40, 232, 300, 230],
    ['Z'],
  ];
  return [
    ...flatBody(body, look),
    ...lowerShade(box(156, 300, 288, 16), 0, 0.14),
    fill(lid, darker(look.main, 0.08)),
    ...rightShade(lid, 0.72),
    fill(box(276, 232, 48, 248), look.accent),
    fill(box(308, 232, 16, 248), '#2a2036', 0.1),
    ...[-1, 1].flatMap((side) => [
      fill(bow(side), look.accent),
      stroke(curve([300, 226], [300 + side * 50, 186], [300 + side * 84, 182]), darker(look.accent, 0.22), 5),
    ]),
    fill(ellipse(300, 226, 22), darker(look.accent, 0.12)),
  ];
};

export const sign: Form = (look) => {
  const boardOutline = box(112, 230, 376, 184, 14);
  return [
    stroke(polyline([176, 236], [300, vary(look, 118, 146)], [424, 236]), '#b79b6c', 7),
    fill(ellipse(300, vary(look, 118, 146), 12), look.metal),
    ...flatBody(boardOutline, { ...look, pattern: 'plain' }),
    stroke(box(128, 246, 344, 152, 8), lighter(look.main, 0.75), 5),
    ...sprig(300, 322, 118, { ...look, accent: lighter(look.main, 0.8) }),
    ...[176, 380].map((x) => fill(box(x, 316, 46, 10, 5), lighter(look.main, 0.8))),
  ];
};

export const bunting: Form = (look) => {
  const flags = [0, 1, 2, 3, 4].map((i): Outline => {
    const x = 74 + i * 94;
    const sag = 214 + 46 - 11.5 * (i - 2) ** 2;
    return polygon([x, sag], [x + 80, sag], [x + 40, sag + 122]);
  });
  return [
    stroke(curve([16, 184], [160, 242], [300, 264], [440, 242], [584, 184]), '#b79b6c', 7),
    ...flags.flatMap((outline, i) => {
      const colour = [look.main, look.accent, lighter(look.main, 0.5)][i % 3] ?? look.main;
      return [
        ...(i % 3 === 0 ? [fill(outline, colour), ...patternOn(outline, look)] : [fill(outline, colour)]),
        ...rightShade(outline, 0.6, 0.07),
      ];
    }),
  ];
};

export const bauble: Form = (look) => {
  const ball = ellipse(300, 330, 142);
  return [
    stroke(polyline([300, 0], [300, 158]), '#b79b6c', 5),
    stroke(ellipse(300, 160, 15), look.metal, 7),
    fill(box(270, 172, 60, 32, 8), look.metal),
    fill(ball, look.main),
    ...patternOn(ball, look.pattern === 'plain' ? { ...look, pattern: 'stripes' } : look),
    ...clipped([fill(ellipse(362, 380, 150), '#2a2036', 0.1)], ball),
    fill(rotated(ellipse(238, 270, 20, 38), 35, 238, 270), '#fffdf8', 0.55),
  ];
};

export const star: Form = (look) => {
  const point = (i: number, radius: number): [number, number] => [
    300 + Math.sin((i * Math.PI) / 5) * radius,
    318 - Math.cos((i * Math.PI) / 5) * radius,
  ];
  const tips = Array.from({ length: 10 }, (_, i) => point(i, i % 2 ? 84 : 186));
  const facets = Array.from({ length: 5 }, (_, i) => polygon([300, 318], point(i * 2, 186), point(i * 2 + 1, 84)));
  return [
    stroke(polyline([300, 0], [300, 134]), '#b79b6c', 5),
    fill(ellipse(300, 318, 220), '#ffe3a3', 0.25),
    fill(polygon(...tips), look.main),
    ...facets.map((outline) => fill(outline, '#2a2036', 0.13)),
    fill(ellipse(300, 318, 20), look.accent),
  ];
};

export const heart: Form = (look) => {
  const outline: Outline = [
    ['M', 300, 470],
    ['C', 110, 350, 120, 180, 222, 180],
    ['C', 266, 180, 290, 208, 300, 232],
    ['C', 310, 208, 334, 180, 378, 180],
    ['C', 480, 180, 490, 350, 300, 470],
    ['Z'],
  ];
  return [
    stroke(curve([300, 232], [272, 160], [300, 96], [328, 160], [300, 232]), '#b79b6c', 7),
    ...flatBody(outline, look),
    stroke(curve([172, 270], [180, 226], [212, 212]), '#fffdf8', 12, 0.5),
    ...roundBody(
      [
        [222, 9],
        [232, 10],
        [242, 9],
      ],
      { ...look, pattern: 'plain' },
      look.metal,
    ),
  ];
};
