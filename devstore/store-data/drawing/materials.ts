import { type Colour, darker, lighter } from './colour';
import type { Look } from './look';
import { band, boundsOf, box, curve, ellipse, type Outline, type Profile, turned } from './outline';
import { patternOn } from './patterns';
import { clipped, fill, type Shape, stroke } from './scene';

const SHADE = '#2a2036';
const LIGHT = '#fffdf8';

/** A round body lit from the left: its colour, its pattern, a shaded right side and a streak of light that follow its swell. */
export function roundBody(profile: Profile, look: Look, colour: Colour = look.main, cx = 300): Shape[] {
  const outline = turned(profile, cx);
  return [
    fill(outline, colour),
    ...(colour === look.main ? patternOn(outline, look) : []),
    ...clipped(
      [fill(band(profile, 0.42, 1.05, cx), SHADE, 0.11), fill(band(profile, -0.8, -0.66, cx), LIGHT, 0.3)],
      outline,
    ),
  ];
}

/** The same without pattern, for lids, stems and feet. */
export function plainBody(profile: Profile, colour: Colour, cx = 300): Shape[] {
  const outline = turned(profile, cx);
  return [fill(outline, colour), ...clipped([fill(band(profile, 0.42, 1.05, cx), SHADE, 0.11)], outline)];
}

/** A flat or soft thing: its colour and pattern, its right part in shade. */
export function flatBody(outline: Outline, look: Look, colour: Colour = look.main): Shape[] {
  return [fill(outline, colour), ...(colour === look.main ? patternOn(outline, look) : []), ...rightShade(outline)];
}

/** Shade on the right part of an outline, from `from` (share of its width) on. */
export function rightShade(outline: Outline, from = 0.7, opacity = 0.09): Shape[] {
  const { left, top, right, bottom } = boundsOf(outline);
  const start = left + (right - left) * from;
  return clipped([fill(box(start, top, right - start, bottom - top), SHADE, opacity)], outline);
}

/** Shade on the lower part of an outline. */
export function lowerShade(outline: Outline, from = 0.75, opacity = 0.1): Shape[] {
  const { left, top, right, bottom } = boundsOf(outline);
  const start = top + (bottom - top) * from;
  return clipped([fill(box(left, start, right - left, bottom - start), SHADE, opacity)], outline);
}

/** The open mouth of a round vessel: its rim, and the dark inside. */
export function mouth(y: number, halfWidth: number, colour: Colour, cx = 300): Shape[] {
  const height = Math.max(5, halfWidth * 0.13);
  return [
    fill(ellipse(cx, y, halfWidth, height), lighter(colour, 0.35)),
    fill(ellipse(cx, y + 1, halfWidth - 7, height - 4), darker(colour, 0.3)),
  ];
}

/** Boards with a few lines of grain. */
export function woodBody(outline: Outline, colour: Colour): Shape[] {
  const { left, top, right, bottom } = boundsOf(outline);
  const [width, height] = [right - left, bottom - top];
  const grain = [0.22, 0.45, 0.71].map((share, i) => {
    const y = top + height * share;
    const [from, to] = [left + width * (0.06 + i * 0.09), right - width * (0.3 - i * 0.11)];
    return stroke(curve([from, y], [(from + to) / 2, y + height * 0.03], [to, y]), darker(colour, 0.22), 2.5, 0.5);
  });
  return [fill(outline, colour), ...clipped(grain, outline), ...rightShade(outline, 0.78)];
}

/** Thin glass: a veil of colour, a clear edge, two streaks of light. */
export function glassBody(profile: Profile, colour: Colour, cx = 300): Shape[] {
  const outline = turned(profile, cx);
  return [
    fill(outline, lighter(colour, 0.45), 0.55),
    ...clipped(
      [
        fill(band(profile, 0.55, 1.05, cx), SHADE, 0.07),
        fill(band(profile, -0.8, -0.64, cx), LIGHT, 0.75),
        fill(band(profile, -0.56, -0.5, cx), LIGHT, 0.6),
      ],
      outline,
    ),
    stroke(outline, darker(colour, 0.08), 3.5, 0.7),
  ];
}

/** A paper label with a few lines that stand for print, and a mark in the accent colour. */
export function label(x: number, y: number, width: number, height: number, look: Look): Shape[] {
  const paper = lighter(look.main, 0.88);
  const bar = (share: number, part: number): Shape =>
    fill(
      box(x + (width * (1 - part)) / 2, y + height * share, width * part, Math.max(4, height * 0.055), 3),
      darker(look.main, 0.45),
      0.8,
    );
  return [
    fill(box(x, y, width, height, 6), paper),
    fill(ellipse(x + width / 2, y + height * 0.32, Math.min(width, height) * 0.17), look.accent),
    bar(0.62, 0.62),
    bar(0.75, 0.4),
  ];
}
