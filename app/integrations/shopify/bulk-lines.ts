import { readLines } from './bulk-bytes';

/** One object of a bulk answer with the lines of its nested connections, at whatever depth. */
export interface BulkObject {
  parent: Row;
  /** Each with its `__parentId`. */
  children: Row[];
}

export interface BulkBatch {
  objects: BulkObject[];
  /** Bytes of the answer that these objects and all before them take. */
  bytesRead: number;
}

export interface BulkReading {
  fromByte: number;
  /** Objects of one batch. */
  batchSize: number;
  /** How long the whole answer is; null where nobody told. */
  bytesTotal: number | null;
  /** What Shopify had written when it gave up: it may end anywhere, and its last object may lack lines, so that one is left out. */
  isPartial?: boolean;
}

type Row = Record<string, unknown>;

/**
 * Cuts a grouped bulk answer (JSON lines, children after their parent and before the next, each with `__parentId`) into whole objects, in
 * batches, while it arrives. An object counts as read only when the next one begins or the answer ends, so reading can go on from `bytesRead`
 * after any interruption. Memory is one batch. Throws where the answer ends before its length: its last object may lack lines.
 */
export async function* readBulkObjects(
  chunks: AsyncIterable<Uint8Array>,
  { fromByte, batchSize, bytesTotal, isPartial = false }: BulkReading,
): AsyncGenerator<BulkBatch> {
  let objects: BulkObject[] = [];
  let open: BulkObject | null = null;
  let wholeBytes = fromByte;
  let bytes = fromByte;
  for await (const { line, length, isEnded } of readLines(chunks)) {
    if (!isEnded && mayBeCut(isPartial, bytes + length, bytesTotal)) break;
    const row: ReadRow | null = line ? toRow(line, open, bytes) : null;
    if (row?.isChild) open?.children.push(row.row);
    else if (row) {
      if (open) objects.push(open);
      wholeBytes = bytes;
      open = { parent: row.row, children: [] };
      if (objects.length >= batchSize) {
        yield { objects, bytesRead: wholeBytes };
        objects = [];
      }
    }
    bytes += length;
  }
  const isWhole = !isPartial && (bytesTotal === null || bytes >= bytesTotal);
  if (isWhole && open) objects.push(open);
  if (objects.length) yield { objects, bytesRead: isWhole ? bytes : wholeBytes };
  if (!isWhole && !isPartial) throw new Error(`the bulk answer broke off: ${bytes} of ${bytesTotal} bytes came`);
}

const mayBeCut = (isPartial: boolean, bytes: number, bytesTotal: number | null): boolean =>
  isPartial || (bytesTotal !== null && bytes < bytesTotal);

interface ReadRow {
  row: Row;
  isChild: boolean;
}

/** Throws on a child whose parent does not stand before it: the answer is not grouped, or reading began in the middle of an object. */
function toRow(line: string, open: BulkObject | null, byte: number): ReadRow {
  const row = JSON.parse(line) as Row;
  const parentId = row.__parentId;
  if (typeof parentId !== 'string') return { row, isChild: false };
  if (open && holds(open, parentId)) return { row, isChild: true };
  throw new Error(`byte ${byte} of the bulk answer belongs to ${parentId}, which does not stand before it`);
}

/** A child's parent is the object itself, another child, or an object inside of one of them (a variant's inventory item). */
function holds({ parent, children }: BulkObject, id: string): boolean {
  return parent.id === id || isWithin(parent, id) || children.some((child) => child.id === id || isWithin(child, id));
}

const isWithin = (row: Row, id: string): boolean =>
  Object.values(row).some((value) => typeof value === 'object' && value !== null && 'id' in value && value.id === id);
