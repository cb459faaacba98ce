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
interface How {
  fromByte?: number;
  batch?: number;
  sizes?: number[];
  /** Bytes after which nothing more comes. */
  cutAt?: number;
  isPartial?: boolean;
  /** Whether the length of the whole is known. */
  isTold?: boolean;
  /** Told of each batch, also when reading breaks off after it. */
  onBatch?: (batch: BulkBatch) => void;
}

async function read(text: string, how: How = {}): Promise<BulkBatch[]> {
  const { fromByte = 0, batch = 500, sizes = [1_000_000], cutAt, isPartial = false, isTold = true } = how;
  const whole = Buffer.from(text);
  const batches: BulkBatch[] = [];
  const reading = { fromByte, batchSize: batch, bytesTotal: isTold ? whole.length : null, isPartial };
  for await (const each of readBulkObjects(inChunks(whole.subarray(fromByte, cutAt), sizes), reading)) {
    how.onBatch?.(each);
    batches.push(each);
  }
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
      children: children.map((text, place) => ({
        ...{ id: `gid://shopify/ProductVariant/${number}${place}`, text },
        __parentId: `gid://shopify/Product/${number}`,
      })),
    }));
    const lines = expected.flatMap(({ parent, children }) => [parent, ...children].map((row) => JSON.stringify(row)));
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
    expect(first).toEqual({
      objects: [{ parent: { id: 'a' }, children: [{ id: 'a1', __parentId: 'a' }] }],
      bytesRead: one.length,
    });
  });
});

describe('an answer that breaks off after any byte, inside of a line or of a character,', () => {
  const anyCut = fc.nat({ max: 2_000 });

  test('is read on from what was noted until it is whole: nothing twice, nothing missing, no object without its last lines', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyAnswer,
        anySizes,
        anyBatch,
        fc.array(anyCut),
        async ({ expected, text }, sizes, batch, cuts) => {
          const stored: BulkObject[] = [];
          let fromByte = 0;
          const onBatch = ({ objects, bytesRead }: BulkBatch) => {
            stored.push(...objects);
            fromByte = bytesRead;
          };
          for (const cut of cuts) {
            const cutAt = fromByte + cut;
            const isCut = cutAt < Buffer.byteLength(text);
            const reading = read(text, { fromByte, sizes, batch, cutAt, onBatch });
            if (isCut) await expect(reading).rejects.toThrow('broke off');
            else await reading;
          }
          await read(text, { fromByte, sizes, batch, onBatch });
          expect(stored).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('and is all there will ever be, gives every object but the last', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswer, anySizes, anyCut, async ({ expected, text }, sizes, cutAt) => {
        const objects = objectsOf(await read(text, { sizes, cutAt, isPartial: true, isTold: false }));
        expect(objects).toEqual(expected.slice(0, objects.length));
        expect(objects.length).toBeLessThan(Math.max(1, expected.length));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a child of a child', () => {
  const text = [
    '{"id":"p"}',
    '{"id":"v","inventoryItem":{"id":"i"},"__parentId":"p"}',
    '{"id":"of-variant","__parentId":"v"}',
    '{"id":"of-item","__parentId":"i"}',
    '{"id":"q"}',
  ].join('\n');

  test('stands under its object, whether it names the child or what the child holds', async () => {
    const [first] = objectsOf(await read(text));
    expect(first?.children.map(({ id }) => id)).toEqual(['v', 'of-variant', 'of-item']);
  });

  test('of another object is refused', async () => {
    await expect(read(`${text}\n{"id":"late","__parentId":"v"}`)).rejects.toThrow('belongs to v');
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
    await expect(read('{"id":"a"}\n{"id":"b', { isTold: false })).rejects.toThrow(/JSON/);
  });

  test('reading that begins in the middle of an object', async () => {
    const text = '{"id":"a"}\n{"id":"a1","__parentId":"a"}\n';
    await expect(read(text, { fromByte: 11 })).rejects.toThrow('belongs to a');
  });
});
