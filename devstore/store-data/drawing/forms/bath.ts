import { darker, lighter } from '../colour';
import { type Form, vary } from '../look';
import { flatBody, glassBody, label, plainBody, roundBody } from '../materials';
import { box, curve, ellipse, polyline, rotated, turned, type Profile } from '../outline';
import { underLabel } from '../patterns';
import { clipped, fill, stroke } from '../scene';

export const soap: Form = (look) => {
  const cake = box(156, 330, 288, 150, 52);
  return [
    ...flatBody(cake, { ...look, pattern: 'plain' }),
    fill(box(176, 344, 248, 62, 30), '#fffdf8', 0.25),
    fill(box(232, 322, 136, 164, 6), lighter(look.accent, 0.72)),
    fill(ellipse(300, 388, 30), look.accent),
    fill(box(262, 434, 76, 8, 4), darker(look.accent, 0.4), 0.8),
    ...[
      [206, 296, 17],
      [244, 268, 11],
      [182, 262, 8],
    ].map(([x = 0, y = 0, r = 0]) => stroke(ellipse(x, y, r), '#fffdf8', 4, 0.9)),
  ];
};

export const dispenser: Form = (look) => {
  const half = vary(look, 74, 88);
  const body: Profile = [
    [244, 40],
    [258, half * 0.9],
    [284, half],
    [452, half],
    [480, half * 0.94],
  ];
  return [
    ...roundBody(body, underLabel(look)),
    fill(box(276, 214, 48, 34, 5), look.metal),
    fill(box(293, 168, 14, 52, 4), look.metal),
    stroke(curve([300, 166], [252, 160], [226, 184]), look.metal, 17),
    ...label(300 - 54, 316, 108, 116, look),
  ];
};

export const brush: Form = (look) => {
  const turn = 32;
  const head = rotated(box(238, 108, 124, 150, 56), turn, 300, 300);
  const bristles = Array.from({ length: 7 }, (_, i) => rotated(box(222, 122 + i * 18, 26, 10, 5), turn, 300, 300));
  return [
    ...bristles.map((outline) => fill(outline, '#d6bd92')),
    fill(rotated(box(282, 236, 36, 260, 18), turn, 300, 300), look.wood),
    ...flatBody(head, { ...look, pattern: 'plain' }, look.wood),
    fill(rotated(box(262, 132, 76, 102, 36), turn, 300, 300), look.main),
    stroke(rotated(curve([300, 478], [286, 520], [314, 520], [300, 478]), turn, 300, 300), look.main, 6),
  ];
};

export const basket: Form = (look) => {
  const body: Profile = [
    [270, 154],
    [350, 150],
    [440, 132],
    [480, 120],
  ];
  const weave = [296, 330, 364, 398, 432, 466].map((y, row) =>
    stroke(
      curve(...Array.from({ length: 12 }, (_, i): [number, number] => [130 + i * 31, y + ((i + row) % 2 ? 7 : -7)])),
      darker(look.wood, 0.24),
      5,
      0.7,
    ),
  );
  return [
    ...[-1, 1].map((side) =>
      stroke(
        curve([300 + side * 132, 284], [300 + side * 140, 208], [300 + side * 84, 214], [300 + side * 88, 282]),
        darker(look.wood, 0.16),
        15,
      ),
    ),
    ...plainBody(body, look.wood),
    ...clipped(weave, turned(body)),
    ...clipped([fill(box(100, 404, 400, 100), look.main, 0.9)], turned(body)),
    fill(box(142, 258, 316, 26, 13), darker(look.wood, 0.1)),
  ];
};

export const diffuser: Form = (look) => {
  const reeds = [-16, -9, -3, 4, 10, 17].map((tilt, i) =>
    rotated(polyline([300 + (i - 2.5) * 6, 330], [300 + (i - 2.5) * 6, 108]), tilt, 300, 400),
  );
  return [
    ...reeds.map((outline) => stroke(outline, look.wood, 6)),
    fill(
      turned([
        [380, 88],
        [440, 92],
        [470, 84],
      ]),
      look.main,
      0.85,
    ),
    ...glassBody(
      [
        [268, 26],
        [300, 30],
        [330, 74],
        [380, 96],
        [446, 96],
        [480, 84],
      ],
      look.main,
    ),
    fill(box(268, 256, 64, 26, 6), look.metal),
    ...label(300 - 46, 372, 92, 84, look),
  ];
};

export const toothbrushCup: Form = (look) => [
  ...[-8, 9].flatMap((tilt, i) => {
    const turn = (x: number, y: number, w: number, h: number, r: number) => rotated(box(x, y, w, h, r), tilt, 300, 440);
    const x = 274 + i * 36;
    return [fill(turn(x, 150, 15, 240, 7), i ? look.accent : look.wood), fill(turn(x + 12, 154, 20, 56, 4), '#fbf5ea')];
  }),
  ...roundBody(
    [
      [322, 78],
      [400, 80],
      [462, 74],
      [480, 64],
    ],
    look,
  ),
  fill(ellipse(300, 322, 78, 10), darker(look.main, 0.24)),
];
