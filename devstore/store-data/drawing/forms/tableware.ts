import { darker, lighter } from '../colour';
import { type Form, vary } from '../look';
import { flatBody, mouth, plainBody, rightShade, roundBody, woodBody } from '../materials';
import { box, curve, ellipse, polygon, type Profile } from '../outline';
import { patternOn } from '../patterns';
import { clipped, fill, stroke } from '../scene';

/** Blades and prongs are steel, whatever the fittings are made of. */
export const STEEL = '#98a3aa';

export const plate: Form = (look) => {
  const rim = ellipse(300, 300, 190);
  return [
    fill(rim, look.main),
    ...clipped([fill(ellipse(330, 330, 190), '#2a2036', 0.05)], rim),
    stroke(ellipse(300, 300, 178), look.accent, look.pattern === 'plain' ? 3 : 7, 0.8),
    fill(ellipse(300, 300, 128), lighter(look.main, 0.28)),
    ...(look.pattern === 'sprig' || look.pattern === 'dots' ? patternOn(ellipse(300, 300, 120), look) : []),
    stroke(ellipse(300, 300, 128), darker(look.main, 0.12), 3, 0.6),
    stroke(curve([196, 190], [236, 158], [286, 144]), '#fffdf8', 8, 0.5),
  ];
};

export const bowl: Form = (look) => {
  const half = vary(look, 150, 176);
  const body: Profile = [
    [326, half],
    [372, half * 0.93],
    [424, half * 0.68],
    [458, half * 0.4],
    [480, half * 0.36],
  ];
  return [...roundBody(body, look), ...mouth(326, half, look.main)];
};

export const board: Form = (look) => {
  const wide = vary(look, 150, 190);
  const slab = box(300 - wide / 2, 226, wide, 270, 34);
  const grip = box(272, 96, 56, 160, 26);
  return [
    fill(grip, look.wood),
    ...rightShade(grip, 0.7, 0.06),
    ...woodBody(slab, look.wood),
    fill(ellipse(300, 128, 13), darker(look.wood, 0.45)),
    stroke(curve([300, 128], [270, 96], [300, 78], [330, 96], [300, 128]), look.main, 6),
  ];
};

export const cutlery: Form = (look) => {
  const { main } = look;
  const metal = STEEL;
  const handle = (x: number) => [
    fill(box(x - 7, 250, 14, 110, 6), metal),
    fill(box(x - 13, 336, 26, 158, 13), main),
    ...rightShade(box(x - 13, 336, 26, 158, 13), 0.6, 0.12),
  ];
  const tines = [-21, -7, 7, 21].map((dx) => fill(box(190 + dx - 4, 112, 8, 92, 4), metal));
  return [
    ...handle(190),
    ...tines,
    fill(curve([165, 190], [168, 240], [190, 262], [212, 240], [215, 190]), metal),
    ...handle(300),
    fill([['M', 284, 270], ['L', 284, 118], ['C', 318, 130, 330, 200, 316, 270], ['Z']], metal),
    ...handle(410),
    fill(ellipse(410, 176, 36, 64), metal),
    fill(ellipse(404, 170, 22, 46), lighter(metal, 0.35)),
  ];
};

export const tray: Form = (look) => {
  const base = box(110, 180, 380, 250, 60);
  return [
    ...flatBody(base, look),
    stroke(box(122, 192, 356, 226, 50), darker(look.main, 0.16), 8),
    ...[-1, 1].map((side) => fill(box(300 + side * 166 - 9, 272, 18, 66, 9), darker(look.main, 0.35))),
  ];
};

export const tin: Form = (look) => {
  const body: Profile = [
    [270, 122],
    [300, 124],
    [440, 124],
    [480, 120],
  ];
  return [
    ...roundBody(body, look),
    ...plainBody(
      [
        [222, 120],
        [236, 130],
        [276, 130],
        [282, 128],
      ],
      lighter(look.main, 0.14),
    ),
    fill(box(170, 274, 260, 6), darker(look.main, 0.28), 0.6),
    ...plainBody(
      [
        [196, 16],
        [206, 22],
        [216, 16],
        [224, 12],
      ],
      look.metal,
    ),
  ];
};

export const cakeStand: Form = (look) => [
  ...roundBody(
    [
      [368, 22],
      [400, 16],
      [440, 22],
      [468, 78],
      [480, 84],
    ],
    { ...look, pattern: 'plain' },
  ),
  ...plainBody(
    [
      [330, 180],
      [344, 178],
      [362, 120],
      [370, 40],
    ],
    look.main,
  ),
  fill(ellipse(300, 330, 180, 17), lighter(look.main, 0.3)),
  fill(box(210, 236, 180, 92, 10), '#d9a066'),
  fill(
    [
      ['M', 206, 246],
      ['C', 206, 206, 394, 206, 394, 246],
      ['L', 394, 268],
      ['C', 370, 296, 362, 262, 338, 270],
      ['C', 318, 292, 300, 262, 276, 272],
      ['C', 252, 294, 232, 264, 206, 270],
      ['Z'],
    ],
    '#fbeee0',
  ),
  fill(ellipse(300, 208, 17), '#c2453f'),
  fill(polygon([298, 196], [304, 180], [308, 182], [302, 197]), '#5a3a2c'),
];
