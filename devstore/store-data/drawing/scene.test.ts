import { describe, expect, it } from 'vitest';
import { readSvg } from '../testing/read-svg';
import { fitToRoom } from './fit';
import { type Look, vary } from './look';
import { roundBody } from './materials';
import { boundsOf, box, ellipse, polyline } from './outline';
import { patternOn, underLabel } from './patterns';
import { clipped, fill, type Scene, stroke } from './scene';
import { writeSvg } from './write-svg';

const LOOK: Look = {
  main: '#9db08f',
  accent: '#c4683f',
  wood: '#c99b66',
  metal: '#c9a04e',
  pattern: 'plain',
  build: 0.5,
};
const scene = (over: Partial<Scene> = {}): Scene => ({ title: 'Mug', ground: '#f3ece0', shapes: [], ...over });

describe('writeSvg', () => {
  it('writes grounds, fills, strokes, opacity and clips', () => {
    const clip = box(100, 100, 200, 200);
    const svg = readSvg(
      writeSvg(
        scene({
          shapes: [
            fill(box(0, 0, 600, 300), '#ff0000'),
            ...clipped([fill(box(0, 0, 600, 600), '#0000ff', 0.5)], clip),
            stroke(polyline([0, 500], [600, 500]), '#00ff00', 20),
          ],
        }),
      ),
    );
    expect(svg.colourAt(500, 100)).toEqual([255, 0, 0]);
    expect(svg.colourAt(200, 200)).toEqual([127.5, 0, 127.5]);
    expect(svg.colourAt(300, 505)).toEqual([0, 255, 0]);
    expect(svg.colourAt(300, 550)).toEqual([0xf3, 0xec, 0xe0]);
  });

  it('writes each clip once', () => {
    const clip = box(100, 100, 200, 200);
    const text = writeSvg(
      scene({
        shapes: clipped(
          [1, 2, 3].map((i) => fill(box(i, i, 10, 10), '#123456')),
          clip,
        ),
      }),
    );
    expect(text.match(/<clipPath/g)).toHaveLength(1);
    expect(text.match(/clip-path="url\(#c1\)"/g)).toHaveLength(3);
  });
});

describe('fitToRoom', () => {
  it('enlarges a small thing that stands, its feet staying on the floor, in the middle', () => {
    const [shape] = fitToRoom([fill(box(100, 380, 100, 100), '#123456')], 480);
    expect(boundsOf(shape?.outline ?? [])).toEqual({ left: 230, top: 340, right: 370, bottom: 480 });
  });

  it('never makes a thing smaller, nor larger than its room', () => {
    const [large] = fitToRoom([fill(box(20, 100, 560, 380), '#123456')], 480);
    expect(boundsOf(large?.outline ?? [])).toMatchObject({ left: 20, right: 580 });
    const [wide] = fitToRoom([fill(box(100, 300, 400, 20), '#123456')], null);
    expect(boundsOf(wide?.outline ?? [])).toMatchObject({ left: 85, right: 515 });
  });

  it('thickens strokes alike, and lets shapes go on sharing a clip', () => {
    const clip = ellipse(300, 400, 40);
    const fitted = fitToRoom(
      [
        fill(box(250, 380, 100, 100), '#123456'),
        ...clipped([stroke(polyline([0, 0], [9, 9]), '#123456', 10), fill(box(0, 0, 9, 9), '#123456')], clip),
      ],
      480,
    );
    expect(fitted[1]?.strokeWidth).toBeCloseTo(14);
    expect(fitted[1]?.clip).toBe(fitted[2]?.clip);
    expect(boundsOf(fitted[1]?.clip ?? []).right - boundsOf(fitted[1]?.clip ?? []).left).toBeCloseTo(112);
  });

  it('keeps what hangs from above on its cord', () => {
    const [cord, ball] = fitToRoom(
      [stroke(polyline([300, 0], [300, 250]), '#123456', 5), fill(ellipse(300, 300, 50), '#123456')],
      null,
    );
    expect(boundsOf(cord?.outline ?? []).top).toBeLessThanOrEqual(0);
    expect(boundsOf(cord?.outline ?? []).bottom).toBeCloseTo(boundsOf(ball?.outline ?? []).top, 5);
  });
});

describe('patterns and bodies', () => {
  it.each(['stripes', 'dots', 'dip', 'speckle', 'sprig', 'checks', 'waves'] as const)(
    'prints %s inside the outline only',
    (pattern) => {
      const outline = ellipse(300, 300, 120);
      const shapes = patternOn(outline, { ...LOOK, pattern });
      expect(shapes.length).toBeGreaterThan(0);
      expect(shapes.filter((shape) => shape.clip !== outline)).toEqual([]);
    },
  );

  it('prints nothing on plain things, and no sprig under a label', () => {
    expect(patternOn(ellipse(300, 300, 120), LOOK)).toEqual([]);
    expect(underLabel({ ...LOOK, pattern: 'sprig' }).pattern).toBe('plain');
    expect(underLabel({ ...LOOK, pattern: 'dots' }).pattern).toBe('dots');
  });

  it('patterns a body in its own colour only', () => {
    const profile: [number, number][] = [
      [100, 50],
      [300, 60],
    ];
    const dotted: Look = { ...LOOK, pattern: 'dots' };
    const hasDots = (shapes: ReturnType<typeof roundBody>) => shapes.some(({ colour }) => colour === LOOK.accent);
    expect(hasDots(roundBody(profile, dotted))).toBe(true);
    expect(hasDots(roundBody(profile, dotted, LOOK.wood))).toBe(false);
  });

  it('vary between their limits', () => {
    expect([0, 0.5, 1].map((build) => vary({ ...LOOK, build }, 10, 20))).toEqual([10, 15, 20]);
  });
});
