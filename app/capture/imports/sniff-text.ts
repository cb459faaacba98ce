export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** What a file is by its first bytes; `text` where nothing says otherwise. */
export function kindOfFile(first: Uint8Array): 'gzip' | 'zip' | 'empty' | 'text' {
  if (first.length === 0) return 'empty';
  if (first[0] === 0x1f && first[1] === 0x8b) return 'gzip';
  return first[0] === 0x50 && first[1] === 0x4b && first[2] === 0x03 && first[3] === 0x04 ? 'zip' : 'text';
}

/** UTF-16 by its mark, or by every second byte being empty; null: one of the encodings whose letters are ASCII's. */
export function wideEncoding(first: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be';
  const sample = first.subarray(0, 1_000);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const half = sample.length / 2;
  if ((zeros[1] ?? 0) > half * 0.7) return 'utf-16le';
  return (zeros[0] ?? 0) > half * 0.7 ? 'utf-16be' : null;
}

/** UTF-8 where all of it is well formed, and else what Windows writes in the west. Reads to the end. */
export async function narrowEncoding(bytes: AsyncIterable<Uint8Array>): Promise<'utf-8' | 'windows-1252'> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isWellFormed = true;
  for await (const each of bytes) {
    if (!isWellFormed) continue;
    isWellFormed = accepts(() => decoder.decode(each, { stream: true }));
  }
  return isWellFormed && accepts(() => decoder.decode()) ? 'utf-8' : 'windows-1252';
}

function accepts(decode: () => string): boolean {
  try {
    decode();
    return true;
  } catch {
    return false;
  }
}

/** The same text as UTF-8 without a mark, in pieces of exactly so many bytes: the same file always gives the same pieces. */
export async function* asUtf8(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  pieceBytes: number,
): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  let held = Buffer.alloc(0);
  for await (const each of bytes) {
    held = Buffer.concat([held, Buffer.from(decoder.decode(each, { stream: true }))]);
    for (; held.length >= pieceBytes; held = held.subarray(pieceBytes)) yield held.subarray(0, pieceBytes);
  }
  const rest = Buffer.concat([held, Buffer.from(decoder.decode())]);
  if (rest.length) yield rest;
}

const DELIMITERS = [',', ';', '\t', '|'];

/** What parts the columns: what its first line has most of, outside of quotes. */
export function delimiterOf(text: string): string {
  const counts = new Map(DELIMITERS.map((each) => [each, 0]));
  let isQuoted = false;
  for (const letter of text) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (letter === '\n' || letter === '\r')) {
      if ([...counts.values()].some((count) => count > 0)) break;
    } else if (!isQuoted && counts.has(letter)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  }
  return DELIMITERS.reduce((best, each) => ((counts.get(each) ?? 0) > (counts.get(best) ?? 0) ? each : best));
}
