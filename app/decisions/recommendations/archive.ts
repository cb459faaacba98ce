/**
 * Values that are mostly typed arrays, as bytes: magic, length of a JSON header (4 bytes), the header, then the arrays, each at a multiple of
 * eight. The header holds the value with numbers for its arrays; an array that is used twice is written once. Little endian, as every machine
 * that Node.js runs on.
 */
const MAGIC = 'KNDR3';
/** What the bytes begin with that this release reads. */
export const ARCHIVE_BEGINS_WITH = Buffer.from(MAGIC);
const KINDS = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;
type KindName = keyof typeof KINDS;
type Typed = InstanceType<(typeof KINDS)[KindName]>;

interface Header {
  value: unknown;
  arrays: { kind: KindName; length: number }[];
}

/** Bytes that are no archive, or one of another release. */
export class OtherKind extends Error {
  constructor() {
    super('these bytes are no archive of a recommender');
    this.name = 'OtherKind';
  }
}

/**
 * Objects, arrays, strings, finite numbers, booleans and null; typed arrays anywhere among them. Arrays are copied once, into memory of exactly that
 * size which nothing else has a part of: so it can be handed to another thread as it is.
 */
export function encodeArchive(value: unknown): Buffer<ArrayBuffer> {
  const numbers = new Map<Typed, number>();
  const written = JSON.stringify({
    value: replaceArrays(value, numbers),
    arrays: [...numbers.keys()].map((array) => ({ kind: kindOf(array), length: array.length })),
  } satisfies Header);
  const headerAt = MAGIC.length + 4;
  const arraysAt = headerAt + Buffer.byteLength(written);
  let size = arraysAt;
  for (const { byteLength } of numbers.keys()) size = padded(size) + byteLength;
  const bytes = Buffer.from(new ArrayBuffer(size));
  bytes.write(MAGIC);
  bytes.writeUInt32LE(arraysAt - headerAt, MAGIC.length);
  bytes.write(written, headerAt);
  let at = arraysAt;
  for (const { buffer, byteOffset, byteLength } of numbers.keys()) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), padded(at));
    at = padded(at) + byteLength;
  }
  return bytes;
}

/** The inverse of `encodeArchive`: views of one copy of the bytes. Throws on bytes of another kind and on bytes that were cut short. */
export function decodeArchive(bytes: Uint8Array): unknown {
  return viewArchive(new Uint8Array(bytes).buffer); // a Buffer's own slice would be a view of memory shared with others
}

/** The same without a copy: the arrays are views of this memory, which must begin with the archive, at a multiple of eight. */
export function viewArchive(memory: ArrayBuffer): unknown {
  const buffer = Buffer.from(memory);
  if (buffer.subarray(0, MAGIC.length).toString() !== MAGIC) throw new OtherKind();
  const headerAt = MAGIC.length + 4;
  let at = headerAt + buffer.readUInt32LE(MAGIC.length);
  if (at > buffer.length) throw new Error('this archive is cut short: it ends within its header');
  const { value, arrays } = JSON.parse(buffer.subarray(headerAt, at).toString()) as Header;
  const read = arrays.map(({ kind, length }, number): Typed => {
    const from = padded(at);
    at = from + length * KINDS[kind].BYTES_PER_ELEMENT;
    if (at > buffer.length) throw new Error(`this archive is cut short: it ends within array ${number}`);
    return new KINDS[kind](memory, from, length);
  });
  return restoreArrays(value, read);
}

const padded = (at: number): number => Math.ceil(at / 8) * 8;

function kindOf(array: Typed): KindName {
  const found = (Object.keys(KINDS) as KindName[]).find((kind) => array instanceof KINDS[kind]);
  if (!found) throw new Error(`an archive has no place for a ${array.constructor.name}`);
  return found;
}

/** The bytes of the arrays that a value has and another one has not. */
export function bytesBeyond(value: unknown, other: unknown): number {
  const [own, theirs] = [new Map<Typed, number>(), new Map<Typed, number>()];
  replaceArrays(value, own);
  replaceArrays(other, theirs);
  return [...own.keys()].reduce((sum, array) => (theirs.has(array) ? sum : sum + array.byteLength), 0);
}

/** What stands for an array; no value of ours has an object with this one key. */
const ARRAY = '$array';

function replaceArrays(value: unknown, numbers: Map<Typed, number>): unknown {
  if (ArrayBuffer.isView(value)) {
    const array = value as Typed;
    if (!numbers.has(array)) numbers.set(array, numbers.size);
    return { [ARRAY]: numbers.get(array) };
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return { [NUMBER]: String(value) };
  if (Array.isArray(value)) return value.map((each) => replaceArrays(each, numbers));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaceArrays(each, numbers)]));
}

/** What stands for a number that JSON does not know: a half-life that never ends. */
const NUMBER = '$number';

function restoreArrays(value: unknown, arrays: readonly Typed[]): unknown {
  if (Array.isArray(value)) return value.map((each) => restoreArrays(each, arrays));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as Record<string, unknown>);
  if (entries.length === 1 && entries[0]?.[0] === ARRAY) return arrays[Number(entries[0][1])];
  if (entries.length === 1 && entries[0]?.[0] === NUMBER) return Number(entries[0][1]);
  return Object.fromEntries(entries.map(([key, each]) => [key, restoreArrays(each, arrays)]));
}
