import type { StoreProduct, StoreVariant } from '../../store';
import { slugOf } from '../slug';
import { PRODUCT_COLUMNS } from './columns';
import { type OnProgress, readRows, type Row } from './read-rows';
import { BadField, type FileReport, orSkip } from './report';
import { commaList, money, oneOf, orNull, withoutApostrophe, wholeNumber, yesNo } from './values';

export type ProductRow = Row<keyof typeof PRODUCT_COLUMNS>;

/** Exports do not say how large images are: this is what the pages assume. */
const ASSUMED_IMAGE_SIZE = 1024;
/** Shopify's numbers are far below: ids made here never meet one from a file. */
const FIRST_PRODUCT = 9_900_000_000_000;
const FIRST_VARIANT = 49_900_000_000_000;

const STATUSES = {
  '': 'ACTIVE',
  active: 'ACTIVE',
  draft: 'DRAFT',
  archived: 'ARCHIVED',
  unlisted: 'UNLISTED',
} as const;
const POLICIES = {
  '': 'DENY',
  deny: 'DENY',
  false: 'DENY',
  no: 'DENY',
  continue: 'CONTINUE',
  true: 'CONTINUE',
  yes: 'CONTINUE',
} as const;

export interface ImportedProducts {
  /** In the order of the file; when each was made is not in it and is left to be filled in. */
  products: StoreProduct[];
  /** Handles of collections by the product's id, where the file names one. */
  collections: Map<string, string>;
}

/** A product under construction and the names of its options, which stand on its first row only. */
interface Draft {
  product: StoreProduct;
  optionNames: string[];
  images: { url: string; alt: string | null; position: number }[];
}

/** Reads products_export.csv: rows with the same handle are one product with more variants and images. */
export async function importProducts(
  report: FileReport,
  fractionDigits: number,
  onProgress?: OnProgress,
): Promise<ImportedProducts> {
  const drafts = new Map<string, Draft>();
  const collections = new Map<string, string>();
  const ids = { variants: 0 };
  for await (const row of readRows(PRODUCT_COLUMNS, report, onProgress)) {
    orSkip(report, row.line, () => {
      const draft = drafts.get(handleOf(row)) ?? newDraft(row, drafts.size);
      addVariant(draft, row, fractionDigits, ids);
      addImage(draft, row);
      drafts.set(draft.product.handle, draft);
      if (row.text('collection')) collections.set(draft.product.id, row.text('collection'));
    });
  }
  const sellable = [...drafts.values()].filter(({ product }) => product.variants.length > 0);
  return { products: sellable.map(withImages), collections };
}

function handleOf(row: ProductRow): string {
  const handle = slugOf(row.text('handle') || row.text('title'));
  if (!handle) throw new BadField('Handle', 'is empty', 'give the product a handle of letters, digits and hyphens');
  return handle;
}

function newDraft(row: ProductRow, number: number): Draft {
  const [handle, title] = [handleOf(row), row.text('title')];
  if (!title)
    throw new BadField(
      'Title',
      `is empty, and no usable line above has the handle "${handle}"`,
      'keep all lines of a product together, the one with the title first',
    );
  const status = oneOf(row.text('status'), 'Status', STATUSES);
  const isPublished = row.has('published') ? yesNo(row.text('published'), 'Published') : true;
  const product: StoreProduct = {
    id: `gid://shopify/Product/${FIRST_PRODUCT + number}`,
    handle,
    title,
    descriptionHtml: row.text('description'),
    vendor: row.text('vendor'),
    productType: row.text('type') || (row.text('category').split('>').pop() ?? '').trim(),
    tags: commaList(row.text('tags')),
    status,
    // Only whether it is published is in the file; the time is filled in with the other dates.
    publishedAt: isPublished && status !== 'DRAFT' ? '' : null,
    createdAt: '',
    updatedAt: '',
    images: [],
    collectionIds: [],
    variants: [],
  };
  const names = ([1, 2, 3] as const).map((n) => row.text(`option${n}Name`));
  return { product, optionNames: names.map((name, i) => name || (i === 0 ? 'Title' : '')), images: [] };
}

/** Adds the row's variant, if it has one: rows with nothing but an image do not. */
function addVariant(draft: Draft, row: ProductRow, fractionDigits: number, ids: { variants: number }): void {
  const values = ([1, 2, 3] as const).map((n) => row.text(`option${n}Value`));
  const isFirst = draft.product.variants.length === 0;
  if (!isFirst && !row.text('price') && !row.text('sku') && values.every((value) => value === '')) return;
  const options = values.flatMap((value, i) =>
    value ? [{ name: draft.optionNames[i] || `Option ${i + 1}`, value }] : [],
  );
  const variant = variantOf(row, options, fractionDigits, FIRST_VARIANT + ids.variants);
  if (draft.product.variants.some(({ title }) => title === variant.title)) {
    throw new BadField(
      'Option1 Value',
      `"${variant.title}" is there twice for "${draft.product.handle}"`,
      'give each variant options of its own',
    );
  }
  draft.product.variants.push(variant);
  ids.variants += 1;
}

function variantOf(
  row: ProductRow,
  options: { name: string; value: string }[],
  fractionDigits: number,
  number: number,
): StoreVariant {
  const [quantity, tracker, before, cost] = [
    row.text('inventoryQuantity'),
    row.text('inventoryTracker'),
    row.text('compareAtPrice'),
    row.text('unitCost'),
  ];
  return {
    id: `gid://shopify/ProductVariant/${number}`,
    title: options.map(({ value }) => value).join(' / ') || 'Default Title',
    sku: orNull(withoutApostrophe(row.text('sku'))),
    priceMinor: money(row.text('price'), 'Variant Price', fractionDigits),
    compareAtPriceMinor: before ? money(before, 'Variant Compare At Price', fractionDigits) || null : null,
    unitCostMinor: cost ? money(cost, 'Cost per item', fractionDigits) : null,
    inventoryQuantity: quantity ? wholeNumber(quantity, 'Variant Inventory Qty') : 0,
    inventoryPolicy: oneOf(row.text('inventoryPolicy'), 'Variant Inventory Policy', POLICIES),
    // Stores with several locations export no quantities: such variants count as not tracked, or everything would be sold out.
    inventoryTracked: quantity !== '' && (tracker !== '' || !row.has('inventoryTracker')),
    selectedOptions: options.length ? options : [{ name: 'Title', value: 'Default Title' }],
  };
}

function addImage(draft: Draft, row: ProductRow): void {
  const url = row.text('image');
  if (!url || draft.images.some((image) => image.url === url)) return;
  const position = row.text('imagePosition')
    ? wholeNumber(row.text('imagePosition'), 'Image Position')
    : draft.images.length + 1;
  draft.images.push({ url, alt: orNull(row.text('imageAlt')), position });
}

function withImages({ product, images }: Draft): StoreProduct {
  const sorted = [...images].sort((a, b) => a.position - b.position);
  const own = sorted.map(({ url, alt }) => ({
    url,
    altText: alt,
    width: ASSUMED_IMAGE_SIZE,
    height: ASSUMED_IMAGE_SIZE,
  }));
  const drawn = { url: `/images/products/${product.handle}.png`, altText: product.title, width: 600, height: 600 };
  return { ...product, images: own.length ? own : [drawn] };
}
