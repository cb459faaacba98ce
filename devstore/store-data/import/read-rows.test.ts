import { describe, expect, it } from 'vitest';
import { exportFolder } from '../testing/export-files';
import { locateColumns } from './columns';
import { readRows } from './read-rows';
import { newFileReport } from './report';

const { write } = exportFolder();
const COLUMNS = {
  name: { headers: ['Title', 'Name'], required: true },
  price: { headers: ['Price', 'Variant Price'], required: true },
  note: { headers: ['Note'] },
};

async function read(content: string | Buffer, name = 'file.csv') {
  const report = newFileReport(write(name, content), 'products');
  const rows: [line: number, name: string, price: string][] = [];
  for await (const row of readRows(COLUMNS, report)) rows.push([row.line, row.text('name'), row.text('price')]);
  return { rows, report };
}

describe('readRows', () => {
  it('reads rows by the names of their columns, in any order and case, with others between', async () => {
    const { rows, report } = await read('Price,Colour,NAME\n1.00,red,Mug\n2.00,blue,Cup\n');
    expect(rows).toEqual([
      [2, 'Mug', '1.00'],
      [3, 'Cup', '2.00'],
    ]);
    expect(report).toMatchObject({ rows: 2, skippedCount: 0 });
  });

  it('knows the old header names and the new ones', async () => {
    expect((await read('Title,Variant Price\nMug,1.00\n')).rows).toEqual([[2, 'Mug', '1.00']]);
    expect((await read('Title,Price\nMug,1.00\n')).rows).toEqual([[2, 'Mug', '1.00']]);
  });

  it('takes a byte order mark, Windows line ends, blank lines and a missing last line end', async () => {
    const { rows } = await read('\ufeffName,Price\r\n\r\nMug,1.00\r\n\r\nCup,2.00');
    expect(rows).toEqual([
      [3, 'Mug', '1.00'],
      [5, 'Cup', '2.00'],
    ]);
  });

  it('keeps commas, quotes and line breaks inside quotes, and still counts lines rightly', async () => {
    const { rows } = await read('Name,Price\n"Mug, ""large""\n\nblue",1.00\nCup,2.00\n');
    expect(rows).toEqual([
      [2, 'Mug, "large"\n\nblue', '1.00'],
      [5, 'Cup', '2.00'],
    ]);
  });

  it('reads gzip by what it is, not by its name', async () => {
    const { rows } = await read('Name,Price\nMug,1.00\n', 'packed.csv.gz');
    expect(rows).toEqual([[2, 'Mug', '1.00']]);
  });

  it('skips a row of the wrong width and names it', async () => {
    const { rows, report } = await read('Name,Price\nMug,1,00\nCup\nPot,2.00\n');
    expect(rows).toEqual([[4, 'Pot', '2.00']]);
    expect(report.skipped).toEqual([
      {
        line: 2,
        field: 'row',
        problem: 'has 3 fields, the header has 2',
        remedy: 'put text that contains commas in quotes',
      },
      {
        line: 3,
        field: 'row',
        problem: 'has 1 field, the header has 2',
        remedy: 'write the missing fields, empty ones as well',
      },
    ]);
  });

  it.each([
    ['to the end of the file', 'Name,Price\nMug,1.00\n"Cup,2.00\nPot,3.00\nPan,4.00\n'],
    ['until the next quoted field', 'Name,Price\nMug,1.00\n"Cup,2.00\nPot,3.00\n"Pan",4.00\n'],
  ])('skips only the row whose quote is open %s', async (_, content) => {
    const { rows, report } = await read(content);
    expect(rows.map(([line, name]) => [line, name])).toEqual([
      [2, 'Mug'],
      [4, 'Pot'],
      [5, 'Pan'],
    ]);
    expect(report).toMatchObject({ rows: 4, skippedCount: 1 });
    expect(report.skipped[0]).toMatchObject({ line: 3, problem: 'has a quote that is never closed' });
  });

  it('keeps a stray quote in the middle of a field', async () => {
    expect((await read('Name,Price\nPan 28" wide,1.00\n"Pan" red,2.00\n')).rows.map(([, name]) => name)).toEqual([
      'Pan 28" wide',
      '"Pan" red',
    ]);
  });

  it('finds an open quote without reading on for ever', async () => {
    const rows = Array.from({ length: 90_000 }, (_, i) => `Thing ${i},1.00`).join('\n');
    const { rows: read90000, report } = await read(`Name,Price\n"open,1.00\n${rows}\n`);
    expect(read90000).toHaveLength(90_000);
    expect(report.skipped.map(({ line }) => line)).toEqual([2]);
  });

  it('gives up on a file in which quotes are open everywhere', async () => {
    const content = `Name,Price\n${'"open,1.00\n'.repeat(61)}`;
    await expect(read(content)).rejects.toThrow('more than 25 quotes are never closed');
  });

  it('reports progress now and then and at the end', async () => {
    const rows = Array.from({ length: 25_000 }, (_, i) => `Thing ${i},1.00`).join('\n');
    const seen: number[] = [];
    const report = newFileReport(write('progress.csv', `Name,Price\n${rows}\n`), 'products');
    for await (const row of readRows(COLUMNS, report, (progress) => seen.push(progress.rows)))
      expect(row.line).toBeGreaterThan(1);
    expect(seen).toEqual([10_000, 20_000, 25_000]);
  });
});

describe('files that cannot be read', () => {
  it.each([
    ['nothing in it', '', 'the file is empty; export it from Shopify again'],
    ['only blank lines', '\n\n\n', 'the file has no header'],
    [
      'another encoding',
      Buffer.from('\ufeffName,Price\n', 'utf16le'),
      'the file is in UTF-16; save it as CSV in UTF-8',
    ],
    ['a column missing', 'Title,Cost\nMug,1.00\n', 'missing column "Price or Variant Price"; found "Title", "Cost"'],
    ['semicolons', 'Name;Price\nMug;1.00\n', 'save the file as comma-separated'],
  ])('%s is an error that says so', async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  it('a missing file and a folder are named', async () => {
    const readPath = async (path: string) => {
      for await (const row of readRows(COLUMNS, newFileReport(path, 'products'))) expect(row).toBeNull();
    };
    await expect(readPath('/nowhere/at-all.csv')).rejects.toThrow('/nowhere/at-all.csv: there is no such file');
    await expect(readPath('/')).rejects.toThrow('there is no such file');
  });

  it('a packed file that was cut off is named', async () => {
    const { gzipSync } = await import('node:zlib');
    const packed = gzipSync(
      `Name,Price\n${Array.from({ length: 5000 }, (_, i) => `Thing ${i * 7919},1.00`).join('\n')}`,
    );
    await expect(read(packed.subarray(0, packed.length / 2), 'cut.csv')).rejects.toThrow('the packed file is damaged');
  });
});

describe('locateColumns', () => {
  it('lists all missing columns at once', () => {
    expect(() => locateColumns(COLUMNS, ['Colour'], 'x.csv')).toThrow(
      'missing columns "Title or Name", "Price or Variant Price"; found "Colour"',
    );
  });

  it('gives -1 to what is not there and not needed', () => {
    expect(locateColumns(COLUMNS, ['Price', ' title '], 'x.csv')).toEqual({ name: 1, price: 0, note: -1 });
  });
});
