import { darker, lighter } from '../colour';
import { type Form, vary } from '../look';
import { flatBody, mouth, plainBody, rightShade, roundBody } from '../materials';
import { box, curve, ellipse, type Outline, rotated, type Profile } from '../outline';
import { fill, stroke } from '../scene';
import { STEEL } from './tableware';

export const pan: Form = (look) => {
  const [cx, cy, r] = [268, 330, vary(look, 142, 158)];
  const grip = rotated(box(cx + r - 14, cy - 17, 186, 34, 17), -45, cx, cy);
  return [
    fill(grip, look.wood),
    ...rightShade(grip, 0.6, 0.08),
    fill(rotated(box(cx + r - 16, cy - 11, 46, 22, 6), -45, cx, cy), look.metal),
    fill(ellipse(cx, cy, r), look.main),
    fill(ellipse(cx, cy, r - 16), darker(look.main, 0.35)),
    fill(ellipse(cx - 6, cy - 6, r - 30), darker(look.main, 0.22)),
    stroke(curve([cx - 92, cy - 42], [cx - 66, cy - 82], [cx - 26, cy - 102]), '#fffdf8', 9, 0.35),
  ];
};

export const casserole: Form = (look) => {
  const body: Profile = [
    [318, 156],
    [400, 157],
    [448, 150],
    [474, 128],
    [480, 118],
  ];
  return [
    ...[-1, 1].map((side) =>
      stroke(
        curve([300 + side * 150, 340], [300 + side * 204, 334], [300 + side * 204, 378], [300 + side * 152, 380]),
        darker(look.main, 0.2),
        20,
      ),
    ),
    ...roundBody(body, look),
    ...plainBody(
      [
        [262, 30],
        [272, 96],
        [296, 150],
        [318, 162],
        [328, 160],
      ],
      lighter(look.main, 0.1),
    ),
    ...plainBody(
      [
        [228, 24],
        [240, 32],
        [254, 22],
        [264, 15],
      ],
      look.metal,
    ),
  ];
};

export const knife: Form = (look) => {
  const tilt = (outline: Outline): Outline => rotated(outline, 24, 300, 300);
  const blade: Outline = [['M', 268, 322], ['L', 268, 96], ['C', 330, 150, 344, 230, 336, 322], ['Z']];
  return [
    fill(tilt(blade), lighter(STEEL, 0.4)),
    fill(
      tilt([['M', 318, 322], ['C', 324, 240, 316, 170, 290, 118], ['C', 330, 160, 344, 230, 336, 322], ['Z']]),
      STEEL,
    ),
    ...flatBody(tilt(box(270, 318, 52, 168, 18)), { ...look, pattern: 'plain' }, look.wood),
    ...[356, 402, 448].map((y) => fill(tilt(ellipse(296, y, 6)), lighter(look.metal, 0.4))),
  ];
};

export const utensils: Form = (look) => {
  const wood = look.wood;
  const stick = (x: number, top: number, tilt: number) => rotated(box(x - 8, top, 16, 480 - top - 60, 8), tilt, x, 420);
  const spoon = rotated(ellipse(240, 168, 32, 48), -9, 240, 420);
  const blade = rotated(box(278, 120, 54, 104, 16), 2, 305, 420);
  const fork = rotated(box(338, 140, 52, 92, 22), 11, 364, 420);
  return [
    fill(stick(240, 196, -9), wood),
    fill(spoon, wood),
    fill(stick(305, 200, 2), darker(wood, 0.12)),
    fill(blade, darker(wood, 0.12)),
    fill(stick(364, 210, 11), lighter(wood, 0.14)),
    fill(fork, lighter(wood, 0.14)),
    ...[-9, 9].map((dx) => fill(rotated(box(364 + dx - 3, 138, 6, 52, 3), 11, 364, 420), darker(wood, 0.35))),
    ...roundBody(
      [
        [318, 88],
        [400, 90],
        [466, 84],
        [480, 76],
      ],
      look,
    ),
    ...mouth(318, 88, look.main).slice(0, 1),
  ];
};

export const mill: Form = (look) => [
  ...roundBody(
    [
      [246, 40],
      [270, 34],
      [330, 44],
      [400, 60],
      [462, 64],
      [480, 60],
    ],
    { ...look, pattern: 'plain' },
  ),
  fill(box(258, 234, 84, 14, 5), look.metal),
  ...plainBody(
    [
      [156, 30],
      [176, 48],
      [208, 50],
      [236, 38],
    ],
    look.main,
  ),
  ...plainBody(
    [
      [130, 10],
      [138, 15],
      [148, 13],
      [158, 8],
    ],
    look.metal,
  ),
];
