import { darker, lighter } from '../colour';
import type { Look } from '../look';
import { box, ellipse, type Outline } from '../outline';
import { sprig } from '../patterns';
import { clipped, fill, type Shape } from '../scene';

/** The sheet that the picture is on. */
interface Sheet {
  x: number;
  y: number;
  width: number;
  height: number;
}

const hills = ({ x, y, width, height }: Sheet, look: Look): Shape[] => [
  fill(ellipse(x + width * 0.64, y + height * 0.32, width * 0.19), look.accent),
  fill(ellipse(x + width * 0.2, y + height * 1.02, width * 0.62, height * 0.42), look.main),
  fill(ellipse(x + width * 0.86, y + height * 1.08, width * 0.6, height * 0.4), darker(look.main, 0.25)),
];

const herb = ({ x, y, width, height }: Sheet, look: Look): Shape[] => [
  ...sprig(x + width / 2, y + height / 2, Math.min(width, height) * 1.05, { ...look, accent: look.main }),
  fill(ellipse(x + width * 0.7, y + height * 0.24, width * 0.1), look.accent),
];

const arches = (sheet: Sheet, look: Look): Shape[] => [
  fill(arch(sheet, 0.18, 0.72, 0.5), look.main),
  fill(arch(sheet, 0.4, 0.9, 0.62), look.accent, 0.9),
];

/** A round arch that stands on the lower edge, from `left` to `right`, its curve beginning at `shoulder`. */
function arch({ x, y, width, height }: Sheet, left: number, right: number, shoulder: number): Outline {
  const [x0, x1, foot] = [x + width * left, x + width * right, y + height];
  const [bend, top] = [y + height * shoulder, y + height * (shoulder - 0.36)];
  return [['M', x0, foot], ['L', x0, bend], ['C', x0, top, x1, top, x1, bend], ['L', x1, foot], ['Z']];
}

const MOTIFS = [hills, herb, arches];

/** A small picture for frames, cards and posters; which one follows the look's build. */
export function artwork(look: Look, x: number, y: number, width: number, height: number): Shape[] {
  const sheet = box(x, y, width, height);
  const motif = MOTIFS[Math.floor(look.build * 2.99)] ?? hills;
  return [fill(sheet, lighter(look.main, 0.86)), ...clipped(motif({ x, y, width, height }, look), sheet)];
}
