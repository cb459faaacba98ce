import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type { History, PastPurchase } from '~/learning/recommendations/history';
import { titleWords } from '~/decisions/recommendations/product-words';

type Row = Record<string, string>;

/**
 * Shopify's orders_export.csv, or one packed by gzip, as a history. What belongs to an order stands on its first row; products go by SKU, and by
 * name where there is none; cancelled orders are left out. Throws where a column is missing or a time cannot be read.
 */
export async function readOrdersExport(file: string): Promise<History> {
  const orders = new Map<string, { at: number; buyer: string | null; items: Set<string>; isCancelled: boolean }>();
  const words = new Map<string, string[]>();
  for await (const row of rowsOf(file)) {
    const name = cell(row, 'Name');
    const order = orders.get(name) ?? {
      at: instant(cell(row, 'Created at'), name),
      buyer: (cell(row, 'Email') || row['Billing Name']) ?? null,
      items: new Set<string>(),
      isCancelled: Boolean(row['Cancelled at']),
    };
    orders.set(name, order);
    const title = cell(row, 'Lineitem name');
    const item = row['Lineitem sku'] || title;
    order.items.add(item);
    if (!words.has(item)) words.set(item, titleWords(title));
  }
  const kept = [...orders.values()].filter(({ isCancelled }) => !isCancelled);
  return {
    orders: kept.map(({ at, buyer, items }): PastPurchase => ({ at, buyer: buyer || null, items: [...items] })),
    visits: [],
    products: [...words].map(([id, list]) => ({ id, words: list, addedAt: null })),
  };
}

function rowsOf(file: string): AsyncIterable<Row> {
  const parser = parse({ columns: true, skip_empty_lines: true, relax_quotes: true, bom: true });
  const bytes = createReadStream(file);
  bytes.on('error', (error) => parser.destroy(error));
  return (file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes).pipe(parser);
}

function cell(row: Row, column: string): string {
  const value = row[column];
  if (value === undefined)
    throw new Error(`the file has no column "${column}"; export orders from Shopify as CSV for any spreadsheet`);
  return value;
}

function instant(text: string, order: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Error(`order ${order}: "Created at" is "${text}", which is no time`);
  return at;
}
