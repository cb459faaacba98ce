/** One step of an outline, in canvas units, y downwards: move, straight line, cubic Bézier, close. */
export type Step =
  ['M', number, number] | ['L', number, number] | ['C', number, number, number, number, number, number] | ['Z'];
export type Outline = Step[];
export type Point = [x: number, y: number];

/** Half widths of a body that was turned on a wheel or lathe, from top to bottom. */
export type Profile = [y: number, halfWidth: number][];

/** Control points at this share of the radius make four cubic curves a circle, to 0.03 %. */
const CIRCLE = 0.5523;

export function ellipse(cx: number, cy: number, rx: number, ry = rx): Outline {
  const [kx, ky] = [rx * CIRCLE, ry * CIRCLE];
  return [
    ['M', cx + rx, cy],
    ['C', cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry],
    ['C', cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy],
    ['C', cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry],
    ['C', cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy],
    ['Z'],
  ];
}

/** A rectangle with rounded corners. */
export function box(x: number, y: number, width: number, height: number, radius = 0): Outline {
  const r = Math.min(radius, width / 2, height / 2);
  if (r <= 0) return polygon([x, y], [x + width, y], [x + width, y + height], [x, y + height]);
  const [right, bottom, k] = [x + width, y + height, r * (1 - CIRCLE)];
  return [
    ['M', x + r, y],
    ['L', right - r, y],
    ['C', right - k, y, right, y + k, right, y + r],
    ['L', right, bottom - r],
    ['C', right, bottom - k, right - k, bottom, right - r, bottom],
    ['L', x + r, bottom],
    ['C', x + k, bottom, x, bottom - k, x, bottom - r],
    ['L', x, y + r],
    ['C', x, y + k, x + k, y, x + r, y],
    ['Z'],
  ];
}

export function polygon(...points: Point[]): Outline {
  return [...polyline(...points), ['Z']];
}

export function polyline(...points: Point[]): Outline {
  return points.map(([x, y], index) => [index === 0 ? 'M' : 'L', x, y]);
}

/** An open smooth curve through all points. */
export function curve(...points: Point[]): Outline {
  const [first] = points;
  return first ? [['M', first[0], first[1]], ...smoothSteps(points)] : [];
}

/** A closed smooth curve through all points. */
export function blob(...points: Point[]): Outline {
  const [first] = points;
  if (!first) return [];
  const last = points[points.length - 1] ?? first;
  const second = points[1] ?? first;
  const steps = smoothSteps([last, ...points, first, second]).slice(1, -1);
  return [['M', first[0], first[1]], ...steps, ['Z']];
}

/** A leaf from its stalk to its tip, `width` across at its widest. */
export function leaf(from: Point, to: Point, width: number): Outline {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy) || 1;
  const [nx, ny] = [(-dy / length) * width * 0.66, (dx / length) * width * 0.66];
  const at = (share: number, side: number): Point => [
    from[0] + dx * share + nx * side,
    from[1] + dy * share + ny * side,
  ];
  const [a, b, c, d] = [at(0.3, 1), at(0.75, 0.9), at(0.75, -0.9), at(0.3, -1)];
  return [['M', ...from], ['C', ...a, ...b, ...to], ['C', ...c, ...d, ...from], ['Z']];
}

/** The closed outline of a turned body about the vertical line at `cx`. */
export function turned(profile: Profile, cx = 300): Outline {
  return band(profile, -1, 1, cx);
}

/** The part of a turned body between two shares of its half width (-1 is its left edge, 1 its right edge): follows its swell. */
export function band(profile: Profile, from: number, to: number, cx = 300): Outline {
  const side = (share: number): Point[] => profile.map(([y, half]) => [cx + half * share, y]);
  const [right, left] = [side(to), side(from).reverse()];
  const corner = left[0] ?? [cx, 0];
  return [...curve(...right), ['L', corner[0], corner[1]], ...smoothSteps(left), ['Z']];
}

/** Left, top, right and bottom of the box around an outline's points. */
export function boundsOf(outline: Outline): { left: number; top: number; right: number; bottom: number } {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [, ...numbers] of outline) numbers.forEach((value, index) => (index % 2 ? ys : xs).push(value));
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

/** The same outline, moved. */
export function moved(outline: Outline, dx: number, dy: number): Outline {
  return mapPoints(outline, (x, y) => [x + dx, y + dy]);
}

/** The same outline, turned clockwise about a point. */
export function rotated(outline: Outline, degrees: number, cx: number, cy: number): Outline {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return mapPoints(outline, (x, y) => [cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos]);
}

/** The same outline, mirrored at the vertical line at `cx`. */
export function mirrored(outline: Outline, cx = 300): Outline {
  return mapPoints(outline, (x, y) => [2 * cx - x, y]);
}

/** The same outline with each of its points mapped. */
export function mapPoints(outline: Outline, map: (x: number, y: number) => Point): Outline {
  return outline.map((step) => {
    if (step[0] === 'Z') return step;
    if (step[0] !== 'C') return [step[0], ...map(step[1], step[2])];
    return ['C', ...map(step[1], step[2]), ...map(step[3], step[4]), ...map(step[5], step[6])];
  });
}

/** Catmull and Rom's spline as Bézier curves: each inner point's tangent is parallel to the line between its neighbours. */
function smoothSteps(points: Point[]): Step[] {
  const at = (index: number): Point => points[Math.max(0, Math.min(points.length - 1, index))] ?? [0, 0];
  return points.slice(1).map((end, index) => {
    const [before, start, after] = [at(index - 1), at(index), at(index + 2)];
    return [
      'C',
      start[0] + (end[0] - before[0]) / 6,
      start[1] + (end[1] - before[1]) / 6,
      end[0] - (after[0] - start[0]) / 6,
      end[1] - (after[1] - start[1]) / 6,
      end[0],
      end[1],
    ];
  });
}
