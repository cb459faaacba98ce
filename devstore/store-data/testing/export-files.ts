import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll } from 'vitest';
import type { StoreData, StoreOrder, StoreProduct } from '../../store';

/** A folder of a test's own, removed when the file's tests are done. `write` gives the path of a file with this content. */
export function exportFolder(): { write: (name: string, content: string | Buffer) => string } {
  const folder = mkdtempSync(join(tmpdir(), 'exports-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    write: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, name.endsWith('.gz') ? gzipSync(content) : content);
      return path;
    },
  };
}

type Cells = Record<string, string | number | null>;

/** Rows as CSV under a header of all their columns, quoted where needed, lines ended as given. */
export function csv(rows: Cells[], newline = '\n'): string {
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const line = (cells: (string | number | null | undefined)[]): string => cells.map(quoted).join(',');
  return [line(header), ...rows.map((row) => line(header.map((name) => row[name])))].join(newline) + newline;
}

function quoted(cell: string | number | null | undefined): string {
  const text = String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** A store as Shopify would export it: the three files' contents. */
export function exportsOf(store: StoreData): { products: string; customers: string; orders: string } {
  return {
    products: csv(store.products.flatMap(productRows)),
    customers: csv(store.customers.map(customerRow)),
    // Shopify lists the newest order first.
    orders: csv(
      [...store.orders].reverse().flatMap((order) => orderRows(order, store.shop.currency)),
      '\r\n',
    ),
  };
}

const amount = (minor: number | null): string => (minor === null ? '' : (minor / 100).toFixed(2));

const time = (iso: string | null): string => (iso === null ? '' : `${iso.slice(0, 10)} ${iso.slice(11, 19)} +0000`);

function productRows(product: StoreProduct): Cells[] {
  return product.variants.map((variant, index) => {
    const options = Object.fromEntries(
      [0, 1, 2].flatMap((i) => [
        [`Option${i + 1} Name`, index === 0 ? (variant.selectedOptions[i]?.name ?? '') : ''],
        [`Option${i + 1} Value`, variant.selectedOptions[i]?.value ?? ''],
      ]),
    );
    return {
      Handle: product.handle,
      Title: index === 0 ? product.title : '',
      'Body (HTML)': index === 0 ? product.descriptionHtml : '',
      Vendor: index === 0 ? product.vendor : '',
      Type: index === 0 ? product.productType : '',
      Tags: index === 0 ? product.tags.join(', ') : '',
      Published: index === 0 ? String(product.publishedAt !== null) : '',
      ...options,
      'Variant SKU': variant.sku,
      'Variant Inventory Tracker': variant.inventoryTracked ? 'shopify' : '',
      'Variant Inventory Qty': variant.inventoryQuantity,
      'Variant Inventory Policy': variant.inventoryPolicy.toLowerCase(),
      'Variant Price': amount(variant.priceMinor),
      'Cost per item': variant.unitCostMinor === null ? '' : amount(variant.unitCostMinor),
      'Variant Compare At Price': amount(variant.compareAtPriceMinor),
      'Image Src': '',
      Status: index === 0 ? product.status.toLowerCase() : '',
    };
  });
}

function customerRow(customer: StoreData['customers'][number]): Cells {
  return {
    'Customer ID': `'${customer.id.split('/').pop()}`,
    'First Name': customer.firstName,
    'Last Name': customer.lastName,
    Email: customer.email,
    'Accepts Email Marketing': customer.emailMarketing.state === 'SUBSCRIBED' ? 'yes' : 'no',
    'Default Address Address1': customer.address?.address1 ?? '',
    'Default Address City': customer.address?.city ?? '',
    'Default Address Country Code': customer.address?.countryCode ?? '',
    'Default Address Zip': customer.address?.zip ? `'${customer.address.zip}` : '',
    Phone: customer.phone ? `'${customer.phone}` : '',
    Note: customer.note,
    Tags: customer.tags.join(', '),
  };
}

function orderRows(order: StoreOrder, currency: string): Cells[] {
  const head: Cells = {
    'Financial Status': order.financialStatus.toLowerCase(),
    'Fulfillment Status': order.fulfillmentStatus.toLowerCase(),
    'Accepts Marketing': order.acceptsMarketing ? 'yes' : 'no',
    Currency: currency,
    Subtotal: amount(order.subtotalMinor),
    Shipping: amount(order.shippingMinor),
    Taxes: amount(order.taxMinor),
    Total: amount(order.totalMinor),
    'Discount Code': order.discountCodes.join(', '),
    'Discount Amount': amount(order.discountMinor),
    'Shipping Country': order.countryCode,
    'Cancelled at': time(order.cancelledAt),
    'Refunded Amount': amount(order.refundedMinor),
    Id: order.id.split('/').pop() ?? '',
    Source: order.sourceName,
  };
  return order.lines.map((line, index) => ({
    Name: order.name,
    Email: order.email,
    ...(index === 0 ? head : Object.fromEntries(Object.keys(head).map((name) => [name, '']))),
    'Created at': time(order.createdAt),
    'Lineitem quantity': line.quantity,
    'Lineitem name': line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
    'Lineitem price': amount(line.priceMinor),
    'Lineitem sku': line.sku,
  }));
}
