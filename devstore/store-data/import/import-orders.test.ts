import { describe, expect, it } from 'vitest';
import type { StoreProduct } from '../../store';
import { csv, exportFolder } from '../testing/export-files';
import { findAmong } from './find-customers';
import { newCustomer } from './import-customers';
import { importOrders } from './import-orders';
import { lineMatcher } from './match-lines';
import { newFileReport } from './report';

const { write } = exportFolder();

const variant = (id: number, title: string, sku: string | null): StoreProduct['variants'][number] => ({
  id: `gid://shopify/ProductVariant/${id}`,
  title,
  sku,
  priceMinor: 1000,
  compareAtPriceMinor: null,
  inventoryQuantity: 0,
  inventoryPolicy: 'DENY',
  unitCostMinor: null,
  inventoryTracked: false,
  selectedOptions: [{ name: 'Title', value: title }],
});
const product = (id: number, title: string, variants: StoreProduct['variants']): StoreProduct => ({
  id: `gid://shopify/Product/${id}`,
  handle: `p${id}`,
  title,
  descriptionHtml: '',
  vendor: '',
  productType: '',
  tags: [],
  status: 'ACTIVE',
  publishedAt: null,
  createdAt: '',
  updatedAt: '',
  images: [],
  collectionIds: [],
  variants,
});

const PRODUCTS = [
  product(1, 'Fern Mug', [variant(11, 'Sage', 'FM-S'), variant(12, 'Clay', 'FM-C')]),
  product(2, 'Fern Jug', [variant(21, 'Default Title', 'FJ')]),
  product(3, 'Fern Set', [variant(31, 'Small', 'SET'), variant(32, 'Large', 'SET')]),
];
const ADA = newCustomer({
  id: 'gid://shopify/Customer/1',
  firstName: 'Ada',
  lastName: null,
  email: 'ada@example.com',
  phone: '+493023125001',
  locale: 'en',
  tags: [],
  note: null,
  address: null,
  state: 'SUBSCRIBED',
});

const line = (over: Record<string, string | number> = {}) => ({
  'Lineitem quantity': 1,
  'Lineitem name': 'Fern Jug',
  'Lineitem price': '10.00',
  'Lineitem sku': 'FJ',
  ...over,
});
const head = (name: string, over: Record<string, string | number> = {}) => ({
  Name: name,
  Email: 'ada@example.com',
  'Financial Status': 'paid',
  'Paid at': '2026-01-02 10:00:05 +0100',
  'Fulfillment Status': 'fulfilled',
  'Fulfilled at': '2026-01-03 10:00:00 +0100',
  'Accepts Marketing': 'yes',
  Currency: 'EUR',
  Subtotal: '10.00',
  Shipping: '4.90',
  Taxes: '0.00',
  Total: '14.90',
  'Discount Code': '',
  'Discount Amount': '0.00',
  'Created at': '2026-01-02 10:00:00 +0100',
  ...line(),
  'Shipping Country': 'DE',
  'Note Attributes': '',
  'Cancelled at': '',
  'Refunded Amount': '0.00',
  Vendor: 'Fern & Co',
  Id: '',
  Source: 'web',
  ...over,
});
const tail = (name: string, over: Record<string, string | number> = {}) => ({
  Name: name,
  Email: 'ada@example.com',
  'Created at': '2026-01-02 10:00:00 +0100',
  ...line(over),
});

async function read(rows: Parameters<typeof csv>[0]) {
  const report = newFileReport(write('orders.csv', csv(rows)), 'orders');
  const context = {
    currency: 'EUR',
    fractionDigits: 2,
    match: lineMatcher(PRODUCTS),
    customerFor: findAmong([ADA]).find,
  };
  return { ...(await importOrders(report, context)), report };
}

const problems = ({ report }: Awaited<ReturnType<typeof read>>) =>
  report.skipped.map(({ line, field, problem }) => `${line} ${field} ${problem}`);

