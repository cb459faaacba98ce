import { channelsOf } from './colour';
import { type Coverage, coverageAt, coverageOf } from './coverage';
import { flatten, penOutlines } from './flatten';
import type { Outline } from './outline';
import { CANVAS, type Scene, type Shape } from './scene';

/** Paints the scene into `size` × `size` pixels of three bytes (red, green, blue), rows from the top, edges anti-aliased. */
export function rasterise(scene: Scene, size: number): Uint8Array {
  const pixels = new Uint8Array(size * size * 3);
  const ground = channelsOf(scene.ground);
  for (let i = 0; i < pixels.length; i++) pixels[i] = ground[i % 3] ?? 0;
  const clips = new Map<Outline, Coverage>();
  for (const shape of scene.shapes) {
    paint(pixels, size, shape, shapeCoverage(shape, size), shape.clip && clipCoverage(shape.clip, size, clips));
  }
  return pixels;
}

function shapeCoverage(shape: Shape, size: number): Coverage {
  const scale = size / CANVAS;
  const lines = flatten(shape.outline, scale);
  return coverageOf(
    shape.strokeWidth ? penOutlines(lines, shape.strokeWidth * scale) : lines.map(({ points }) => points),
    size,
  );
}

function clipCoverage(clip: Outline, size: number, clips: Map<Outline, Coverage>): Coverage {
  const lines = flatten(clip, size / CANVAS);
  const coverage =
    clips.get(clip) ??
    coverageOf(
      lines.map(({ points }) => points),
      size,
    );
  clips.set(clip, coverage);
  return coverage;
}

function paint(pixels: Uint8Array, size: number, shape: Shape, coverage: Coverage, clip: Coverage | undefined): void {
  const [red, green, blue] = channelsOf(shape.colour);
  for (let row = 0; row < coverage.height; row++) {
    for (let column = 0; column < coverage.width; column++) {
      const covered = coverage.values[row * coverage.width + column] ?? 0;
      const [x, y] = [coverage.left + column, coverage.top + row];
      const alpha = covered === 0 ? 0 : covered * shape.opacity * (clip ? coverageAt(clip, x, y) : 1);
      if (alpha < 0.001) continue;
      const index = (y * size + x) * 3;
      blend(pixels, index, red, alpha);
      blend(pixels, index + 1, green, alpha);
      blend(pixels, index + 2, blue, alpha);
    }
  }
}

function blend(pixels: Uint8Array, index: number, channel: number, alpha: number): void {
  const below = pixels[index] ?? 0;
  pixels[index] = Math.round(below + (channel - below) * alpha);
}
