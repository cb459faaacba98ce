import { describe, expect, it } from 'vitest';
import { coverageAt, coverageOf } from './coverage';
import { flatten, penOutlines } from './flatten';
import { box, ellipse, type Outline, polyline } from './outline';

const polygonsOf = (outline: Outline, scale = 1) => flatten(outline, scale).map(({ points }) => points);
const areaOf = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0);

describe('coverageOf', () => {
  it('covers whole pixels fully and none beside them', () => {
    const coverage = coverageOf(polygonsOf(box(2, 3, 4, 2)), 10);
    expect([coverageAt(coverage, 2, 3), coverageAt(coverage, 5, 4)]).toEqual([1, 1]);
    expect([coverageAt(coverage, 1, 3), coverageAt(coverage, 6, 3), coverageAt(coverage, 2, 5)]).toEqual([0, 0, 0]);
  });

  it('gives an edge pixel the share that is covered', () => {
    const coverage = coverageOf(polygonsOf(box(2.25, 3.5, 4, 2)), 10);
    expect(coverageAt(coverage, 2, 4)).toBeCloseTo(0.75, 5);
    expect(coverageAt(coverage, 3, 3)).toBeCloseTo(0.5, 5);
    expect(coverageAt(coverage, 2, 3)).toBeCloseTo(0.375, 5);
    expect(coverageAt(coverage, 6, 4)).toBeCloseTo(0.25, 5);
  });

  it('covers the area of a circle', () => {
    const { values } = coverageOf(polygonsOf(ellipse(50, 50, 30)), 100);
    expect(areaOf(values) / (Math.PI * 900)).toBeCloseTo(1, 2);
  });

  it('leaves a hole where an inner outline runs the other way', () => {
    const [outer, inner] = [
      polygonsOf(box(10, 10, 40, 40)),
      polygonsOf(box(20, 20, 10, 10)).map((points) => points.reverse()),
    ];
    const coverage = coverageOf([...outer, ...inner], 60);
    expect(coverageAt(coverage, 25, 25)).toBe(0);
    expect(coverageAt(coverage, 15, 25)).toBe(1);
    expect(areaOf(coverage.values)).toBeCloseTo(1500, 3);
  });

  it('cuts off what lies outside the picture', () => {
    const { values } = coverageOf(polygonsOf(box(-50, -50, 60, 60)), 20);
    expect(areaOf(values)).toBeCloseTo(100, 3);
  });

  it('covers nothing for a thing wholly outside', () => {
    expect(areaOf(coverageOf(polygonsOf(box(-50, 5, 20, 5)), 20).values)).toBe(0);
  });
});

describe('penOutlines', () => {
  const inkOf = (outline: Outline, width: number) =>
    areaOf(coverageOf(penOutlines(flatten(outline, 1), width), 200).values);

  it('draws a line as long as it is, with half circles at its ends', () => {
    expect(inkOf(polyline([40, 100], [140, 100]), 20)).toBeCloseTo(100 * 20 + Math.PI * 100, -1);
  });

  it('draws a line without length as a dot', () => {
    expect(inkOf(polyline([100, 100], [100, 100]), 20) / (Math.PI * 100)).toBeCloseTo(1, 1);
  });

  it('draws a closed outline as a ring', () => {
    const ring = Math.PI * (60 * 60 - 40 * 40);
    expect(inkOf(ellipse(100, 100, 50), 20) / ring).toBeCloseTo(1, 2);
  });

  it('rounds corners and fills them once', () => {
    const corner = coverageOf(penOutlines(flatten(polyline([40, 40], [120, 40], [120, 120]), 1), 16), 200);
    expect(coverageAt(corner, 119, 40)).toBe(1);
    expect(Math.max(...corner.values)).toBe(1);
    // The outer corner itself lies outside the round join.
    expect(coverageAt(corner, 127, 32)).toBeCloseTo(0, 6);
  });
});
