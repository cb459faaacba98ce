import { beforeAll, describe, expect, it } from 'vitest';
import type { StoreData } from '../../store';
import { generateStore } from '../generate/generate-store';
import { csv, exportFolder, exportsOf } from '../testing/export-files';
import { type ImportResult, importStore } from './import-store';

const { write } = exportFolder();

describe('a store that is exported and imported again', () => {
  let store: StoreData;
  let result: ImportResult;
  beforeAll(async () => {
    store = generateStore({ products: 120, customers: 200, seed: 3 });
    const files = exportsOf(store);
    result = await importStore({
      products: write('products.csv', files.products),
      customers: write('customers.csv.gz', files.customers),
      orders: write('orders.csv.gz', files.orders),
      ianaTimezone: 'Europe/Berlin',
    });
  });

  it('loses no row', () => {
    expect(result.report.files.map(({ kind, skipped }) => ({ kind, skipped }))).toEqual(
      ['products', 'customers', 'orders'].map((kind) => ({ kind, skipped: [] })),
    );
    expect(result.report.lines).toMatchObject({ unknown: 0 });
  });

  it('has abandoned checkouts of its own customers, which no export holds', () => {
    const { customers, checkouts = [] } = result.data;
    const emails = new Map(customers.map(({ id, email }) => [id, email]));
    expect(checkouts.length).toBeGreaterThan(20);
    expect(
      checkouts.filter(({ customerId, email }) => email === null || emails.get(customerId ?? '') !== email),
    ).toEqual([]);
  });

  it('has the same orders: numbers, customers, money, states, times', () => {
    const view = (order: StoreData['orders'][number]) => {
      const { id, name, customerId, createdAt, cancelledAt, countryCode, discountCodes, acceptsMarketing, sourceName } =
        order;
      const {
        subtotalMinor,
        shippingMinor,
        taxMinor,
        discountMinor,
        totalMinor,
        refundedMinor,
        financialStatus,
        fulfillmentStatus,
      } = order;
      const money = {
        subtotalMinor,
        shippingMinor,
        taxMinor,
        discountMinor,
        totalMinor,
        refundedMinor,
        financialStatus,
        fulfillmentStatus,
      };
      const lines = order.lines.map(({ title, variantTitle, sku, quantity, priceMinor }) => ({
        title,
        variantTitle,
        sku,
        quantity,
        priceMinor,
      }));
      return {
        id,
        name,
        customerId,
        createdAt,
        cancelledAt,
        countryCode,
        discountCodes,
        acceptsMarketing,
        sourceName,
        ...money,
        lines,
      };
    };
    expect(result.data.orders.map(view)).toEqual(store.orders.map(view));
  });

  it('has the same products and variants, but for what exports do not say', () => {
    const view = ({
      handle,
      title,
      descriptionHtml,
      vendor,
      productType,
      tags,
      status,
      variants,
      images,
    }: StoreData['products'][number]) => ({
      ...{ handle, title, descriptionHtml, vendor, productType, tags, status, images },
      variants: variants.map(({ id, ...variant }) => ({
        ...variant,
        hasId: id.startsWith('gid://shopify/ProductVariant/'),
      })),
    });
    // An export gives no quantity for what is not counted; both ways of saying so are the same.
    expect(result.data.products.map(view)).toEqual(store.products.map(view));
  });

  it('has the same customers', () => {
    const view = ({ id, firstName, lastName, email, phone, address, tags, note }: StoreData['customers'][number]) => ({
      id,
      firstName,
      lastName,
      email,
      phone,
      address,
      tags,
      note,
    });
    expect(result.data.customers.map(view)).toEqual(store.customers.map(view));
    const subscribed = (data: StoreData) =>
      data.customers.filter(({ emailMarketing }) => emailMarketing.state === 'SUBSCRIBED').map(({ id }) => id);
    expect(subscribed(result.data)).toEqual(subscribed(store));
  });

  it('ends at the whole hour after the last order, with all dates in order', () => {
    const last = store.orders[store.orders.length - 1]?.createdAt ?? '';
    const endsAt = Date.parse(result.data.endsAt);
    expect(endsAt - Date.parse(last)).toBeGreaterThanOrEqual(0);
    expect(endsAt - Date.parse(last)).toBeLessThan(3_600_000);
    expect(endsAt % 3_600_000).toBe(0);
    for (const { createdAt, updatedAt } of [...result.data.products, ...result.data.customers, ...result.data.orders]) {
      expect(createdAt <= updatedAt && updatedAt <= result.data.endsAt).toBe(true);
    }
  });

  it('gathers products of one type into one collection', () => {
    const titles = new Map(result.data.collections.map(({ id, title }) => [id, title]));
    expect(
      result.data.products.filter(
        ({ collectionIds, productType }) => collectionIds.map((id) => titles.get(id)).join() !== productType,
      ),
    ).toEqual([]);
  });

  it('is the same when it is imported again', async () => {
    const files = exportsOf(store);
    const again = await importStore({
      products: write('p2.csv', files.products),
      customers: write('c2.csv', files.customers),
      orders: write('o2.csv', files.orders),
      ianaTimezone: 'Europe/Berlin',
    });
    expect(again.data).toEqual(result.data);
  });
});

