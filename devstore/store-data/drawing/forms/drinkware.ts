import { darker, lighter } from '../colour';
import { type Form, vary } from '../look';
import { glassBody, mouth, plainBody, roundBody } from '../materials';
import { band, box, curve, ellipse, type Profile, turned } from '../outline';
import { clipped, fill, stroke } from '../scene';

export const mug: Form = (look) => {
  const half = vary(look, 98, 116);
  const top = vary(look, 236, 262);
  const profile: Profile = [
    [top, half],
    [340, half * 1.01],
    [430, half * 0.98],
    [466, half * 0.88],
    [480, half * 0.7],
  ];
  const ring = curve(
    [300 + half - 8, 308],
    [300 + half + 52, 306],
    [300 + half + 74, 360],
    [300 + half + 44, 414],
    [300 + half - 10, 424],
  );
  return [stroke(ring, darker(look.main, 0.12), 26), ...roundBody(profile, look), ...mouth(top, half, look.main)];
};

export const cup: Form = (look) => {
  const saucer: Profile = [
    [452, 176],
    [462, 150],
    [474, 96],
    [480, 84],
  ];
  const bowl: Profile = [
    [326, 104],
    [370, 101],
    [414, 84],
    [444, 56],
    [458, 48],
  ];
  const ring = curve([398, 348], [446, 342], [456, 384], [420, 410], [382, 414]);
  return [
    ...plainBody(saucer, lighter(look.main, 0.25)),
    stroke(ring, darker(look.main, 0.12), 18),
    ...roundBody(bowl, look),
    ...mouth(326, 104, look.main),
    fill(ellipse(300, 329, 88, 8), '#4a2f22'),
  ];
};

export const tumbler: Form = (look) => {
  const half = vary(look, 74, 92);
  const glass: Profile = [
    [238, half],
    [360, half * 0.94],
    [466, half * 0.86],
    [480, half * 0.78],
  ];
  const drink: Profile = [
    [318, half * 0.9],
    [400, half * 0.87],
    [462, half * 0.8],
    [468, half * 0.76],
  ];
  return [
    fill(turned(drink), look.main, 0.85),
    fill(ellipse(300, 318, half * 0.9, 9), lighter(look.main, 0.3)),
    ...glassBody(glass, look.main),
    stroke(ellipse(300, 238, half, 10), lighter(look.main, 0.55), 3.5),
  ];
};

export const carafe: Form = (look) => {
  const glass: Profile = [
    [150, 54],
    [168, 46],
    [236, 42],
    [300, 76],
    [390, 116],
    [450, 108],
    [480, 84],
  ];
  const water: Profile = [
    [316, 82],
    [390, 111],
    [448, 103],
    [474, 82],
  ];
  return [
    fill(turned(water), look.main, 0.7),
    fill(ellipse(300, 318, 82, 9), lighter(look.main, 0.35)),
    ...glassBody(glass, look.main),
    ...plainBody(
      [
        [118, 30],
        [136, 32],
        [158, 42],
        [176, 40],
      ],
      look.wood,
    ),
  ];
};

export const teapot: Form = (look) => {
  const belly: Profile = [
    [282, 74],
    [316, 118],
    [376, 138],
    [436, 118],
    [470, 82],
    [480, 72],
  ];
  const spout = curve([410, 400], [462, 376], [472, 318], [506, 292]);
  const handle = curve([204, 318], [132, 296], [104, 362], [140, 424], [206, 424]);
  return [
    stroke(spout, darker(look.main, 0.08), 34),
    stroke(handle, look.wood, 20),
    ...roundBody(belly, look),
    ...plainBody(
      [
        [256, 44],
        [272, 72],
        [286, 80],
      ],
      lighter(look.main, 0.12),
    ),
    ...plainBody(
      [
        [230, 14],
        [240, 20],
        [252, 15],
        [260, 11],
      ],
      look.wood,
    ),
  ];
};

export const bottle: Form = (look) => {
  const half = vary(look, 60, 72);
  const body: Profile = [
    [226, 44],
    [252, half * 0.94],
    [280, half],
    [440, half],
    [470, half * 0.95],
    [480, half * 0.85],
  ];
  return [
    ...roundBody(body, look),
    fill(box(300 - 45, 206, 90, 24, 5), look.metal),
    ...plainBody(
      [
        [146, 40],
        [160, 42],
        [206, 42],
      ],
      look.wood,
    ),
    stroke(curve([274, 146], [300, 112], [326, 146]), darker(look.main, 0.3), 9),
  ];
};

export const jug: Form = (look) => {
  const body: Profile = [
    [196, 62],
    [230, 52],
    [300, 72],
    [384, 106],
    [444, 102],
    [480, 78],
  ];
  const handle = curve([352, 216], [446, 210], [452, 330], [396, 362]);
  return [
    stroke(handle, darker(look.main, 0.12), 22),
    ...roundBody(body, look),
    ...clipped([fill(band(body, -1.05, -0.3), '#fffdf8', 0.08)], turned(body)),
    ...mouth(196, 62, look.main),
  ];
};
