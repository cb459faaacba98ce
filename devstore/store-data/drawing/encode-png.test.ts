import { describe, expect, it } from 'vitest';
import { decodePng } from '../testing/decode-png';
import { encodePng } from './encode-png';

describe('encodePng', () => {
  it('writes a file that reads back to the same pixels', () => {
    const pixels = Uint8Array.from({ length: 5 * 5 * 3 }, (_, i) => (i * 37) % 256);
    expect(decodePng(encodePng(pixels, 5))).toEqual({ size: 5, pixels });
  });

  it('refuses pixels that do not fit the size', () => {
    expect(() => encodePng(new Uint8Array(10), 5)).toThrow('10 bytes are not 5 × 5 × 3');
  });
});
