const BLOCK = 512;

/**
 * Reads one file out of a tar archive: plain and GNU headers, and pax records for long names, as npm's and git's archives have them.
 * @param archive the unpacked bytes (not gzipped)
 * @param path the file's name inside, such as `package/package.json`
 * @returns its bytes, or undefined when it is not there
 * @throws when the archive is damaged or cut short
 */
export function readTarFile(archive: Buffer, path: string): Buffer | undefined {
  let offset = 0;
  let longName: string | undefined;
  while (offset + BLOCK <= archive.length) {
    const header = archive.subarray(offset, offset + BLOCK);
    if (header.every((byte) => byte === 0)) return undefined;
    const entry = readHeader(header);
    const end = offset + BLOCK + entry.size;
    if (end > archive.length)
      throw new Error(`The archive is cut short: ${entry.name} has ${entry.size} bytes, which are not all there.`);
    const content = archive.subarray(offset + BLOCK, end);
    const name = longName ?? entry.name;
    longName = undefined;
    if (entry.type === 'L') longName = textOf(content);
    else if (entry.type === 'x') longName = paxPath(content);
    else if (isFile(entry.type) && name === path) return Buffer.from(content);
    offset += BLOCK + Math.ceil(entry.size / BLOCK) * BLOCK;
  }
  throw new Error('The archive is cut short: its end mark is missing.');
}

interface Header {
  name: string;
  size: number;
  type: string;
}

function readHeader(header: Buffer): Header {
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 0x20 : byte), 0);
  if (octal(header.subarray(148, 156)) !== sum)
    throw new Error('The archive is damaged: a header’s checksum is wrong.');
  const name = textOf(header.subarray(0, 100));
  const isPosix = textOf(header.subarray(257, 263)) === 'ustar';
  const prefix = isPosix ? textOf(header.subarray(345, 500)) : '';
  return {
    name: prefix ? `${prefix}/${name}` : name,
    size: octal(header.subarray(124, 136)),
    type: String.fromCharCode(header[156] ?? 0),
  };
}

function octal(field: Buffer): number {
  return Number.parseInt(textOf(field).trim() || '0', 8);
}

/** Up to the first zero byte. */
function textOf(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? field.length : end);
}

const isFile = (type: string) => type === '0' || type === '\0';

/** pax records are lines of `LENGTH KEY=VALUE`, the length (in bytes) including itself and the line's end. */
function paxPath(content: Buffer): string | undefined {
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const length = Number(content.toString('utf8', at, space));
    if (space < 0 || !(length > 0)) return undefined;
    const record = content.toString('utf8', space + 1, at + length - 1);
    if (record.startsWith('path=')) return record.slice('path='.length);
    at += length;
  }
  return undefined;
}
