import type { Outline, Point } from './outline';

export interface Polyline {
  points: Point[];
  closed: boolean;
}

/** Straight pieces per Bézier curve: at 600 px the error stays below a tenth of a pixel. */
const PIECES = 16;

/** An outline as straight lines, scaled from canvas units to pixels. */
export function flatten(outline: Outline, scale: number): Polyline[] {
  const result: Polyline[] = [];
  let current: Polyline = { points: [], closed: false };
  for (const step of outline) {
    if (step[0] === 'M') {
      current = { points: [[step[1] * scale, step[2] * scale]], closed: false };
      result.push(current);
    } else if (step[0] === 'L') current.points.push([step[1] * scale, step[2] * scale]);
    else if (step[0] === 'C')
      current.points.push(...curvePoints(lastOf(current.points), step.slice(1) as number[], scale));
    else current.closed = true;
  }
  return result;
}

/** The outlines of a pen of the given width, with round caps and joins, drawn along each line. */
export function penOutlines(lines: Polyline[], width: number): Point[][] {
  return lines.flatMap((line) => {
    const points = withoutRepeats(line.points, line.closed);
    const radius = width / 2;
    const [first] = points;
    if (!first) return [];
    if (points.length === 1) return [arc(first, 0, 2 * Math.PI, radius)];
    const back = [...points].reverse();
    if (line.closed)
      return [sideOf([...points, first], radius, true), sideOf([...back, back[0] ?? first], radius, true)];
    return [[...sideOf(points, radius, false), ...sideOf(back, radius, false)]];
  });
}

/** Walks along the line at `radius` to its left; ends in a half circle unless the line is closed. */
function sideOf(points: Point[], radius: number, closed: boolean): Point[] {
  const result: Point[] = [];
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1] as Point, points[i] as Point];
    const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
    result.push(offset(from, angle - Math.PI / 2, radius), offset(to, angle - Math.PI / 2, radius));
    const next = points[i + 1] ?? (closed ? points[1] : undefined);
    const turn = next ? turnBetween(angle, Math.atan2(next[1] - to[1], next[0] - to[0])) : Math.PI;
    if (turn > 0.01) result.push(...arc(to, angle - Math.PI / 2, turn, radius));
  }
  return result;
}

function arc(centre: Point, from: number, turn: number, radius: number): Point[] {
  const pieces = Math.max(2, Math.ceil((turn * Math.sqrt(radius)) / 0.6));
  return Array.from({ length: pieces + 1 }, (_, i) => offset(centre, from + (turn * i) / pieces, radius));
}

const offset = (from: Point, angle: number, radius: number): Point => [
  from[0] + Math.cos(angle) * radius,
  from[1] + Math.sin(angle) * radius,
];

/** The change of direction in (-π, π]. */
function turnBetween(from: number, to: number): number {
  const turn = to - from;
  return turn > Math.PI ? turn - 2 * Math.PI : turn <= -Math.PI ? turn + 2 * Math.PI : turn;
}

function curvePoints(start: Point, numbers: number[], scale: number): Point[] {
  const [x1, y1, x2, y2, x3, y3] = numbers.map((value) => value * scale) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Array.from({ length: PIECES }, (_, i) => {
    const t = (i + 1) / PIECES;
    const u = 1 - t;
    const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
    return [a * start[0] + b * x1 + c * x2 + d * x3, a * start[1] + b * y1 + c * y2 + d * y3];
  });
}

function withoutRepeats(points: Point[], closed: boolean): Point[] {
  const distinct = points.filter((point, i) => i === 0 || !samePoint(point, points[i - 1]));
  return closed && distinct.length > 1 && samePoint(distinct[0], distinct[distinct.length - 1])
    ? distinct.slice(0, -1)
    : distinct;
}

const samePoint = (a: Point | undefined, b: Point | undefined): boolean =>
  a !== undefined && b !== undefined && Math.abs(a[0] - b[0]) < 1e-6 && Math.abs(a[1] - b[1]) < 1e-6;

const lastOf = (points: Point[]): Point => points[points.length - 1] ?? [0, 0];
