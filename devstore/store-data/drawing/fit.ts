import { boundsOf, mapPoints, type Outline } from './outline';
import { CANVAS, type Shape } from './scene';

/** The room a thing may fill, and how far a small one is enlarged towards it. */
const WIDTH = 430;
const HEIGHT = 392;
const MOST = 1.4;

interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Enlarges a small thing until it fills its room, and centres it; one that stands keeps its feet on the floor. */
export function fitToRoom(thing: Shape[], floor: number | null): Shape[] {
  const bounds = solidBounds(thing);
  if (!bounds) return thing;
  const factor = factorFor(bounds);
  const [cx, cy] = [(bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom) / 2];
  // What hangs on a cord from above stays on it: only its size changes, about the middle of the canvas.
  const hangs = thing.some((shape) => boundsOf(shape.outline).top <= 0);
  const [fromY, toY] = floor === null ? (hangs ? [CANVAS / 2, CANVAS / 2] : [cy, CANVAS / 2]) : [floor, floor];
  return transformed(thing, factor, (x, y) => [CANVAS / 2 + (x - cx) * factor, toY + (y - fromY) * factor]);
}

function factorFor({ left, top, right, bottom }: Bounds): number {
  return Math.max(1, Math.min(MOST, WIDTH / (right - left), HEIGHT / (bottom - top)));
}

function transformed(thing: Shape[], factor: number, map: (x: number, y: number) => [number, number]): Shape[] {
  // Shapes that share a clip go on sharing it: the painter works out each clip once.
  const clips = new Map<Outline, Outline>();
  const clipOf = (clip: Outline): Outline => {
    const made = clips.get(clip) ?? mapPoints(clip, map);
    clips.set(clip, made);
    return made;
  };
  return thing.map((shape) => ({
    ...shape,
    outline: mapPoints(shape.outline, map),
    ...(shape.strokeWidth === undefined ? {} : { strokeWidth: shape.strokeWidth * factor }),
    ...(shape.clip ? { clip: clipOf(shape.clip) } : {}),
  }));
}

/** The box around the thing itself: without glows, and without cords that leave the canvas. */
function solidBounds(thing: Shape[]): Bounds | undefined {
  const all = thing.filter((shape) => !shape.clip && shape.opacity >= 0.5).map((shape) => boundsOf(shape.outline));
  const inside = all.filter(({ top, bottom }) => top > 0 && bottom < CANVAS);
  if (inside.length === 0) return undefined;
  return {
    left: Math.min(...inside.map(({ left }) => left)),
    top: Math.min(...inside.map(({ top }) => top)),
    right: Math.max(...inside.map(({ right }) => right)),
    bottom: Math.max(...inside.map(({ bottom }) => bottom)),
  };
}
