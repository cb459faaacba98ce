/** One object of a bulk answer with the lines of its nested connections. */
export interface BulkObject {
  parent: Record<string, unknown>;
  children: Record<string, unknown>[];
}

export interface BulkBatch {
  objects: BulkObject[];
  /** Bytes of the answer that these objects and all before them take. */
  bytesRead: number;
}

const NEWLINE = 0x0a;

/**
 * Cuts a grouped bulk answer (JSON lines, children right after their parent, each with `__parentId`) into whole objects, in batches, while
 * it arrives. An object counts as read only when the next one begins or the answer ends, so reading can go on from `bytesRead` after any
 * interruption. Memory is one batch.
 */
export async function* readBulkObjects(
  chunks: AsyncIterable<Uint8Array>,
  fromByte: number,
  batchSize: number,
): AsyncGenerator<BulkBatch> {
  let objects: BulkObject[] = [];
  let open: BulkObject | null = null;
  let wholeBytes = fromByte;
  let bytes = fromByte;
  for await (const { line, length } of readLines(chunks)) {
    if (!line) {
      bytes += length;
      continue;
    }
    const { __parentId, ...row } = JSON.parse(line) as Record<string, unknown>;
    if (typeof __parentId === 'string') {
      if (open?.parent.id !== __parentId)
        throw new Error(`byte ${bytes} of the bulk answer belongs to ${__parentId}, which does not stand before it`);
      open.children.push(row);
    } else {
      if (open) objects.push(open);
      wholeBytes = bytes;
      open = { parent: row, children: [] };
      if (objects.length >= batchSize) {
        yield { objects, bytesRead: wholeBytes };
        objects = [];
      }
    }
    bytes += length;
  }
  if (open) objects.push(open);
  if (objects.length) yield { objects, bytesRead: bytes };
}

async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<{ line: string; length: number }> {
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of chunks) {
    const buffer: Buffer = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = buffer.indexOf(NEWLINE, start); end >= 0; end = buffer.indexOf(NEWLINE, start)) {
      yield { line: buffer.toString('utf8', start, end), length: end + 1 - start };
      start = end + 1;
    }
    rest = buffer.subarray(start);
  }
  if (rest.length) yield { line: Buffer.from(rest).toString('utf8'), length: rest.length };
}
