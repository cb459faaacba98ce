import { crc32, inflateSync } from 'node:zlib';
import { expect } from 'vitest';

/** Reads what `encodePng` wrote, by the PNG specification: chunks with checksums, rows with their filter undone. */
export function decodePng(png: Buffer): { size: number; pixels: Uint8Array } {
  expect(png.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    expect(png.readUInt32BE(at + 8 + length), `checksum of ${type}`).toBe(crc32(png.subarray(at + 4, at + 8 + length)));
    chunks.set(type, png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
  const header = chunks.get('IHDR') as Buffer;
  expect([...header.subarray(8)], 'bit depth, colour type, methods').toEqual([8, 2, 0, 0, 0]);
  const size = header.readUInt32BE(0);
  return { size, pixels: unfiltered(inflateSync(chunks.get('IDAT') as Buffer), size * 3) };
}

function unfiltered(data: Buffer, stride: number): Uint8Array {
  const rows = data.length / (stride + 1);
  const pixels = new Uint8Array(rows * stride);
  for (let y = 0; y < rows; y++) {
    expect(data[y * (stride + 1)], `filter of row ${y}`).toBe(2);
    for (let x = 0; x < stride; x++) {
      pixels[y * stride + x] = (data[y * (stride + 1) + 1 + x] ?? 0) + (y ? (pixels[(y - 1) * stride + x] ?? 0) : 0);
    }
  }
  return pixels;
}
