import { describe, expect, it } from 'vitest';
import {
  band,
  blob,
  boundsOf,
  box,
  curve,
  ellipse,
  leaf,
  mirrored,
  moved,
  type Outline,
  polygon,
  type Profile,
  rotated,
  turned,
} from './outline';

const endsOf = (outline: Outline) =>
  outline.flatMap((step) =>
    step[0] === 'Z' ? [] : [step.slice(-2).map((value) => Math.round(Number(value) * 100) / 100)],
  );
const PROFILE: Profile = [
  [100, 40],
  [200, 80],
  [300, 60],
];

describe('outlines', () => {
  it('bound an ellipse and a rounded box exactly', () => {
    expect(boundsOf(ellipse(100, 50, 30, 20))).toEqual({ left: 70, top: 30, right: 130, bottom: 70 });
    expect(boundsOf(box(10, 20, 30, 40, 8))).toEqual({ left: 10, top: 20, right: 40, bottom: 60 });
    expect(boundsOf(box(10, 20, 30, 40, 999))).toEqual({ left: 10, top: 20, right: 40, bottom: 60 });
  });

  it('run smooth curves through every point given', () => {
    expect(endsOf(curve([0, 0], [10, 20], [30, 5]))).toEqual([
      [0, 0],
      [10, 20],
      [30, 5],
    ]);
    const closed = blob([0, 0], [10, 20], [30, 5]);
    expect(endsOf(closed)).toEqual([
      [0, 0],
      [10, 20],
      [30, 5],
      [0, 0],
    ]);
    expect(closed[closed.length - 1]).toEqual(['Z']);
  });

  it('make turned bodies the same on both sides', () => {
    const ends = endsOf(turned(PROFILE, 300));
    expect(ends).toEqual([
      [340, 100],
      [380, 200],
      [360, 300],
      [240, 300],
      [220, 200],
      [260, 100],
    ]);
  });

  it('cut bands that follow the body’s swell', () => {
    expect(endsOf(band(PROFILE, 0, 0.5, 300)).slice(0, 3)).toEqual([
      [320, 100],
      [340, 200],
      [330, 300],
    ]);
    expect(boundsOf(band(PROFILE, 0, 1, 300)).left).toBe(300);
  });

  it('grow leaves from stalk to tip, both sides alike', () => {
    const upright = leaf([0, 100], [0, 0], 40);
    expect(endsOf(upright)).toEqual([
      [0, 100],
      [0, 0],
      [0, 100],
    ]);
    const { left, right } = boundsOf(upright);
    expect(left + right).toBeCloseTo(0);
  });

  it('move, turn and mirror', () => {
    const square = polygon([0, 0], [10, 0], [10, 10], [0, 10]);
    expect(boundsOf(moved(square, 5, -5))).toEqual({ left: 5, top: -5, right: 15, bottom: 5 });
    expect(endsOf(rotated(square, 90, 0, 0))).toEqual(
      [
        [0, 0],
        [0, 10],
        [-10, 10],
        [-10, 0],
      ].map(([x = 0, y = 0]) => [x + 0, y + 0]),
    );
    expect(boundsOf(mirrored(square, 300))).toEqual({ left: 590, top: 0, right: 600, bottom: 10 });
  });
});
