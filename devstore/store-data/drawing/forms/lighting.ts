import { darker, lighter } from '../colour';
import { type Form, vary } from '../look';
import { plainBody } from '../materials';
import { box, curve, ellipse, type Outline, polygon, polyline, turned } from '../outline';
import { patternOn } from '../patterns';
import { GLOW } from './candlelight';
import { clipped, fill, type Shape, stroke } from '../scene';

/** A lampshade between two heights, lit from within. */
function shade(look: Parameters<Form>[0], top: number, bottom: number, narrow: number, wide: number): Shape[] {
  const outline = polygon([300 - narrow, top], [300 + narrow, top], [300 + wide, bottom], [300 - wide, bottom]);
  const right = polygon(
    [300 + narrow * 0.4, top],
    [300 + narrow, top],
    [300 + wide, bottom],
    [300 + wide * 0.4, bottom],
  );
  return [
    fill(outline, look.main),
    ...patternOn(outline, look),
    fill(right, '#2a2036', 0.1),
    fill(ellipse(300, bottom, wide, wide * 0.07), lighter(GLOW, 0.25)),
  ];
}

export const tableLamp: Form = (look) => {
  const wide = vary(look, 126, 156);
  return [
    fill(ellipse(300, 300, 200), GLOW, 0.22),
    ...plainBody(
      [
        [296, 12],
        [330, 16],
        [372, 46],
        [420, 62],
        [456, 46],
        [480, 66],
      ],
      look.wood,
    ),
    fill(box(292, 268, 16, 60, 4), look.metal),
    ...shade(look, 128, 280, wide * 0.58, wide),
  ];
};

export const floorLamp: Form = (look) => [
  fill(ellipse(300, 200, 170), GLOW, 0.22),
  ...[-1, 1].map((side) => stroke(polyline([300, 220], [300 + side * 92, 492]), look.wood, 13)),
  stroke(polyline([300, 220], [300, 486]), darker(look.wood, 0.18), 13),
  ...shade(look, 92, 216, 82, vary(look, 116, 134)),
];

export const pendant: Form = (look) => {
  const dome: Outline = [
    ['M', 160, 380],
    ['C', 160, 270, 230, 214, 300, 214],
    ['C', 370, 214, 440, 270, 440, 380],
    ['Z'],
  ];
  return [
    fill(polygon([170, 382], [430, 382], [540, 600], [60, 600]), GLOW, 0.28),
    stroke(polyline([300, 0], [300, 190]), '#3a3330', 6),
    fill(box(280, 178, 40, 44, 8), look.metal),
    fill(dome, look.main),
    ...patternOn(dome, look),
    ...clipped(
      [
        fill(box(352, 200, 120, 190), '#2a2036', 0.1),
        stroke(curve([190, 360], [206, 300], [244, 256]), '#fffdf8', 9, 0.35),
      ],
      dome,
    ),
    fill(ellipse(300, 380, 140, 15), darker(look.main, 0.3)),
    fill(ellipse(300, 384, 46, 22), lighter(GLOW, 0.4)),
  ];
};

export const bulb: Form = (look) => {
  const glass = ellipse(300, 240, 104, 108);
  return [
    fill(ellipse(300, 250, 196), GLOW, 0.3),
    fill(
      turned([
        [232, 103],
        [290, 92],
        [340, 56],
        [372, 44],
      ]),
      GLOW,
    ),
    fill(glass, GLOW),
    stroke(curve([274, 372], [262, 270], [286, 240], [300, 286], [314, 240], [338, 270], [326, 372]), '#d98a3d', 6),
    stroke(curve([224, 262], [226, 206], [262, 166]), '#fffdf8', 12, 0.85),
    ...plainBody(
      [
        [368, 46],
        [390, 46],
        [444, 42],
        [462, 26],
        [480, 16],
      ],
      look.metal,
    ),
    ...[392, 412, 432].map((y) => stroke(polyline([256, y], [344, y + 5]), darker(look.metal, 0.28), 7)),
  ];
};

export const stringLights: Form = (look) => {
  const drops = [90, 170, 250, 330, 410, 490].map((x, i): [number, number] => [
    x,
    236 + Math.sin(i * 1.3) * 30 + (i % 2) * 26,
  ]);
  return [
    stroke(curve([20, 180], ...drops.map(([x, y]): [number, number] => [x, y - 24]), [580, 190]), '#3a3330', 6),
    ...drops.flatMap(([x, y], i) => [
      fill(ellipse(x, y + 44, 52), GLOW, 0.35),
      fill(box(x - 10, y - 18, 20, 24, 4), look.metal),
      fill(ellipse(x, y + 36, 25, 33), i % 2 ? look.main : GLOW),
      fill(ellipse(x - 8, y + 26, 6, 10), '#fffdf8', 0.7),
    ]),
  ];
};
