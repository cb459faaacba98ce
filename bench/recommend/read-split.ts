import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { History, PastPurchase, PastVisit, ProductFacts } from '~/learning/recommendations/history';
import { titleWords } from '~/decisions/recommendations/product-words';

/** What a folder of a split says, by the shape that its columns have. */
export type Split = OrdersSplit | SessionsSplit;

export interface OrdersSplit {
  shape: 'orders' | 'baskets';
  train: History;
  trainedAt: number;
  /** Where the time for choosing mixes begins, and what happened in it; null: the evaluator splits train itself. */
  valid: { splitAt: number; orders: PastPurchase[] } | null;
  test: PastPurchase[];
  completion: { given: string[]; hidden: string }[] | null;
  cold: string[] | null;
}

export interface SessionsSplit {
  shape: 'sessions';
  train: History;
  trainedAt: number;
  test: PastVisit[];
}

type Row = Record<string, string>;

/** Reads train.csv and test.csv, and what else the shape may have; each may be packed by gzip. Throws where the columns have no known shape. */
export function readSplit(folder: string): Split {
  const train = required(folder, 'train');
  const test = required(folder, 'test');
  const columns = Object.keys(train[0] ?? {});
  if (columns.includes('session_id')) return sessionsSplit(train, test);
  if (columns.includes('ordered_at')) return ordersSplit(folder, train, test);
  if (columns.includes('basket_no')) return basketsSplit(train, test);
  throw new Error(`${folder}: train has the columns ${columns.join(', ')}, which are none of the three shapes`);
}

function required(folder: string, name: string): Row[] {
  const rows = readRows(folder, name);
  if (!rows?.length) throw new Error(`${folder} has no ${name}.csv or ${name}.csv.gz with rows`);
  return rows;
}

function readRows(folder: string, name: string): Row[] | null {
  for (const file of readdirSync(folder).filter((each) => each === `${name}.csv` || each === `${name}.csv.gz`)) {
    const bytes = readFileSync(join(folder, file));
    const text = file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
    return parse(text, { columns: true, skip_empty_lines: true, relax_quotes: true });
  }
  return null;
}

function ordersSplit(folder: string, train: Row[], test: Row[]): OrdersSplit {
  const [before, after] = [toOrders(train), toOrders(test)];
  const valid = optional(readRows(folder, 'valid'), toOrders);
  const known = new Set(before.flatMap(({ items }) => items));
  const coldFile = readdirSync(folder).find((name) => name.startsWith('cold_items'));
  return {
    shape: 'orders',
    train: {
      orders: before,
      visits: [],
      products: optional(readRows(folder, 'items'), (rows) => toProducts(rows, known)) ?? [],
    },
    trainedAt: earliest(after) - 1,
    valid: valid && { splitAt: earliest(valid) - 1, orders: valid },
    test: after,
    completion: optional(readRows(folder, 'basket_completion_test'), toCompletion),
    cold: coldFile
      ? (optional(readRows(folder, coldFile.replace(/\.csv(\.gz)?$/, '')), (rows) =>
          rows.map((row) => cell(row, 'item_id')),
        ) ?? null)
      : null,
  };
}

const optional = <T>(rows: Row[] | null, read: (rows: Row[]) => T): T | null => (rows ? read(rows) : null);
const earliest = (all: readonly { at: number }[]): number => all.reduce((low, { at }) => Math.min(low, at), Infinity);

function cell(row: Row, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`a row has no column ${column}; it has ${Object.keys(row).join(', ')}`);
  return value;
}

/** Times without a zone are read as UTC, in file order where they are equal. */
function toOrders(rows: Row[]): PastPurchase[] {
  const orders = new Map<string, { at: number; buyer: string | null; items: Set<string> }>();
  for (const row of rows) {
    const id = cell(row, 'order_id');
    const order = orders.get(id) ?? {
      at: Date.parse(`${cell(row, 'ordered_at').replace(' ', 'T')}Z`),
      buyer: cell(row, 'customer_id') || null,
      items: new Set<string>(),
    };
    orders.set(id, order);
    order.items.add(cell(row, 'item_id'));
  }
  return [...orders.values()].map(({ items, ...order }) => ({ ...order, items: [...items] }));
}

const toProducts = (rows: Row[], known: ReadonlySet<string>): ProductFacts[] =>
  rows
    .filter((row) => known.has(cell(row, 'item_id')))
    .map((row) => ({ id: cell(row, 'item_id'), words: titleWords(cell(row, 'description')), addedAt: null }));

const toCompletion = (rows: Row[]) =>
  rows.map((row) => ({ hidden: cell(row, 'hidden_item'), given: cell(row, 'given_items').split('|').filter(Boolean) }));

const SECOND = 1_000;
const DAY_MS = 86_400_000;

/** Sessions without times keep their order: a second apart. Numbers of items are padded, so that they rank as numbers do. */
function sessionsSplit(train: Row[], test: Row[]): SessionsSplit {
  const width = [...train, ...test].reduce((widest, row) => Math.max(widest, cell(row, 'item_id').length), 0);
  const visits = toVisits(train, width);
  const trainedAt = visits.reduce((latest, { at }) => Math.max(latest, at), -Infinity);
  return { shape: 'sessions', train: { orders: [], visits, products: [] }, trainedAt, test: toVisits(test, width) };
}

function toVisits(rows: Row[], width: number): PastVisit[] {
  const visits = new Map<string, { at: number; items: string[] }>();
  for (const row of rows) {
    const id = cell(row, 'session_id');
    const visit = visits.get(id) ?? { at: visits.size * SECOND, items: [] };
    visits.set(id, visit);
    visit.items.push(cell(row, 'item_id').padStart(width, '0'));
    if (row.time) visit.at = Number(row.time) * SECOND;
  }
  return [...visits.values()];
}

/** Baskets without times: a day apart for each customer. The last one of each is the test. */
function basketsSplit(train: Row[], test: Row[]): OrdersSplit {
  const orders = (rows: Row[]) => {
    const baskets = new Map<string, { at: number; buyer: string; items: Set<string> }>();
    for (const row of rows) {
      const buyer = cell(row, 'customer_id');
      const key = `${buyer} ${cell(row, 'basket_no')}`;
      const basket = baskets.get(key) ?? {
        at: Number(cell(row, 'basket_no')) * DAY_MS,
        buyer,
        items: new Set<string>(),
      };
      baskets.set(key, basket);
      basket.items.add(cell(row, 'item_id'));
    }
    return [...baskets.values()].map(({ items, ...basket }) => ({ ...basket, items: [...items] }));
  };
  const [before, after] = [orders(train), orders(test)];
  const trainedAt = before.reduce((latest, { at }) => Math.max(latest, at), -Infinity);
  return {
    ...{ shape: 'baskets', train: { orders: before, visits: [], products: [] }, trainedAt },
    ...{
      valid: null,
      test: after.map((basket) => ({ ...basket, at: Math.max(basket.at, trainedAt + 1) })),
      completion: null,
      cold: null,
    },
  };
}

/** Whether it is a folder that holds a split. */
export const isSplit = (folder: string): boolean =>
  statSync(folder).isDirectory() && readdirSync(folder).some((name) => /^train\.csv(\.gz)?$/.test(name));
