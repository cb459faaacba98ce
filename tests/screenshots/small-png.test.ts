import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fewColours } from './few-colours';
import { readPng, smallPng } from './small-png';

const chunk = (type: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
};

/** The bytes of a row as one of the five filters writes them (PNG specification, 9.2). */
function filtered(kind: number, row: Buffer, above: Buffer, step: number): Buffer {
  return Buffer.from(
    row.map((value, x) => {
      const [left, up, corner] = [row[x - step] ?? 0, above[x] ?? 0, above[x - step] ?? 0];
      const guess = left + up - corner;
      const nearest = [left, up, corner].sort((a, b) => Math.abs(guess - a) - Math.abs(guess - b))[0] ?? 0;
      return value - ([0, left, up, (left + up) >> 1, nearest][kind] ?? 0);
    }),
  );
}

function pngOf(pixels: Buffer, width: number, channels: 3 | 4, kinds: readonly number[]): Buffer {
  const [rowBytes, height] = [width * channels, pixels.length / (width * channels)];
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, channels === 4 ? 6 : 2, 0, 0, 0], 8);
  const rows = Array.from({ length: height }, (_, y) => {
    const kind = kinds[y % kinds.length] ?? 0;
    const row = pixels.subarray(y * rowBytes, (y + 1) * rowBytes);
    const above = y > 0 ? pixels.subarray((y - 1) * rowBytes, y * rowBytes) : Buffer.alloc(rowBytes);
    return Buffer.concat([Buffer.from([kind]), filtered(kind, row, above, channels)]);
  });
  const data = chunk('IDAT', deflateSync(Buffer.concat(rows)));
  return Buffer.concat([Buffer.alloc(8), chunk('IHDR', head), data, chunk('IEND', Buffer.alloc(0))]);
}

const picture = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
  .chain(({ width, height }) =>
    fc.record({
      width: fc.constant(width),
      kinds: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 9 }),
      bytes: fc.uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 }),
    }),
  );

describe('a picture', () => {
  it('is read whatever filter each row was written with, with and without transparency', () => {
    fc.assert(
      fc.property(picture, ({ width, kinds, bytes }) => {
        const rgba = Buffer.from(bytes);
        const rgb = Buffer.from(rgba.filter((_, at) => at % 4 !== 3));
        expect(readPng(pngOf(rgb, width, 3, kinds)).rgb.equals(rgb)).toBe(true);
        expect(readPng(pngOf(rgba, width, 4, kinds)).rgb.equals(rgb)).toBe(true);
      }),
    );
  });

  it('of few colours keeps each as it is', () => {
    const rgb = Buffer.from(Array.from({ length: 256 * 3 }, (_, at) => Math.floor(at / 3)));
    const { palette, indices } = fewColours(rgb);
    expect(palette).toHaveLength(256 * 3);
    const again = [...indices].flatMap((index) => [...palette.subarray(index * 3, index * 3 + 3)]);
    expect(Buffer.from(again).equals(rgb)).toBe(true);
  });

  it('of many colours has 256 that are near to those it had', () => {
    const side = 64;
    const rgb = Buffer.from(
      Array.from({ length: side * side }, (_, at) => [(at % side) * 4, Math.floor(at / side) * 4, 128]).flat(),
    );
    const { palette, indices } = fewColours(rgb);
    expect(palette.length / 3).toBeLessThanOrEqual(256);
    const off = [...indices].map((index, pixel) =>
      Math.max(...[0, 1, 2].map((part) => Math.abs((palette[index * 3 + part] ?? 0) - (rgb[pixel * 3 + part] ?? 0)))),
    );
    expect(Math.max(...off)).toBeLessThanOrEqual(24);
    const small = smallPng(pngOf(rgb, side, 3, [0]));
    expect(small.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(small.length).toBeLessThan(rgb.length / 2);
  });
});
