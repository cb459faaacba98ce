import { darker, lighter } from '../colour';
import { type Form, vary } from '../look';
import { flatBody, glassBody, label, plainBody, roundBody } from '../materials';
import { box, ellipse, polygon, polyline, rotated, turned, type Profile } from '../outline';
import { underLabel } from '../patterns';
import { clipped, fill, stroke } from '../scene';

export const pouch: Form = (look) => {
  const bag = polygon([192, 178], [408, 178], [416, 480], [184, 480]);
  return [
    ...flatBody(bag, { ...look, pattern: 'plain' }),
    fill(box(188, 150, 224, 44, 6), darker(look.main, 0.12)),
    fill(box(196, 168, 208, 6), darker(look.main, 0.3), 0.5),
    ...label(222, 248, 156, 168, look),
    ...clipped([fill(polygon([184, 480], [206, 300], [214, 480]), '#fffdf8', 0.18)], bag),
  ];
};

export const jar: Form = (look) => {
  const glass: Profile = [
    [250, 84],
    [272, 104],
    [300, 110],
    [450, 110],
    [474, 100],
    [480, 92],
  ];
  const inside: Profile = [
    [286, 100],
    [310, 104],
    [446, 104],
    [470, 94],
  ];
  return [
    fill(turned(inside), look.main),
    ...glassBody(glass, look.main),
    ...plainBody(
      [
        [204, 86],
        [212, 92],
        [248, 92],
        [254, 90],
      ],
      look.wood,
    ),
    ...label(232, 322, 136, 116, look),
  ];
};

export const oilBottle: Form = (look) => {
  const glass: Profile = [
    [170, 22],
    [262, 24],
    [300, 60],
    [330, 70],
    [450, 70],
    [480, 64],
  ];
  return [
    fill(
      turned([
        [250, 20],
        [296, 50],
        [330, 62],
        [450, 62],
        [472, 58],
      ]),
      look.main,
    ),
    ...glassBody(glass, look.main),
    ...plainBody(
      [
        [126, 20],
        [138, 24],
        [172, 24],
      ],
      '#3a3330',
    ),
    ...label(246, 346, 108, 104, look),
  ];
};

export const bar: Form = (look) => {
  const tilt = -10;
  const wrap = rotated(box(206, 132, 188, 350, 8), tilt, 300, 306);
  return [
    fill(rotated(box(214, 104, 172, 90, 4), tilt, 300, 306), lighter(look.metal, 0.45)),
    ...[0, 1, 2].map((i) => fill(rotated(box(222 + i * 54, 110, 48, 24, 3), tilt, 300, 306), '#5a3826')),
    ...flatBody(wrap, underLabel(look)),
    fill(rotated(box(226, 232, 148, 150, 8), tilt, 300, 306), lighter(look.main, 0.86)),
    fill(rotated(ellipse(300, 284, 28), tilt, 300, 306), look.accent),
    fill(rotated(box(252, 336, 96, 10, 5), tilt, 300, 306), darker(look.main, 0.4), 0.8),
  ];
};

export const packet: Form = (look) => {
  const front = box(200, 190, 200, 290, 6);
  return [
    ...flatBody(front, underLabel(look)),
    fill(polygon([200, 192], [226, 164], [426, 164], [400, 192]), lighter(look.main, 0.2)),
    fill(polygon([400, 192], [426, 164], [426, 450], [400, 480]), darker(look.main, 0.22)),
    ...label(224, vary(look, 236, 268), 152, 160, look),
  ];
};

export const teaTin: Form = (look) => [
  ...roundBody(
    [
      [236, 92],
      [260, 94],
      [450, 94],
      [480, 92],
    ],
    underLabel(look),
  ),
  ...plainBody(
    [
      [178, 88],
      [190, 98],
      [234, 98],
      [240, 97],
    ],
    darker(look.main, 0.14),
  ),
  fill(ellipse(300, 179, 86, 8), lighter(look.main, 0.2)),
  ...label(244, 290, 112, 130, look),
];

export const matchbox: Form = (look) => {
  const sleeve = box(168, 322, 264, 158, 4);
  const sticks = [0, 1, 2].map((i) => rotated(box(258 + i * 40, 196, 11, 170, 3), -14 + i * 13, 300, 400));
  const heads = [0, 1, 2].map((i) => rotated(ellipse(263.5 + i * 40, 196, 12, 15), -14 + i * 13, 300, 400));
  return [
    ...sticks.map((outline) => fill(outline, '#ecd4ac')),
    ...heads.map((outline) => fill(outline, look.accent)),
    ...flatBody(sleeve, underLabel(look)),
    fill(box(168, 452, 264, 28, 2), darker(look.main, 0.45)),
    fill(ellipse(300, 386, 44), lighter(look.main, 0.86)),
    fill(ellipse(300, 386, 22), look.accent),
  ];
};

export const honeyDipper: Form = (look) => [
  ...jar(look),
  stroke(polyline([452, 470], [420, 250]), look.wood, 11),
  ...[0, 1, 2, 3].map((i) => fill(rotated(box(394, 176 + i * 20, 46, 14, 7), -8, 418, 220), look.wood)),
];
