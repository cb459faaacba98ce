const NEWLINE = 0x0a;

export interface BulkLine {
  line: string;
  /** Bytes it takes, its line break included. */
  length: number;
  /** Whether its line break came; a last line without one may be whole all the same. */
  isEnded: boolean;
}

/** Cuts bytes into lines of text while they arrive, wherever the pieces they come in begin and end: inside of a line, or of a character. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<BulkLine> {
  let pieces: Uint8Array[] = [];
  for await (const chunk of chunks) {
    // A long line comes in many pieces, which are joined once, when it ends.
    if (chunk.indexOf(NEWLINE) < 0) {
      pieces.push(chunk);
      continue;
    }
    const buffer = Buffer.concat([...pieces, chunk]);
    let start = 0;
    for (let end = buffer.indexOf(NEWLINE, start); end >= 0; end = buffer.indexOf(NEWLINE, start)) {
      yield { line: buffer.toString('utf8', start, end), length: end + 1 - start, isEnded: true };
      start = end + 1;
    }
    pieces = start < buffer.length ? [buffer.subarray(start)] : [];
  }
  const rest = Buffer.concat(pieces);
  if (rest.length) yield { line: rest.toString('utf8'), length: rest.length, isEnded: false };
}
