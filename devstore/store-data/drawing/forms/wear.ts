import { darker, lighter } from '../colour';
import type { Form } from '../look';
import { flatBody, lowerShade } from '../materials';
import { box, curve, ellipse, mirrored, type Outline, polygon, polyline, rotated } from '../outline';
import { patternOn } from '../patterns';
import { clipped, fill, type Shape, stroke } from '../scene';

const ribs = (outline: Outline, colour: string, from: number, to: number, top: number, bottom: number): Shape[] =>
  clipped(
    Array.from({ length: Math.floor((to - from) / 14) }, (_, i) =>
      stroke(polyline([from + 7 + i * 14, top], [from + 7 + i * 14, bottom]), darker(colour, 0.2), 3, 0.5),
    ),
    outline,
  );

export const jumper: Form = (look) => {
  const sleeve: Outline = [
    ['M', 214, 150],
    ['C', 150, 160, 118, 260, 92, 420],
    ['L', 156, 442],
    ['C', 172, 370, 190, 320, 214, 280],
    ['Z'],
  ];
  const body: Outline = [['M', 204, 148], ['C', 250, 136, 350, 136, 396, 148], ['L', 404, 468], ['L', 196, 468], ['Z']];
  const hem = box(192, 436, 216, 44, 8);
  const cuff = polygon([88, 412], [160, 434], [152, 474], [78, 452]);
  const dark = darker(look.main, 0.14);
  return [
    ...[sleeve, mirrored(sleeve)].flatMap((outline) => [
      fill(outline, darker(look.main, 0.07)),
      ...patternOn(outline, { ...look, pattern: look.pattern === 'stripes' ? 'stripes' : 'plain' }),
    ]),
    ...[cuff, mirrored(cuff)].map((outline) => fill(outline, dark)),
    ...flatBody(body, look),
    fill(hem, dark),
    ...ribs(hem, look.main, 192, 408, 438, 480),
    fill(ellipse(300, 146, 60, 22), darker(look.main, 0.38)),
    stroke(curve([238, 144], [256, 172], [300, 182], [344, 172], [362, 144]), dark, 17),
  ];
};

export const socks: Form = (look) => {
  const sock = (dx: number, colour: string): Shape[] => {
    const outline: Outline = [
      ['M', 214 + dx, 130],
      ['L', 300 + dx, 130],
      ['L', 300 + dx, 330],
      ['C', 300 + dx, 372, 330 + dx, 388, 366 + dx, 402],
      ['C', 404 + dx, 420, 394 + dx, 472, 350 + dx, 470],
      ['L', 262 + dx, 470],
      ['C', 226 + dx, 466, 212 + dx, 430, 214 + dx, 392],
      ['Z'],
    ];
    return [
      ...flatBody(outline, look, colour),
      ...clipped(
        [fill(ellipse(228 + dx, 446, 52, 48), look.accent), fill(ellipse(384 + dx, 440, 44, 46), look.accent)],
        outline,
      ),
      fill(box(208 + dx, 124, 98, 46, 8), darker(colour, 0.2)),
      ...ribs(box(208 + dx, 124, 98, 46, 8), darker(colour, 0.2), 208 + dx, 306 + dx, 126, 170),
    ];
  };
  return [...sock(50, darker(look.main, 0.1)), ...sock(-66, look.main)];
};

export const slippers: Form = (look) => {
  const one = (dx: number, tilt: number): Shape[] => {
    const turn = (outline: Outline): Outline => rotated(outline, tilt, 300 + dx, 320);
    return [
      fill(turn(ellipse(300 + dx, 320, 72, 166)), darker(look.main, 0.3)),
      fill(turn(ellipse(300 + dx, 316, 62, 154)), lighter(look.accent, 0.55)),
      fill(
        turn([
          ['M', 230 + dx, 300],
          ['C', 224 + dx, 190, 262 + dx, 150, 300 + dx, 150],
          ['C', 338 + dx, 150, 376 + dx, 190, 370 + dx, 300],
          ['C', 340 + dx, 268, 260 + dx, 268, 230 + dx, 300],
          ['Z'],
        ]),
        look.main,
      ),
      stroke(turn(curve([236 + dx, 292], [300 + dx, 262], [364 + dx, 292])), lighter(look.main, 0.6), 13),
      fill(turn(ellipse(300 + dx, 214, 15)), look.accent),
    ];
  };
  return [...one(-88, -6), ...one(88, 6)];
};

export const scarf: Form = (look) => {
  const loop: Outline = [
    ['M', 190, 250],
    ['C', 190, 120, 410, 120, 410, 250],
    ['C', 410, 340, 190, 340, 190, 250],
    ['Z'],
  ];
  const tail = polygon([286, 280], [388, 270], [408, 462], [306, 470]);
  const fringe = Array.from({ length: 7 }, (_, i) =>
    stroke(polyline([314 + i * 15, 466 - i], [316 + i * 15, 504 - i]), darker(look.main, 0.12), 6),
  );
  return [
    ...fringe,
    fill(loop, look.main),
    ...patternOn(loop, look),
    fill(ellipse(300, 220, 66, 40), darker(look.main, 0.42)),
    ...flatBody(tail, { ...look, pattern: 'stripes' }),
    stroke(curve([210, 280], [290, 326], [392, 280]), darker(look.main, 0.2), 5, 0.6),
  ];
};

export const tote: Form = (look) => {
  const bag = polygon([164, 236], [436, 236], [452, 484], [148, 484]);
  return [
    stroke(curve([228, 242], [232, 116], [300, 98], [368, 116], [372, 242]), darker(look.main, 0.16), 17),
    ...flatBody(bag, { ...look, pattern: look.pattern === 'plain' ? 'sprig' : look.pattern }),
    fill(box(160, 232, 280, 20, 4), darker(look.main, 0.12)),
    ...lowerShade(bag, 0.92, 0.08),
  ];
};

export const apron: Form = (look) => {
  const cloth: Outline = [
    ['M', 240, 150],
    ['L', 360, 150],
    ['C', 366, 220, 392, 256, 430, 270],
    ['L', 436, 486],
    ['L', 164, 486],
    ['L', 170, 270],
    ['C', 208, 256, 234, 220, 240, 150],
    ['Z'],
  ];
  return [
    stroke(curve([246, 152], [250, 70], [300, 50], [350, 70], [354, 152]), darker(look.main, 0.25), 10),
    ...[-1, 1].map((side) =>
      stroke(
        curve([300 + side * 128, 276], [300 + side * 176, 290], [300 + side * 190, 340]),
        darker(look.main, 0.25),
        9,
      ),
    ),
    ...flatBody(cloth, look),
    fill(box(222, 336, 156, 96, 12), darker(look.main, 0.1)),
    stroke(polyline([300, 340], [300, 430]), darker(look.main, 0.24), 4),
    stroke(polyline([222, 350], [378, 350]), lighter(look.main, 0.4), 4, 0.8),
  ];
};
