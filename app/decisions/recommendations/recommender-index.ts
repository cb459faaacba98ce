/**
 * What training leaves for serving: compact typed arrays, no objects. Products are numbered 0…n-1; "rows" are ranges of a flat array,
 * row r being items[offsets[r] … offsets[r + 1]).
 */
export interface Rows {
  offsets: Uint32Array;
  items: Uint32Array;
}

export interface RecommenderIndex {
  /** Shopify ids by number. */
  products: string[];
  /** Per product, its nearest neighbours by co-purchase, best first. */
  neighbours: Rows & {
    /** Cosine with shrinkage, 0…1. */
    similarities: Float32Array;
    /** Orders that held both. */
    together: Uint32Array;
  };
  /** Past sessions, newest first, each with its products in the order they were met. */
  sessions: Rows;
  /** Per product, the sessions it is in, newest first. */
  sessionsOf: Rows;
  /** ln(sessions ÷ sessions with the product), per product. */
  idf: Float32Array;
  /** Best-sellers, best first: recent sales weigh more. */
  bestSellers: Uint32Array;
}

const MAGIC = 'KNDR1';
const ARRAYS = {
  'neighbours.offsets': Uint32Array,
  'neighbours.items': Uint32Array,
  'neighbours.similarities': Float32Array,
  'neighbours.together': Uint32Array,
  'sessions.offsets': Uint32Array,
  'sessions.items': Uint32Array,
  'sessionsOf.offsets': Uint32Array,
  'sessionsOf.items': Uint32Array,
  idf: Float32Array,
  bestSellers: Uint32Array,
} as const;
type ArrayName = keyof typeof ARRAYS;
const names = Object.keys(ARRAYS) as ArrayName[];

interface Header {
  products: string[];
  lengths: Record<string, number>;
}

function arraysOf(index: RecommenderIndex): Record<ArrayName, Uint32Array | Float32Array> {
  return {
    'neighbours.offsets': index.neighbours.offsets,
    'neighbours.items': index.neighbours.items,
    'neighbours.similarities': index.neighbours.similarities,
    'neighbours.together': index.neighbours.together,
    'sessions.offsets': index.sessions.offsets,
    'sessions.items': index.sessions.items,
    'sessionsOf.offsets': index.sessionsOf.offsets,
    'sessionsOf.items': index.sessionsOf.items,
    idf: index.idf,
    bestSellers: index.bestSellers,
  };
}

/** Bytes: magic, length of a JSON header (4 bytes, little endian), the header, then all arrays, four bytes a number, little endian. */
export function encodeIndex(index: RecommenderIndex): Buffer<ArrayBuffer> {
  const arrays = arraysOf(index);
  const lengths = Object.fromEntries(names.map((name) => [name, arrays[name].length]));
  const header = Buffer.from(JSON.stringify({ products: index.products, lengths } satisfies Header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const bodies = names.map((name) =>
    Buffer.from(arrays[name].buffer, arrays[name].byteOffset, arrays[name].byteLength),
  );
  return Buffer.from(Buffer.concat([Buffer.from(MAGIC), length, header, ...bodies]));
}

/** The inverse of `encodeIndex`. Throws on bytes of another kind and on bytes that were cut short. */
export function decodeIndex(bytes: Uint8Array): RecommenderIndex {
  const buffer = Buffer.from(bytes);
  if (buffer.subarray(0, MAGIC.length).toString() !== MAGIC) throw new Error('these bytes are no recommender index');
  const headerAt = MAGIC.length + 4;
  let at = headerAt + buffer.readUInt32LE(MAGIC.length);
  const { products, lengths } = JSON.parse(buffer.subarray(headerAt, at).toString()) as Header;
  const take = <T extends Uint32Array | Float32Array>(name: ArrayName): T => {
    const end = at + (lengths[name] ?? 0) * 4;
    if (end > buffer.length) throw new Error(`this recommender index is cut short: it ends within ${name}`);
    const copy = new Uint8Array(buffer.subarray(at, end)).buffer;
    at = end;
    return new ARRAYS[name](copy) as T;
  };
  return {
    products,
    neighbours: {
      offsets: take('neighbours.offsets'),
      items: take('neighbours.items'),
      similarities: take('neighbours.similarities'),
      together: take('neighbours.together'),
    },
    sessions: { offsets: take('sessions.offsets'), items: take('sessions.items') },
    sessionsOf: { offsets: take('sessionsOf.offsets'), items: take('sessionsOf.items') },
    idf: take('idf'),
    bestSellers: take('bestSellers'),
  };
}

/** One row of a table, without copying. */
export const rowOf = ({ offsets, items }: Rows, row: number): Uint32Array =>
  items.subarray(offsets[row] ?? 0, offsets[row + 1] ?? 0);

/** Flattens lists into rows. */
export function toRows(lists: readonly (readonly number[])[]): Rows {
  const offsets = new Uint32Array(lists.length + 1);
  for (const [row, list] of lists.entries()) offsets[row + 1] = (offsets[row] ?? 0) + list.length;
  const items = new Uint32Array(offsets[lists.length] ?? 0);
  for (const [row, list] of lists.entries()) items.set(list, offsets[row]);
  return { offsets, items };
}
