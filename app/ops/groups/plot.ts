/** A group as the plot shows it: in the plot's own units, from the left and from the top. */
export interface PlottedGroup {
  /** As in the list of groups; -1: in none. */
  number: number;
  points: [number, number][];
  middle: [number, number];
}

/** One line of the table that says what the plot shows. Places are 0 (left, or low) to 100 (right, or high). */
export interface PlotLine {
  number: number;
  points: number;
  across: Spread;
  up: Spread;
}

/** The middle, and between which places the middle half of the points lie. */
export interface Spread {
  middle: number;
  from: number;
  to: number;
}

export const PLOT = { width: 400, height: 280, padding: 12 } as const;

type Point = readonly [number, number];

/** Points by their groups, scaled so that all of them fit; in none first, so that they lie below. */
export function plotOf(points: readonly Point[], numbers: readonly number[]): PlottedGroup[] {
  const scale = scaleOf(points, PLOT.width - 2 * PLOT.padding, PLOT.height - 2 * PLOT.padding);
  return grouped(points, numbers).map(([number, own]) => {
    const scaled = own.map((point): [number, number] => {
      const [x, y] = scale(point);
      return [rounded(PLOT.padding + x), rounded(PLOT.height - PLOT.padding - y)];
    });
    const middleOf = (axis: 0 | 1) => quantile(ofAxis(scaled, axis), 0.5);
    return { number, points: scaled, middle: [middleOf(0), middleOf(1)] };
  });
}

/** What the plot shows, in figures. */
export function plotTable(points: readonly Point[], numbers: readonly number[]): PlotLine[] {
  const scale = scaleOf(points, 100, 100);
  return grouped(points, numbers).map(([number, own]) => {
    const scaled = own.map(scale);
    return { number, points: own.length, across: spreadOf(ofAxis(scaled, 0)), up: spreadOf(ofAxis(scaled, 1)) };
  });
}

function grouped(points: readonly Point[], numbers: readonly number[]): [number, Point[]][] {
  const groups = new Map<number, Point[]>();
  points.forEach((point, at) => {
    const number = numbers[at] ?? -1;
    const own = groups.get(number);
    if (own) own.push(point);
    else groups.set(number, [point]);
  });
  return [...groups].sort(([one], [other]) => one - other);
}

/** Each direction from its lowest to its highest; all in the middle where they are one. */
function scaleOf(points: readonly Point[], width: number, height: number): (point: Point) => [number, number] {
  const [x, y] = [rangeOf(ofAxis(points, 0)), rangeOf(ofAxis(points, 1))];
  return (point) => [placeIn(x, point[0]) * width, placeIn(y, point[1]) * height];
}

interface Range {
  low: number;
  high: number;
}

const rangeOf = (values: readonly number[]): Range => ({
  low: values.reduce((low, value) => Math.min(low, value), Infinity),
  high: values.reduce((high, value) => Math.max(high, value), -Infinity),
});

const placeIn = ({ low, high }: Range, value: number): number => (high > low ? (value - low) / (high - low) : 0.5);

const ofAxis = (points: readonly Point[], axis: 0 | 1): number[] => points.map((point) => point[axis]);

const spreadOf = (values: readonly number[]): Spread => ({
  middle: Math.round(quantile(values, 0.5)),
  from: Math.round(quantile(values, 0.25)),
  to: Math.round(quantile(values, 0.75)),
});

/** Nearest rank. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
