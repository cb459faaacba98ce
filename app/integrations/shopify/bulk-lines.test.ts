import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBulkObjects, type BulkBatch, type BulkObject } from './bulk-lines';

async function* inChunks(bytes: Uint8Array, sizes: number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}
async function read(text: string, { fromByte = 0, batch = 500, sizes = [1_000_000] } = {}): Promise<BulkBatch[]> {
  const bytes = Buffer.from(text).subarray(fromByte);
  const batches: BulkBatch[] = [];
  for await (const each of readBulkObjects(inChunks(bytes, sizes), fromByte, batch)) batches.push(each);
  return batches;
}
const objectsOf = (batches: BulkBatch[]): BulkObject[] => batches.flatMap(({ objects }) => objects);

/** A grouped answer as Shopify writes it: children right after their parent. Some end without a line break, some have empty lines. */
const anyAnswer = fc
  .record({
    objects: fc.array(
      fc.record({ title: fc.string({ unit: 'grapheme' }), children: fc.array(fc.string(), { maxLength: 4 }) }),
      { maxLength: 8 },
    ),
    ending: fc.constantFrom('', '\n', '\n\n'),
    gap: fc.constantFrom('\n', '\n\n'),
  })
  .map(({ objects, ending, gap }) => {
    const expected: BulkObject[] = objects.map(({ title, children }, number) => ({
      parent: { id: `gid://shopify/Product/${number}`, title },
      children: children.map((text, place) => ({ id: `gid://shopify/ProductVariant/${number}${place}`, text })),
    }));
    const lines = expected.flatMap(({ parent, children }) => [
      JSON.stringify(parent),
      ...children.map((child) => JSON.stringify({ ...child, __parentId: parent.id })),
    ]);
    return { expected, text: lines.join(gap) + (lines.length ? ending : '') };
  });
const anySizes = fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 5 });
const anyBatch = fc.integer({ min: 1, max: 4 });

describe('a bulk answer', () => {
  test('gives the same objects however it arrives and however it is cut into batches', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswer, anySizes, anyBatch, async ({ expected, text }, sizes, batch) => {
        expect(objectsOf(await read(text, { sizes, batch }))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test('can be read on from every place that was noted, after any interruption', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswer, anySizes, anyBatch, async ({ expected, text }, sizes, batch) => {
        const batches = await read(text, { sizes, batch });
        let stored = 0;
        for (const { objects, bytesRead } of batches) {
          stored += objects.length;
          const rest = objectsOf(await read(text, { fromByte: bytesRead, sizes, batch }));
          expect(rest, `from byte ${bytesRead} of ${Buffer.byteLength(text)}`).toEqual(expected.slice(stored));
        }
        expect(stored).toBe(expected.length);
      }),
      { numRuns: 300 },
    );
  });

  test('comes in batches of the size asked for, but for the last', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswer, anyBatch, async ({ expected, text }, batch) => {
        const sizes = (await read(text, { batch })).map(({ objects }) => objects.length);
        expect(sizes.slice(0, -1).every((size) => size === batch)).toBe(true);
        expect(sizes.at(-1) ?? 0).toBeLessThanOrEqual(batch);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(expected.length);
      }),
    );
  });

  test('of nothing gives nothing', async () => {
    expect(await read('')).toEqual([]);
    expect(await read('\n')).toEqual([]);
  });

  test('is whole only where the next object begins: a parent whose children may still come is not counted', async () => {
    const one = '{"id":"a"}\n{"id":"a1","__parentId":"a"}\n';
    const [first] = await read(`${one}{"id":"b"}\n`, { batch: 1 });
    expect(first).toEqual({ objects: [{ parent: { id: 'a' }, children: [{ id: 'a1' }] }], bytesRead: one.length });
  });
});

describe('an answer that cannot be right is refused:', () => {
  test('a child before its parent, or of another parent, with the byte where it stands', async () => {
    await expect(read('{"id":"a1","__parentId":"a"}')).rejects.toThrow(
      'byte 0 of the bulk answer belongs to a, which does not stand before it',
    );
    await expect(read('{"id":"a"}\n{"id":"b"}\n{"id":"a1","__parentId":"a"}')).rejects.toThrow('byte 22');
  });

  test('a line that was cut short', async () => {
    await expect(read('{"id":"a"}\n{"id":"b')).rejects.toThrow(/JSON/);
  });

  test('reading that begins in the middle of an object', async () => {
    const text = '{"id":"a"}\n{"id":"a1","__parentId":"a"}\n';
    await expect(read(text, { fromByte: 11 })).rejects.toThrow('belongs to a');
  });
});
