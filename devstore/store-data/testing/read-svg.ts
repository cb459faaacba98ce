import { JSDOM } from 'jsdom';

/** Colour channels, 0 to 255. */
export type Rgb = [red: number, green: number, blue: number];

interface PaintedPath {
  lines: [x: number, y: number][][];
  fill: Rgb | null;
  stroke: { colour: Rgb; width: number } | null;
  opacity: number;
  clip: [x: number, y: number][][] | null;
  /** Left, top, right and bottom of what it can paint. */
  reach: [number, number, number, number];
}

export interface ReadSvg {
  title: string;
  /** The colour at a point of the document, worked out from the document's text alone. */
  colourAt(x: number, y: number): Rgb;
}

/** Reads an SVG of paths, as a browser would: an independent check of what the PNG painter draws. */
export function readSvg(text: string): ReadSvg {
  const { DOMParser } = new JSDOM('').window;
  const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  const clips = new Map(
    [...svg.querySelectorAll('clipPath')].map((clip) => [clip.id, linesOf(clip.querySelector('path'))]),
  );
  const ground = hex(svg.querySelector('rect')?.getAttribute('fill') ?? '');
  const paths = [...svg.children].filter((node) => node.tagName === 'path').map((path) => readPath(path, clips));
  return {
    title: svg.querySelector('title')?.textContent ?? '',
    colourAt: (x, y) => paths.reduce((below, path) => paintOver(below, path, x, y), ground),
  };
}

function readPath(path: Element, clips: Map<string, [number, number][][]>): PaintedPath {
  const attribute = (name: string) => path.getAttribute(name);
  const clip = /url\(#(\w+)\)/.exec(attribute('clip-path') ?? '')?.[1];
  const stroke = attribute('stroke');
  const lines = linesOf(path);
  const margin = Number(attribute('stroke-width') ?? 0) / 2;
  const [xs, ys] = [0, 1].map((axis) => lines.flat().map((point) => point[axis] ?? 0)) as [number[], number[]];
  return {
    lines,
    reach: [Math.min(...xs) - margin, Math.min(...ys) - margin, Math.max(...xs) + margin, Math.max(...ys) + margin],
    fill: attribute('fill') === 'none' ? null : hex(attribute('fill') ?? ''),
    stroke: stroke ? { colour: hex(stroke), width: Number(attribute('stroke-width')) } : null,
    opacity: Number(attribute('opacity') ?? 1),
    clip: clip ? (clips.get(clip) ?? null) : null,
  };
}

function paintOver(below: Rgb, path: PaintedPath, x: number, y: number): Rgb {
  const [left, top, right, bottom] = path.reach;
  if (x < left || x > right || y < top || y > bottom) return below;
  if (path.clip && !contains(path.clip, x, y)) return below;
  const colour = path.stroke
    ? path.lines.some((line) => distanceTo(line, x, y) <= (path.stroke?.width ?? 0) / 2) && path.stroke.colour
    : contains(path.lines, x, y) && path.fill;
  return colour ? (below.map((channel, i) => channel + ((colour[i] ?? 0) - channel) * path.opacity) as Rgb) : below;
}

/** Non-zero winding, SVG's default rule. */
function contains(lines: [number, number][][], x: number, y: number): boolean {
  let winding = 0;
  for (const line of lines) {
    for (let i = 0; i < line.length; i++) {
      const [x0, y0] = line[i] ?? [0, 0];
      const [x1, y1] = line[(i + 1) % line.length] ?? [0, 0];
      if (y0 <= y === y1 <= y) continue;
      if (x0 + ((y - y0) * (x1 - x0)) / (y1 - y0) > x) winding += y1 > y0 ? 1 : -1;
    }
  }
  return winding !== 0;
}

function distanceTo(line: [number, number][], x: number, y: number): number {
  const pieces = line.length === 1 ? [[line[0], line[0]]] : line.slice(1).map((end, i) => [line[i], end]);
  return Math.min(
    ...pieces.map(([from = [0, 0], to = [0, 0]]) => {
      const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
      const along = Math.max(0, Math.min(1, ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy || 1)));
      return Math.hypot(x - from[0] - dx * along, y - from[1] - dy * along);
    }),
  );
}

function linesOf(path: Element | null): [number, number][][] {
  const lines: [number, number][][] = [];
  for (const [, letter, rest] of (path?.getAttribute('d') ?? '').matchAll(/([MLCZ])([^MLCZ]*)/g)) {
    const n = (rest?.match(/-?[\d.]+/g) ?? []).map(Number);
    const line = lines[lines.length - 1] ?? [];
    if (letter === 'M') lines.push([[n[0] ?? 0, n[1] ?? 0]]);
    else if (letter === 'L') line.push([n[0] ?? 0, n[1] ?? 0]);
    else if (letter === 'C') line.push(...bezier(line[line.length - 1] ?? [0, 0], n));
    else line.push(line[0] ?? [0, 0]);
  }
  return lines;
}

function bezier(
  [x0, y0]: [number, number],
  [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0]: number[],
): [number, number][] {
  const at = (t: number, a: number, b: number, c: number, d: number) =>
    a * (1 - t) ** 3 + 3 * b * t * (1 - t) ** 2 + 3 * c * t * t * (1 - t) + d * t ** 3;
  return Array.from({ length: 40 }, (_, i) => [at((i + 1) / 40, x0, x1, x2, x3), at((i + 1) / 40, y0, y1, y2, y3)]);
}

const hex = (text: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16)) as Rgb;
