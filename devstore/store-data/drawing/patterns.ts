import { hashText } from '../seeded-random';
import { darker, lighter, lightnessOf } from './colour';
import type { Look } from './look';
import { boundsOf, box, curve, leaf, type Outline, type Point, polyline } from './outline';
import { clipped, fill, type Shape, stroke } from './scene';

interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The look's pattern, printed on an outline. */
export function patternOn(outline: Outline, look: Look): Shape[] {
  const { left, top, right, bottom } = boundsOf(outline);
  return clipped(PATTERNS[look.pattern]({ left, top, width: right - left, height: bottom - top }, look), outline);
}

/** The look for a body that carries a label: a sprig would be hidden behind it but for its ends. */
export const underLabel = (look: Look): Look => (look.pattern === 'sprig' ? { ...look, pattern: 'plain' } : look);

const PATTERNS: Record<Look['pattern'], (area: Area, look: Look) => Shape[]> = {
  plain: () => [],
  stripes: (area, look) => [0.2, 0.34, 0.48].map((share) => rung(area, share, area.height * 0.055, look)),
  dip: (area, look) => [rung(area, 0.62, area.height, look)],
  dots: (area, look) => [stroke(grid(area, 34, true).flatMap(dot), look.accent, 12)],
  checks: (area, look) => [
    fill(
      steps(area.width, 44).flatMap((x) => box(area.left + x, area.top, 20, area.height)),
      look.accent,
      0.45,
    ),
    fill(
      steps(area.height, 44).flatMap((y) => box(area.left, area.top + y, area.width, 20)),
      look.accent,
      0.45,
    ),
  ],
  speckle: (area, look) => speckles(grid(area, 23, false), look),
  waves: (area, look) => [
    stroke(
      steps(area.height, 46).flatMap((y) => wave(area, y + 24)),
      look.accent,
      5,
    ),
  ],
  sprig: (area, look) =>
    sprig(area.left + area.width * 0.5, area.top + area.height * 0.5, Math.min(area.width, area.height), look),
};

const rung = (area: Area, share: number, height: number, look: Look): Shape =>
  fill(box(area.left, area.top + area.height * share, area.width, height), look.accent);

const steps = (length: number, distance: number): number[] =>
  Array.from({ length: Math.ceil(length / distance) + 1 }, (_, i) => i * distance);

/** A regular grid over the area; `staggered` shifts every other row by half a step. */
function grid(area: Area, distance: number, staggered: boolean): Point[] {
  return steps(area.height, distance).flatMap((y, row) =>
    steps(area.width, distance).map((x): Point => [
      area.left + x + (staggered && row % 2 ? distance / 2 : 0),
      area.top + y + distance / 2,
    ]),
  );
}

/** A line without length: its round caps make a dot, in far fewer characters than a circle's curves. */
const dot = ([x, y]: Point): Outline => polyline([x, y], [x, y]);

/** Grains of glaze in three sizes, each pushed off its grid point by a fixed irregular amount. */
function speckles(points: Point[], { main }: Look): Shape[] {
  const colour = lightnessOf(main) > 0.45 ? darker(main, 0.45) : lighter(main, 0.5);
  const push = (what: string, index: number): number => ((hashText(`${what}${index}`) % 100) / 100 - 0.5) * 24;
  const grains = points.map(([x, y], i): Point => [x + push('x', i), y + push('y', i)]);
  return [2.8, 4.4, 6].map((width, size) =>
    stroke(grains.filter((_, i) => i % 3 === size).flatMap(dot), colour, width, 0.75),
  );
}

function wave(area: Area, y: number): Outline {
  return curve(...steps(area.width, 30).map((x, i): Point => [area.left + x, area.top + y + (i % 2 ? 7 : -7)]));
}

/** A twig with paired leaves, about 0.7 of `size` high. */
export function sprig(cx: number, cy: number, size: number, look: Look): Shape[] {
  const [foot, tip] = [cy + size * 0.34, cy - size * 0.34];
  const pairs = [0.25, 0.45, 0.65, 0.85];
  const leaves = pairs.flatMap((share) => {
    const [y, reach] = [foot + (tip - foot) * share, size * 0.19 * (1.15 - share * 0.5)];
    return [-1, 1].map((side) => fill(leaf([cx, y], [cx + side * reach, y - reach * 0.8], reach * 0.34), look.accent));
  });
  return [
    stroke(
      curve([cx - size * 0.02, foot], [cx + size * 0.015, cy], [cx, tip]),
      look.accent,
      Math.max(2.5, size * 0.016),
    ),
    ...leaves,
    fill(leaf([cx, tip + size * 0.06], [cx, tip - size * 0.1], size * 0.07), look.accent),
  ];
}
