import type { Point } from './outline';

/** How much of each pixel (0 to 1) something covers, for the pixels from `left`, `top` on; all others are not covered. */
export interface Coverage {
  left: number;
  top: number;
  width: number;
  height: number;
  values: Float32Array;
}

/**
 * The share of each pixel that the polygons cover, exactly: each edge adds its signed area to the pixels it crosses, and a sum along the
 * row spreads it to the right. Holes are polygons of the other direction. Only pixels of a picture of `size` × `size` are looked at.
 */
export function coverageOf(polygons: Point[][], size: number): Coverage {
  const coverage = emptyCoverage(polygons, size);
  // One column more than is covered: the last pixel's edge leaves the rest of its area there.
  const areas = {
    ...coverage,
    stride: coverage.width + 2,
    values: new Float32Array((coverage.width + 2) * coverage.height),
  };
  for (const points of polygons) {
    for (let i = 0; i < points.length; i++)
      addEdge(areas, points[i] as Point, points[(i + 1) % points.length] as Point);
  }
  for (let y = 0; y < coverage.height; y++) {
    let sum = 0;
    for (let x = 0; x < coverage.width; x++) {
      sum += areas.values[y * areas.stride + x] ?? 0;
      coverage.values[y * coverage.width + x] = Math.min(1, Math.abs(sum));
    }
  }
  return coverage;
}

interface Areas extends Coverage {
  stride: number;
}

function emptyCoverage(polygons: Point[][], size: number): Coverage {
  let [left, top, right, bottom] = [size, size, 0, 0];
  for (const points of polygons) {
    for (const [x, y] of points) {
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  }
  const within = (value: number): number => Math.max(0, Math.min(size, value));
  [left, top] = [Math.floor(within(left)), Math.floor(within(top))];
  const width = Math.max(0, Math.ceil(within(right)) - left);
  const height = Math.max(0, Math.ceil(within(bottom)) - top);
  return { left, top, width, height, values: new Float32Array(width * height) };
}

function addEdge(areas: Areas, a: Point, b: Point): void {
  if (a[1] === b[1]) return;
  const sign = a[1] < b[1] ? 1 : -1;
  const [upper, lower] = sign > 0 ? [a, b] : [b, a];
  const slope = (lower[0] - upper[0]) / (lower[1] - upper[1]);
  const last = Math.min(areas.top + areas.height, Math.ceil(lower[1]));
  for (let y = Math.max(areas.top, Math.floor(upper[1])); y < last; y++) {
    const y0 = Math.max(y, upper[1]);
    const y1 = Math.min(y + 1, lower[1]);
    if (y1 <= y0) continue;
    const x0 = upper[0] + (y0 - upper[1]) * slope - areas.left;
    addPiece(areas, (y - areas.top) * areas.stride, x0, x0 + (y1 - y0) * slope, (y1 - y0) * sign);
  }
}

/** Adds a piece of an edge that stays within one row: `height` (signed) of it, going from `x0` to `x1`. */
function addPiece({ values, width }: Areas, row: number, x0: number, x1: number, height: number): void {
  const left = Math.max(0, Math.min(width, Math.min(x0, x1)));
  const right = Math.max(0, Math.min(width, Math.max(x0, x1)));
  const add = (x: number, part: number, middle: number): void => {
    const inside = part * (x + 1 - middle);
    values[row + x] = (values[row + x] ?? 0) + inside;
    values[row + x + 1] = (values[row + x + 1] ?? 0) + part - inside;
  };
  const first = Math.floor(left);
  const last = Math.floor(right);
  if (first === last || right - left < 1e-9) return add(first, height, (left + right) / 2);
  for (let x = first; x <= last; x++) {
    const [from, to] = [Math.max(left, x), Math.min(right, x + 1)];
    add(x, (height * (to - from)) / (right - left), (from + to) / 2);
  }
}

/** The coverage at a pixel of the picture. */
export function coverageAt(coverage: Coverage, x: number, y: number): number {
  const [column, row] = [x - coverage.left, y - coverage.top];
  if (column < 0 || row < 0 || column >= coverage.width || row >= coverage.height) return 0;
  return coverage.values[row * coverage.width + column] ?? 0;
}
