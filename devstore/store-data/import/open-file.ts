import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** The bytes of a file from line `fromLine` on (1 is the first), unpacked if it is gzip, whatever its name. */
export async function openFile(file: string, fromLine: number): Promise<Readable> {
  const packed = await isGzip(file);
  const bytes = createReadStream(file, { highWaterMark: 1 << 17 });
  const unpacked = packed ? pipe(bytes, createGunzip()) : bytes;
  return fromLine > 1 ? Readable.from(withoutLines(unpacked, fromLine - 1)) : unpacked;
}

async function isGzip(file: string): Promise<boolean> {
  const start = await firstBytes(file);
  if (start.length === 0) throw new Error(`${file}: the file is empty; export it from Shopify again`);
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) {
    throw new Error(`${file}: the file is in UTF-16; save it as CSV in UTF-8`);
  }
  return start[0] === 0x1f && start[1] === 0x8b;
}

async function firstBytes(file: string): Promise<Buffer> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new Error(`${file}: there is no such file; give the path of a CSV export`);
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Pipes one stream into the next so that an error of the first reaches whoever reads the second. */
function pipe(source: Readable, target: ReturnType<typeof createGunzip>): Readable {
  source.on('error', (error) => target.destroy(error));
  return source.pipe(target);
}

const NEWLINE = 0x0a;

async function* withoutLines(bytes: Readable, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    let start = 0;
    while (left > 0) {
      const end = chunk.indexOf(NEWLINE, start);
      if (end < 0) break;
      start = end + 1;
      left -= 1;
    }
    if (left === 0 && start < chunk.length) yield chunk.subarray(start);
  }
}
