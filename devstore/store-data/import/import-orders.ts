import type { StoreLineItem, StoreOrder } from '../../store';
import { ORDER_COLUMNS } from './columns';
import type { Match } from './match-lines';
import { type OrderContext, type OrderRow, orderFrom } from './order-from-row';
import { type OnProgress, readRows } from './read-rows';
import { BadField, type FileReport, orSkip, skip } from './report';
import { money, withoutApostrophe, wholeNumber } from './values';

export interface ImportedOrders {
  /** Oldest first. */
  orders: StoreOrder[];
  /** Lines by how their product was found. */
  lines: { bySku: number; byName: number; unknown: number };
  /** How often each vendor and each country stands in the file. */
  vendors: Map<string, number>;
}

/** What is known of an order while its rows come in: itself, or that it cannot be used. */
interface Pending {
  order: StoreOrder | null;
  line: number;
  /** Whether sums that the file does not give must be made from the lines. */
  sumsUp: boolean;
  lines: number;
}

/** Reads orders_export.csv: what belongs to the order stands on its first row, each row has one line item. */
export async function importOrders(
  report: FileReport,
  context: OrderContext,
  onProgress?: OnProgress,
): Promise<ImportedOrders> {
  const pending = new Map<string, Pending>();
  const result: ImportedOrders = { orders: [], lines: { bySku: 0, byName: 0, unknown: 0 }, vendors: new Map() };
  const addLine = lineReader(context, result);
  let current = { name: '', repeats: false };
  for await (const row of readRows(ORDER_COLUMNS, report, onProgress)) {
    orSkip(report, row.line, () => {
      const name = row.text('name');
      if (!name) throw new BadField('Name', 'is empty', 'give the order number, such as #1001');
      if (name !== current.name) current = { name, repeats: pending.has(name) && isHead(row) };
      if (current.repeats) throw new BadField('Name', `"${name}" is there twice`, 'keep one copy of each order');
      const known = pending.get(name) ?? begin(pending, name, row, context);
      known.lines += 1;
      if (known.order) addLine(known.order, row);
    });
  }
  result.orders = finished(pending, report);
  return result;
}

/** Whether the row carries what belongs to the order as a whole. */
const isHead = (row: OrderRow): boolean =>
  [row.text('financialStatus'), row.text('total'), row.text('currency')].some((text) => text !== '');

/** Opens an order. If its first row is not usable the whole order is not: its other rows must not become an order of their own. */
function begin(pending: Map<string, Pending>, name: string, row: OrderRow, context: OrderContext): Pending {
  const entry: Pending = { order: null, line: row.line, sumsUp: row.text('total') === '', lines: 0 };
  pending.set(name, entry);
  entry.order = orderFrom(row, context);
  return entry;
}

/** Adds a row's line item to its order; titles that occur often are kept once in memory. */
function lineReader(
  { match, fractionDigits }: OrderContext,
  result: ImportedOrders,
): (order: StoreOrder, row: OrderRow) => void {
  const texts = new Map<string, string>();
  const once = (text: string): string => texts.get(text) ?? (texts.set(text, text), text);
  return (order, row) => {
    const [name, sku, vendor] = [row.text('lineName'), withoutApostrophe(row.text('lineSku')), row.text('vendor')];
    const quantity = wholeNumber(row.text('lineQuantity'), 'Lineitem quantity');
    if (quantity < 1)
      throw new BadField(
        'Lineitem quantity',
        `is ${quantity}`,
        'lines need at least one piece; leave out removed ones',
      );
    if (!name) throw new BadField('Lineitem name', 'is empty', 'give the product’s name');
    const priceMinor = money(row.text('linePrice'), 'Lineitem price', fractionDigits);
    const found = match(sku, name);
    result.lines[found ? (found.by === 'sku' ? 'bySku' : 'byName') : 'unknown'] += 1;
    if (vendor) result.vendors.set(once(vendor), (result.vendors.get(vendor) ?? 0) + 1);
    order.lines.push({ id: '', ...productOf(found, once(name), sku && once(sku)), quantity, priceMinor });
  };
}

function productOf(
  found: Match | null,
  name: string,
  sku: string,
): Pick<StoreLineItem, 'productId' | 'variantId' | 'title' | 'variantTitle' | 'sku'> {
  if (!found) return { productId: null, variantId: null, title: name, variantTitle: null, sku: sku || null };
  const { product, variant } = found;
  const variantTitle = variant.title === 'Default Title' ? null : variant.title;
  return { productId: product.id, variantId: variant.id, title: product.title, variantTitle, sku: variant.sku };
}

/** The usable orders, oldest first, with numbers for what has none; an order without a usable line is none. */
function finished(pending: Map<string, Pending>, report: FileReport): StoreOrder[] {
  const orders: StoreOrder[] = [];
  for (const [name, { order, line, sumsUp, lines }] of pending) {
    if (!order) continue;
    if (order.lines.length === 0) {
      skip(report, {
        line,
        field: 'Lineitem name',
        problem: `order ${name} has no usable line among its ${lines}`,
        remedy: 'correct its lines, named above',
      });
      continue;
    }
    orders.push(sumsUp ? summedUp(order) : order);
  }
  orders.sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0));
  numberThem(orders);
  return orders;
}

function summedUp(order: StoreOrder): StoreOrder {
  const goods = order.lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0);
  const subtotalMinor = Math.max(0, goods - order.discountMinor);
  const totalMinor = subtotalMinor + order.shippingMinor + order.taxMinor;
  return {
    ...order,
    subtotalMinor,
    totalMinor,
    refundedMinor: order.financialStatus === 'REFUNDED' ? totalMinor : order.refundedMinor,
  };
}

/** Numbers for orders and lines that the file does not number; Shopify's own are far below. */
const FIRST_ORDER = 9_900_000_000_000;
const FIRST_LINE = 19_900_000_000_000;

function numberThem(orders: StoreOrder[]): void {
  let line = FIRST_LINE;
  orders.forEach((order, index) => {
    order.id ||= `gid://shopify/Order/${FIRST_ORDER + index}`;
    for (const item of order.lines) item.id = `gid://shopify/LineItem/${line++}`;
  });
}
