import type { StoreData, StoreProduct, StoreShop } from '../../store';
import { abandonedCheckouts } from '../abandoned-checkouts';
import { ORDER_COLUMNS } from './columns';
import { deriveShop } from './derive-shop';
import { endOf, endUpdatesBy, fillInDates, gatherCollections } from './fill-in';
import { type CustomerFinder, findAmong, makeFromOrders } from './find-customers';
import { importCustomers } from './import-customers';
import { type ImportedOrders, importOrders } from './import-orders';
import { type ImportedProducts, importProducts } from './import-products';
import { lineMatcher } from './match-lines';
import { type OnProgress, readRows } from './read-rows';
import { type ExportKind, type FileReport, newFileReport } from './report';
import { fractionDigitsOf } from './values';

export interface ImportOptions {
  /** Paths of Shopify's exports, plain or gzip. At least one of them. */
  products?: string;
  customers?: string;
  orders?: string;
  /** The shop's zone, which no export names. Default UTC. */
  ianaTimezone?: string;
  /** For files without orders, which name the currency. Default USD. */
  currency?: string;
  /** What is known of the shop; overrides what is derived. */
  shop?: Partial<StoreShop>;
  /** The end of the data when there are no orders; ISO 8601. Default 2026-09-30T10:00:00Z. */
  endsAt?: string;
  /** Of the abandoned checkouts, which no export holds and which are made up. Default 1. */
  seed?: number;
  onProgress?: OnProgress;
}

export interface ImportReport {
  files: FileReport[];
  currency: string;
  /** Order lines by how their product was found; the unknown ones stay, without product. */
  lines: ImportedOrders['lines'];
  ordersWithoutCustomer: number;
  /** Products without an image in the file, for which one is drawn. */
  imagesDrawn: number;
}

export interface ImportResult {
  data: StoreData;
  report: ImportReport;
}

const noProducts = (): ImportedProducts => ({ products: [], collections: new Map() });
const noOrders = (): ImportedOrders => ({ orders: [], lines: { bySku: 0, byName: 0, unknown: 0 }, vendors: new Map() });

/** Makes a store from a merchant's own Shopify exports. Rows that cannot be used are named in the report and left out. */
export async function importStore(options: ImportOptions): Promise<ImportResult> {
  const settings = checked(options);
  const { onProgress } = options;
  const files = filesOf(options);
  const currency = await currencyOf(options);
  const fractionDigits = fractionDigitsOf(currency, 'currency');
  const catalogue = files.products ? await importProducts(files.products, fractionDigits, onProgress) : noProducts();
  const people = files.customers
    ? findAmong(await importCustomers(files.customers, settings.locale, onProgress))
    : makeFromOrders(settings.locale);
  const context = { currency, fractionDigits, match: lineMatcher(catalogue.products), customerFor: people.find };
  const imported = files.orders ? await importOrders(files.orders, context, onProgress) : noOrders();
  const data = assemble(catalogue, people, imported, { ...settings, currency, shop: options.shop ?? {} });
  return { data, report: { files: Object.values(files), currency, lines: imported.lines, ...countsOf(data) } };
}

/** A report for each file that is given, in the order in which they are read. */
function filesOf(options: ImportOptions): Partial<Record<ExportKind, FileReport>> {
  const kinds: ExportKind[] = ['products', 'customers', 'orders'];
  return Object.fromEntries(
    kinds.flatMap((kind) => (options[kind] === undefined ? [] : [[kind, newFileReport(options[kind], kind)]])),
  );
}

interface Settings {
  ianaTimezone: string;
  locale: string;
  endsAt: string;
  seed: number;
}

function assemble(
  { products, collections }: ImportedProducts,
  { customers }: CustomerFinder,
  { orders, vendors }: ImportedOrders,
  settings: Settings & { currency: string; shop: Partial<StoreShop> },
): StoreData {
  const endsAt = endOf(orders, settings.endsAt);
  fillInDates(products, customers, orders, endsAt);
  endUpdatesBy(orders, endsAt);
  const clues = {
    currency: settings.currency,
    ianaTimezone: settings.ianaTimezone,
    primaryLocale: settings.locale,
    vendors,
    products,
    customers,
    orders,
  };
  const shop = deriveShop(clues, settings.shop);
  const past = { customers, orders, endsAt };
  const checkouts = abandonedCheckouts(past, settings.seed);
  return { shop, collections: gatherCollections(products, collections, endsAt), products, ...past, checkouts };
}

function checked({
  ianaTimezone = 'UTC',
  shop,
  endsAt = '2026-09-30T10:00:00.000Z',
  ...options
}: ImportOptions): Settings {
  if (!options.products && !options.customers && !options.orders) {
    throw new Error('importStore: no file is given; name at least one of products, customers and orders');
  }
  if (!isZone(ianaTimezone))
    throw new Error(`importStore: ianaTimezone "${ianaTimezone}" is no time zone; give one such as Europe/Berlin`);
  if (Number.isNaN(Date.parse(endsAt))) throw new Error(`importStore: endsAt "${endsAt}" is no instant; give ISO 8601`);
  return {
    ianaTimezone: shop?.ianaTimezone ?? ianaTimezone,
    locale: shop?.primaryLocale ?? 'en',
    endsAt: new Date(endsAt).toISOString(),
    seed: options.seed ?? 1,
  };
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** The currency of the first order that names one; prices of products cannot be read before it is known. */
async function currencyOf({ orders, currency = 'USD' }: ImportOptions): Promise<string> {
  if (orders !== undefined) {
    for await (const row of readRows(ORDER_COLUMNS, newFileReport(orders, 'orders'))) {
      if (row.text('currency')) return row.text('currency').toUpperCase();
    }
  }
  return currency.toUpperCase();
}

const isDrawn = ({ handle, images }: StoreProduct): boolean => images[0]?.url === `/images/products/${handle}.png`;

const countsOf = ({ orders, products }: StoreData): Pick<ImportReport, 'ordersWithoutCustomer' | 'imagesDrawn'> => ({
  ordersWithoutCustomer: orders.filter(({ customerId }) => customerId === null).length,
  imagesDrawn: products.filter(isDrawn).length,
});