describe('importOrders', () => {
  it('reads an order over several rows, its own columns on the first', async () => {
    const { orders, lines, report } = await read([
      head('#1001', {
        Id: '5788120547542',
        'Discount Code': 'TEN',
        'Discount Amount': '3.00',
        'Note Attributes': 'gift: yes\nwrap: paper: red',
        Subtotal: '27.00',
        Total: '31.90',
        Taxes: '5.09',
      }),
      tail('#1001', { 'Lineitem quantity': 2, 'Lineitem name': 'Fern Mug - Clay', 'Lineitem sku': '' }),
    ]);
    expect(report.skipped).toEqual([]);
    expect(lines).toEqual({ bySku: 1, byName: 1, unknown: 0 });
    expect(orders).toEqual([
      {
        id: 'gid://shopify/Order/5788120547542',
        name: '#1001',
        customerId: ADA.id,
        email: 'ada@example.com',
        createdAt: '2026-01-02T09:00:00.000Z',
        updatedAt: '2026-01-03T09:00:00.000Z',
        cancelledAt: null,
        lines: [
          {
            id: expect.stringMatching(/^gid:\/\/shopify\/LineItem\/\d+$/),
            productId: 'gid://shopify/Product/2',
            variantId: 'gid://shopify/ProductVariant/21',
            title: 'Fern Jug',
            variantTitle: null,
            sku: 'FJ',
            quantity: 1,
            priceMinor: 1000,
          },
          {
            id: expect.stringMatching(/^gid:\/\/shopify\/LineItem\/\d+$/),
            productId: 'gid://shopify/Product/1',
            variantId: 'gid://shopify/ProductVariant/12',
            title: 'Fern Mug',
            variantTitle: 'Clay',
            sku: 'FM-C',
            quantity: 2,
            priceMinor: 1000,
          },
        ],
        subtotalMinor: 2700,
        shippingMinor: 490,
        taxMinor: 509,
        discountMinor: 300,
        totalMinor: 3190,
        refundedMinor: 0,
        financialStatus: 'PAID',
        fulfillmentStatus: 'FULFILLED',
        discountCodes: ['TEN'],
        cartToken: null,
        checkoutToken: null,
        noteAttributes: [
          { name: 'gift', value: 'yes' },
          { name: 'wrap', value: 'paper: red' },
        ],
        acceptsMarketing: true,
        countryCode: 'DE',
        sourceName: 'web',
      },
    ]);
  });

  it('keeps lines of unknown products, without a product', async () => {
    const { orders, lines } = await read([head('#1', line({ 'Lineitem sku': 'GONE', 'Lineitem name': 'Old Pot' }))]);
    expect(orders[0]?.lines[0]).toMatchObject({ productId: null, variantId: null, title: 'Old Pot', sku: 'GONE' });
    expect(lines.unknown).toBe(1);
  });

  it('takes the article number before the name, and the name where variants share one', async () => {
    const { orders } = await read([
      head('#1', line({ 'Lineitem sku': 'fm-s', 'Lineitem name': 'Fern Jug' })),
      tail('#1', line({ 'Lineitem sku': 'SET', 'Lineitem name': 'Fern Set - Large' })),
      tail('#1', line({ 'Lineitem sku': '', 'Lineitem name': 'fern mug' })),
    ]);
    expect(orders[0]?.lines.map(({ variantId }) => variantId?.split('/').pop())).toEqual(['11', '32', '11']);
  });

  it('puts the oldest first, whatever the order of the file', async () => {
    const { orders } = await read([head('#2', { 'Created at': '2026-01-05 10:00:00 +0000' }), head('#1')]);
    expect(orders.map(({ name }) => name)).toEqual(['#1', '#2']);
    const [a, b] = orders.map(({ id }) => Number(id.split('/').pop()));
    expect(a).toBeLessThan(b ?? 0);
  });

  it('leaves orders without a known customer anonymous, and knows them by telephone too', async () => {
    const { orders } = await read([
      head('#1', { Email: '' }),
      head('#2', { Email: 'who@example.com' }),
      { ...head('#3', { Email: '' }), Phone: "'+49 30 23125001" },
    ]);
    expect(orders.map(({ customerId, email }) => [customerId, email])).toEqual([
      [null, null],
      [null, 'who@example.com'],
      [ADA.id, null],
    ]);
  });

  it.each([
    ['refunded', { 'Refunded Amount': '' }, { financialStatus: 'REFUNDED', refundedMinor: 1490 }],
    [
      'partially_refunded',
      { 'Refunded Amount': '5.00' },
      { financialStatus: 'PARTIALLY_REFUNDED', refundedMinor: 500 },
    ],
    ['authorized', {}, { financialStatus: 'PENDING', refundedMinor: 0 }],
    ['expired', {}, { financialStatus: 'VOIDED' }],
    [
      'voided',
      { 'Cancelled at': '2026-01-02 12:00:00 +0100', 'Fulfillment Status': 'unfulfilled' },
      { financialStatus: 'VOIDED', cancelledAt: '2026-01-02T11:00:00.000Z', fulfillmentStatus: 'UNFULFILLED' },
    ],
  ])('reads an order that is %s', async (status, over, wanted) => {
    const { orders } = await read([head('#1', { 'Financial Status': status, ...over })]);
    expect(orders[0]).toMatchObject(wanted);
  });

  it('sums up orders of files that give no sums', async () => {
    const rows = [head('#1', line({ 'Lineitem quantity': 3 }))].map(
      ({ Subtotal, Total, 'Financial Status': status, ...rest }) => {
        expect([Subtotal, Total, status]).not.toContain(undefined);
        return rest;
      },
    );
    const { orders } = await read(rows);
    expect(orders[0]).toMatchObject({
      subtotalMinor: 3000,
      shippingMinor: 490,
      totalMinor: 3490,
      financialStatus: 'PAID',
    });
  });

  it('skips a bad line and keeps its order', async () => {
    const result = await read([
      head('#1'),
      tail('#1', { 'Lineitem quantity': 'two' }),
      tail('#1', { 'Lineitem price': '1,00' }),
      tail('#1', { 'Lineitem quantity': 0 }),
    ]);
    expect(result.orders[0]?.lines).toHaveLength(1);
    expect(problems(result)).toEqual([
      '3 Lineitem quantity "two" is no whole number',
      '4 Lineitem price "1,00" is no amount',
      '5 Lineitem quantity is 0',
    ]);
  });

  it('skips an order whose first row is bad, all its rows with it', async () => {
    const result = await read([
      head('#1', { 'Created at': 'yesterday' }),
      tail('#1'),
      head('#2', { Currency: 'USD' }),
      head('#3'),
    ]);
    expect(result.orders.map(({ name }) => name)).toEqual(['#3']);
    expect(problems(result)).toEqual(['2 Created at "yesterday" is no time', "4 Currency USD is not the store's EUR"]);
  });

  it('skips the second copy of an order, and rows whose first row is missing', async () => {
    const result = await read([head('#1'), head('#2'), head('#1'), tail('#1'), tail('#9')]);
    expect(result.orders.map(({ name, lines }) => [name, lines.length])).toEqual([
      ['#1', 1],
      ['#2', 1],
    ]);
    expect(problems(result)).toEqual([
      '4 Name "#1" is there twice',
      '5 Name "#1" is there twice',
      '6 Financial Status is empty on the first line of order #9',
    ]);
  });

  it('leaves out an order with no usable line', async () => {
    const result = await read([head('#1', { 'Lineitem price': 'free' }), head('#2')]);
    expect(result.orders.map(({ name }) => name)).toEqual(['#2']);
    expect(problems(result)).toEqual([
      '2 Lineitem price "free" is no amount',
      '2 Lineitem name order #1 has no usable line among its 1',
    ]);
  });
});
