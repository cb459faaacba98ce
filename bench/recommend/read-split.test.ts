import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { evaluateSplit } from './evaluate-split';
import { readOrdersExport } from './read-orders-export';
import { isSplit, readSplit } from './read-split';

const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true })));

/** A folder of these files; those that end in .gz are packed. */
function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'split-'));
  made.push(folder);
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, name), name.endsWith('.gz') ? gzipSync(text) : text);
  return folder;
}

const ORDERS = 'customer_id,order_id,ordered_at,item_id,qty,price,line_no';

describe('a split', () => {
  test('of orders has each order’s products once, guests without a name, and what stands beside it', () => {
    const split = readSplit(
      folderOf({
        'train.csv.gz': `${ORDERS}\nana,o1,2026-01-02 08:00:00,tea,1,2.5,0\nana,o1,2026-01-02 08:00:00,tea,1,2.5,1\n,o2,2026-01-03 08:00:00,pot,1,9,2\n`,
        'test.csv': `${ORDERS},known_customer\nana,o3,2026-02-01 08:00:00,cup,1,3,3,1\n`,
        'valid.csv': `${ORDERS},known_customer\nana,o4,2026-01-20 08:00:00,pot,1,9,4,1\n`,
        'items.csv': 'item_id,description,median_price\ntea,"GREEN TEA, 2 BAGS",2.5\ncup,LATER CUP,3\n',
        'basket_completion_test.csv': 'order_id,hidden_item,given_items\no3,cup,tea|pot\n',
        'cold_items_seed7.csv': 'item_id\ntea\n',
      }),
    );
    expect(split).toMatchObject({
      shape: 'orders',
      train: {
        orders: [
          { at: Date.parse('2026-01-02T08:00:00Z'), buyer: 'ana', items: ['tea'] },
          { buyer: null, items: ['pot'] },
        ],
        products: [{ id: 'tea', words: ['green', 'tea', 'bags'] }],
      },
      trainedAt: Date.parse('2026-02-01T08:00:00Z') - 1,
      valid: { splitAt: Date.parse('2026-01-20T08:00:00Z') - 1 },
      completion: [{ hidden: 'cup', given: ['tea', 'pot'] }],
      cold: ['tea'],
    });
  });

  test('of sessions keeps repeats and their order, with or without times, and ranks items as numbers', () => {
    const rows = 'session_id,item_id,pos\n1,9,0\n1,10,1\n1,9,2\n2,10,0\n';
    const split = readSplit(folderOf({ 'train.csv': rows, 'test.csv': 'session_id,item_id,pos,time\n7,9,0,100.5\n' }));
    expect(split).toMatchObject({
      train: {
        visits: [
          { at: 0, items: ['09', '10', '09'] },
          { at: 1_000, items: ['10'] },
        ],
      },
      test: [{ at: 100_500, items: ['09'] }],
    });
  });

  test('of baskets goes by their order alone, and can be evaluated whole', () => {
    const baskets = (from: number, to: number) =>
      Array.from({ length: 12 }, (_, who) =>
        Array.from({ length: to - from }, (__, nth) => `c${who},${from + nth},tea\nc${who},${from + nth},i${who % 4}`),
      )
        .flat()
        .join('\n');
    const head = 'customer_id,basket_no,item_id\n';
    const folder = folderOf({ 'train.csv': head + baskets(0, 4), 'test.csv': head + baskets(4, 5) });
    const [next] = evaluateSplit(readSplit(folder));
    expect(next).toMatchObject({ task: 'A next-basket', cases: { length: 12 } });
    expect(next?.table.hybrid?.means.hr10).toBe(1);
  });

  test('of no known shape, and one without rows, is refused by name', () => {
    const strange = folderOf({ 'train.csv': 'user,thing\n1,2\n', 'test.csv': 'user,thing\n1,2\n' });
    expect(() => readSplit(strange)).toThrow('train has the columns user, thing');
    expect(() => readSplit(folderOf({ 'train.csv': ORDERS }))).toThrow('no train.csv or train.csv.gz with rows');
    expect([isSplit(strange), isSplit(folderOf({})), isSplit(join(strange, 'train.csv'))]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('an orders export', () => {
  const HEAD = 'Name,Email,Created at,Lineitem name,Lineitem sku,Cancelled at';
  const fileOf = (text: string) => join(folderOf({ 'orders_export.csv': text }), 'orders_export.csv');

  test('has what belongs to the order on its first row, goes by SKU, and leaves cancelled orders out', async () => {
    const history = await readOrdersExport(
      fileOf(
        `${HEAD}\n#1,ana@example.com,2026-01-02 08:00:00 +0100,Green tea,T1,\n#1,,,Tea pot,,\n#2,,2026-01-03 08:00:00 +0000,Cup,C1,2026-01-04\n`,
      ),
    );
    expect(history.orders).toEqual([
      { at: Date.parse('2026-01-02T07:00:00Z'), buyer: 'ana@example.com', items: ['T1', 'Tea pot'] },
    ]);
    expect(history.products.map(({ id }) => id)).toEqual(['T1', 'Tea pot', 'C1']);
  });

  test('without a column, or with a time that is none, says which', async () => {
    await expect(readOrdersExport(fileOf('Name,Email\n#1,a@example.com\n'))).rejects.toThrow('no column "Created at"');
    await expect(readOrdersExport(fileOf(`${HEAD}\n#1,a@example.com,soon,Tea,T1,\n`))).rejects.toThrow(
      'order #1: "Created at"',
    );
  });
});
