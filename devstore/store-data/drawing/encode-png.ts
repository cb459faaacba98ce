import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A PNG of `size` × `size` pixels from three bytes a pixel (red, green, blue), rows from the top. */
export function encodePng(pixels: Uint8Array, size: number): Buffer {
  if (pixels.length !== size * size * 3) {
    throw new Error(
      `encodePng: ${pixels.length} bytes are not ${size} × ${size} × 3; give one byte a channel and no padding`,
    );
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // 8 bits a channel, colour type 2 (red, green, blue), and the only compression, filter and interlace methods there are.
  header.set([8, 2, 0, 0, 0], 8);
  const data = deflateSync(filterRows(pixels, size * 3), { level: 9 });
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** Each row as its difference from the row above (filter type 2): flat pictures become mostly zeros. */
function filterRows(pixels: Uint8Array, stride: number): Buffer {
  const rows = pixels.length / stride;
  const filtered = Buffer.alloc(pixels.length + rows);
  for (let y = 0; y < rows; y++) {
    filtered[y * (stride + 1)] = 2;
    for (let x = 0; x < stride; x++) {
      const above = y === 0 ? 0 : (pixels[(y - 1) * stride + x] ?? 0);
      filtered[y * (stride + 1) + 1 + x] = ((pixels[y * stride + x] ?? 0) - above) & 255;
    }
  }
  return filtered;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8 + body.length);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), 4 + body.length);
  return frame;
}
