import { darker, lighter } from '../colour';
import type { Form } from '../look';
import { mouth, plainBody, roundBody } from '../materials';
import { box, curve, polygon, type Profile } from '../outline';
import { fill, stroke } from '../scene';

export const dripper: Form = (look) => {
  const glass: Profile = [
    [338, 60],
    [362, 92],
    [420, 118],
    [462, 108],
    [480, 92],
  ];
  return [
    ...plainBody(
      [
        [402, 112],
        [430, 116],
        [462, 104],
        [474, 90],
      ],
      '#5a3826',
    ),
    ...plainBody(glass, lighter(look.main, 0.7)).map((shape) => ({ ...shape, opacity: shape.opacity * 0.35 })),
    stroke(curve([410, 372], [462, 372], [462, 434], [414, 442]), look.wood, 15),
    ...roundBody(
      [
        [196, 128],
        [212, 122],
        [296, 52],
        [328, 46],
      ],
      look,
    ),
    fill(box(214, 324, 172, 18, 9), darker(look.main, 0.16)),
    ...mouth(196, 128, look.main),
    fill(polygon([196, 192], [404, 192], [382, 168], [218, 168]), '#fbf5ea'),
  ];
};

export const kettle: Form = (look) => [
  stroke(curve([206, 268], [214, 150], [300, 126], [386, 150], [394, 268]), look.wood, 18),
  stroke(curve([398, 372], [452, 352], [484, 306]), darker(look.main, 0.1), 28),
  ...roundBody(
    [
      [262, 76],
      [292, 112],
      [372, 140],
      [446, 146],
      [474, 134],
      [480, 120],
    ],
    look,
  ),
  ...plainBody(
    [
      [238, 28],
      [250, 62],
      [266, 80],
    ],
    lighter(look.main, 0.12),
  ),
  ...plainBody(
    [
      [214, 12],
      [226, 18],
      [240, 12],
    ],
    look.metal,
  ),
];
