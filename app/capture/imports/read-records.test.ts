import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '~/platform/csv';
import { LARGEST_ROW_BYTES, readRecords, type ReadFrom, type ReadRecord } from './read-records';

/** In pieces of a few bytes, so that letters and quotes are cut in the middle. */
const sourceOf = (text: string, pieceBytes = 7) => {
  const bytes = Buffer.from(text);
  return async function* (from: number) {
    for (let at = from; at < bytes.length; at += pieceBytes)
      yield await Promise.resolve(bytes.subarray(at, at + pieceBytes));
  };
};

async function read(text: string, from: Partial<ReadFrom> = {}): Promise<ReadRecord[]> {
  const records: ReadRecord[] = [];
  const start = { delimiter: ',', position: 0, line: 0, ...from };
  for await (const record of readRecords(sourceOf(text), start)) records.push(record);
  return records;
}

const rowsOf = (records: ReadRecord[]) => records.map((each) => (each.kind === 'row' ? each.fields : each.kind));

describe('rows of a CSV text', () => {
  it('are read with their lines, whatever ends them, and with what stands in quotes', async () => {
    const records = await read('a,b\r\n1,"x\r\ny"\r\n\r\n"say ""hi""",ü\n4,5\r6,7');
    expect(rowsOf(records)).toEqual([
      ['a', 'b'],
      ['1', 'x\r\ny'],
      ['say "hi"', 'ü'],
      ['4', '5'],
      ['6', '7'],
    ]);
    expect(records.map(({ line, lastLine }) => [line, lastLine])).toEqual([
      [1, 1],
      [2, 3],
      [5, 5],
      [6, 6],
      [7, 7],
    ]);
  });

  it('can be gone on with after each of them', async () => {
    const cell = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.constantFrom('"', ',', '\r\n', 'ü', ''));
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const text = rows.map(csvLine).join('');
        const all = await read(text);
        for (const [index, { end, lastLine }] of all.entries())
          expect(await read(text, { position: end, line: lastLine })).toEqual(all.slice(index + 1));
      }),
      { numRuns: 60 },
    );
  });

  it('that open a quote and do not close it are broken, and the next line is read', async () => {
    const records = await read('a,b\n1,"x\n2,3\n\n4,5');
    expect(rowsOf(records)).toEqual([['a', 'b'], 'broken', ['2', '3'], ['4', '5']]);
    expect(records.map(({ line }) => line)).toEqual([1, 2, 3, 5]);
  });

  it('that are larger than any row are broken, and the next line is read', async () => {
    const records = await read(`a,b\n${'x'.repeat(LARGEST_ROW_BYTES + 1)},1\n2,3\n`);
    expect(rowsOf(records)).toEqual([['a', 'b'], 'broken', ['2', '3']]);
  });

  it('of a source that fails fail with it', async () => {
    const failing = async function* () {
      yield await Promise.resolve(Buffer.from('a,b\n1,2\n'));
      throw new Error('the database is gone');
    };
    const all = async () => {
      for await (const record of readRecords(failing, { delimiter: ',', position: 0, line: 0 }))
        expect(record).toBeTruthy();
    };
    await expect(all()).rejects.toThrow('the database is gone');
  });
});
