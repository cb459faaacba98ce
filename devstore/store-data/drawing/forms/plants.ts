import { darker, lighter } from '../colour';
import { type Form, type Look, vary } from '../look';
import { flatBody, mouth, plainBody, roundBody } from '../materials';
import { box, curve, ellipse, leaf, type Outline, type Point, polygon, polyline } from '../outline';
import { sprig } from '../patterns';
import { fill, type Shape, stroke } from '../scene';

const GREENS = ['#4f7d5c', '#6f9a63', '#3f6b57', '#86a96b'] as const;
const green = (index: number): string => GREENS[index % GREENS.length] ?? '#4f7d5c';

const pot = (look: Look, top: number, half: number): Shape[] => [
  ...roundBody(
    [
      [top + 30, half * 0.92],
      [440, half * 0.76],
      [480, half * 0.68],
    ],
    look,
  ),
  ...plainBody(
    [
      [top, half],
      [top + 34, half * 0.98],
    ],
    lighter(look.main, 0.1),
  ),
];

const broadLeaves = (): Shape[] =>
  (
    [
      [180, 210, 84],
      [422, 214, 84],
      [232, 124, 78],
      [372, 132, 78],
      [302, 92, 76],
    ] as [number, number, number][]
  ).flatMap(([x, y, width], i) => [
    stroke(curve([300, 360], [(300 + x) / 2, (340 + y) / 2], [x, y]), darker(green(i), 0.2), 6),
    fill(leaf([(300 * 2 + x * 3) / 5, (340 * 2 + y * 3) / 5], [x + (x - 300) * 0.22, y - 40], width), green(i)),
    stroke(
      polyline([(300 * 2 + x * 3) / 5, (340 * 2 + y * 3) / 5], [x + (x - 300) * 0.16, y - 26]),
      lighter(green(i), 0.3),
      3,
      0.7,
    ),
  ]);

const blades = (): Shape[] =>
  [-120, -74, -36, 0, 38, 78, 122].map((dx, i) => {
    const tip: Point = [300 + dx * 1.15, 118 + Math.abs(dx) * 0.75];
    return fill(leaf([300 + dx * 0.25, 368], tip, 40), green(i));
  });

const hanging = (): Shape[] =>
  [-110, -70, -30, 20, 64, 108].flatMap((dx, i) => {
    const stem = curve([300 + dx * 0.4, 340], [300 + dx, 286], [300 + dx * 1.35, 352 + (i % 3) * 26]);
    const leaves = [0.3, 0.6, 0.9].map((t) => ellipse(300 + dx * (0.5 + t * 0.9), 300 + t * 50 + (i % 3) * 20, 22, 18));
    return [stroke(stem, darker(green(i), 0.15), 5), ...leaves.map((outline) => fill(outline, green(i)))];
  });

export const plant: Form = (look) => {
  const foliage = [broadLeaves, blades, hanging][Math.floor(look.build * 2.99)] ?? broadLeaves;
  return [...foliage(), ...pot(look, 346, 92)];
};

export const planter: Form = (look) => [
  ...roundBody(
    [
      [300, 130],
      [400, 112],
      [462, 92],
      [480, 84],
    ],
    look,
  ),
  ...mouth(300, 130, look.main),
  fill(ellipse(300, 303, 112, 11), '#4a3528'),
];

export const wateringCan: Form = (look) => {
  const spout = polygon([228, 420], [236, 366], [110, 210], [92, 226]);
  return [
    stroke(curve([330, 286], [420, 214], [492, 300], [418, 440]), darker(look.main, 0.16), 19),
    fill(spout, darker(look.main, 0.1)),
    fill(polygon([60, 214], [116, 170], [130, 196], [84, 236]), darker(look.main, 0.2)),
    ...roundBody(
      [
        [282, 92],
        [300, 100],
        [460, 108],
        [480, 100],
      ],
      look,
      look.main,
      316,
    ),
    ...mouth(282, 92, look.main, 316),
  ];
};

export const vase: Form = (look) => {
  const tall = vary(look, 178, 232);
  const belly = vary(look, 92, 118);
  return [
    ...roundBody(
      [
        [tall, 54],
        [tall + 28, 40],
        [tall + 76, 50],
        [376, belly],
        [440, belly * 0.86],
        [480, belly * 0.6],
      ],
      look,
    ),
    ...mouth(tall, 54, look.main),
  ];
};

export const driedFlowers: Form = (look) => {
  const heads = [
    [182, 172],
    [236, 118],
    [300, 92],
    [364, 120],
    [420, 178],
    [268, 178],
    [338, 176],
  ] as const;
  const plain: Look = { ...look, accent: look.accent };
  return [
    ...heads.map(([x, y]) =>
      stroke(curve([300, 340], [(300 + x) / 2 + (x - 300) * 0.12, (320 + y) / 2], [x, y]), '#b79b6c', 5),
    ),
    ...heads
      .slice(0, 5)
      .map(([x, y], i) => fill(ellipse(x, y, 26 - (i % 2) * 5, 34), i % 2 ? lighter(look.accent, 0.3) : look.accent)),
    ...heads.slice(5).flatMap(([x, y]) => sprig(x, y, 96, { ...plain, accent: '#b79b6c' })),
    ...roundBody(
      [
        [312, 46],
        [334, 42],
        [400, 84],
        [446, 82],
        [480, 60],
      ],
      look,
    ),
  ];
};

export const seedPacket: Form = (look) => {
  const paper = box(186, 130, 228, 350, 6);
  return [
    ...flatBody(paper, { ...look, pattern: 'plain' }),
    fill(box(186, 130, 228, 44, 4), darker(look.main, 0.14)),
    fill(ellipse(300, 316, 92), lighter(look.main, 0.82)),
    ...sprig(300, 318, 170, { ...look, accent: '#4f7d5c' }),
    fill(ellipse(300, 246, 24), look.accent),
    fill(box(238, 432, 124, 12, 6), lighter(look.main, 0.8), 0.9),
  ];
};

export const wreath: Form = (look) => {
  const around = Array.from({ length: 30 }, (_, i) => (i * Math.PI * 2) / 30);
  const at = (angle: number, radius: number): Point => [300 + Math.cos(angle) * radius, 290 + Math.sin(angle) * radius];
  const bow: Outline = [
    ['M', 300, 440],
    ['C', 230, 392, 214, 470, 300, 440],
    ['C', 386, 470, 370, 392, 300, 440],
    ['Z'],
  ];
  return [
    stroke(ellipse(300, 290, 146), '#7a5b3e', 12),
    ...around.flatMap((angle, i) => [
      fill(leaf(at(angle, 142), at(angle + 0.28, 196), 34), green(i)),
      fill(leaf(at(angle, 142), at(angle + 0.28, 98), 30), green(i + 1)),
    ]),
    ...around.filter((_, i) => i % 4 === 0).map((angle) => fill(ellipse(...at(angle + 0.1, 150), 11), look.accent)),
    fill(bow, look.main),
    ...[-1, 1].map((side) => stroke(curve([300, 442], [300 + side * 22, 480], [300 + side * 40, 504]), look.main, 15)),
    fill(ellipse(300, 440, 17), darker(look.main, 0.18)),
  ];
};
