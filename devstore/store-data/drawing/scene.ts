import type { Colour } from './colour';
import type { Outline } from './outline';

/** One painted outline: filled, or stroked with round caps and joins when it has a `strokeWidth`. */
export interface Shape {
  outline: Outline;
  colour: Colour;
  /** 0 (invisible) to 1. */
  opacity: number;
  strokeWidth?: number;
  /** Only what lies inside this outline is painted. */
  clip?: Outline;
}

/** A picture: a ground colour and shapes on it, back to front, on a canvas of `CANVAS` × `CANVAS` units. */
export interface Scene {
  title: string;
  ground: Colour;
  shapes: Shape[];
}

export const CANVAS = 600;

export const fill = (outline: Outline, colour: Colour, opacity = 1): Shape => ({ outline, colour, opacity });

export const stroke = (outline: Outline, colour: Colour, strokeWidth: number, opacity = 1): Shape => ({
  outline,
  colour,
  opacity,
  strokeWidth,
});

/** The shapes, visible only inside the outline. */
export const clipped = (shapes: Shape[], clip: Outline): Shape[] => shapes.map((shape) => ({ ...shape, clip }));