const ORDER = {
  Name: '#1',
  Email: 'Ada@example.com',
  'Financial Status': 'paid',
  Currency: 'JPY',
  Total: '980',
  'Created at': '2026-01-02 10:20:00 +0900',
  'Lineitem quantity': 1,
  'Lineitem name': 'Mug',
  'Lineitem price': '980',
  'Accepts Marketing': 'yes',
  'Billing Name': 'Ada Mary Example',
  'Billing Country': 'JP',
  Vendor: 'Fern & Co',
};

describe('importStore', () => {
  it('derives currency, shop and customers from orders alone', async () => {
    const { data, report } = await importStore({ orders: write('orders-only.csv', csv([ORDER])) });
    expect(data.shop).toMatchObject({
      name: 'Fern & Co',
      domain: 'fern-co.myshopify.com',
      currency: 'JPY',
      countryCode: 'JP',
      ianaTimezone: 'UTC',
      primaryLocale: 'en',
    });
    expect(data.orders[0]).toMatchObject({
      totalMinor: 980,
      createdAt: '2026-01-02T01:20:00.000Z',
      customerId: data.customers[0]?.id,
    });
    expect(data.customers[0]).toMatchObject({
      firstName: 'Ada',
      lastName: 'Mary Example',
      email: 'ada@example.com',
      emailMarketing: { state: 'NOT_SUBSCRIBED' },
    });
    expect(data.endsAt).toBe('2026-01-02T02:00:00.000Z');
    expect(report).toMatchObject({ currency: 'JPY', lines: { unknown: 1 }, ordersWithoutCustomer: 0 });
  });

  it('does not move an end that is a whole hour already', async () => {
    const { data } = await importStore({
      orders: write('hour.csv', csv([{ ...ORDER, 'Created at': '2026-01-02 10:00:00 +0000' }])),
    });
    expect(data.endsAt).toBe('2026-01-02T10:00:00.000Z');
  });

  it('reads prices in the currency that the orders name', async () => {
    const products = write('yen.csv', csv([{ Handle: 'mug', Title: 'Mug', 'Variant Price': '980' }]));
    const { data } = await importStore({ products, orders: write('yen-orders.csv', csv([ORDER])) });
    expect(data.products[0]?.variants[0]?.priceMinor).toBe(980);
    expect(data.orders[0]?.lines[0]?.productId).toBe(data.products[0]?.id);
  });

  it('works without orders, in the currency and until the instant it is told', async () => {
    const products = write(
      'alone.csv',
      csv([{ Handle: 'mug', Title: 'Mug', Vendor: 'Fern', 'Variant Price': '9.80' }]),
    );
    const { data } = await importStore({
      products,
      currency: 'chf',
      endsAt: '2026-05-01T00:00:00Z',
      shop: { name: 'Mine', domain: 'mine.myshopify.com' },
    });
    expect(data.shop).toMatchObject({ name: 'Mine', domain: 'mine.myshopify.com', currency: 'CHF' });
    expect([data.endsAt, data.products[0]?.createdAt]).toEqual([
      '2026-05-01T00:00:00.000Z',
      '2026-05-01T00:00:00.000Z',
    ]);
  });

  it('tells how far it is, file by file', async () => {
    const seen: string[] = [];
    const products = write('progress-products.csv', csv([{ Handle: 'mug', Title: 'Mug', 'Variant Price': '9.80' }]));
    await importStore({
      products,
      orders: write('progress-orders.csv', csv([ORDER])),
      onProgress: ({ file, rows }) => seen.push(`${file.split('/').pop()} ${rows}`),
    });
    expect(seen).toEqual(['progress-products.csv 1', 'progress-orders.csv 1']);
  });

  it('reports bad rows by file, and each once', async () => {
    const { report } = await importStore({
      orders: write('bad-orders.csv', csv([ORDER, { ...ORDER, Name: '#2', 'Created at': 'soon' }])),
    });
    expect(report.files).toEqual([
      {
        file: expect.stringContaining('bad-orders.csv'),
        kind: 'orders',
        rows: 2,
        skippedCount: 1,
        skipped: [
          {
            line: 3,
            field: 'Created at',
            problem: '"soon" is no time',
            remedy: expect.stringContaining('2010-12-01 08:26:00 +0000'),
          },
        ],
      },
    ]);
  });

  it.each([
    [{}, 'no file is given'],
    [{ products: 'x.csv', ianaTimezone: 'Europe/Atlantis' }, 'ianaTimezone "Europe/Atlantis" is no time zone'],
    [{ products: 'x.csv', endsAt: 'soon' }, 'endsAt "soon" is no instant'],
    [{ products: 'x.csv', currency: 'EURO' }, '"EURO" is no currency'],
    [{ products: 'x.csv' }, 'x.csv: there is no such file'],
  ])('refuses %j', async (options, message) => {
    await expect(importStore(options)).rejects.toThrow(message);
  });
});
