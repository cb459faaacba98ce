import { describe, expect, it } from 'vitest';
import { csv, exportFolder } from '../testing/export-files';
import { importProducts } from './import-products';
import { newFileReport } from './report';

const { write } = exportFolder();

async function read(content: string) {
  const report = newFileReport(write('products.csv', content), 'products');
  return { ...(await importProducts(report, 2)), report };
}

const first = {
  Handle: 'fern-mug',
  Title: 'Fern Mug',
  'Option1 Name': 'Colour',
  'Option1 Value': 'Sage',
  'Option2 Name': 'Size',
  'Option2 Value': 'Large',
  'Variant Price': '19.90',
};

describe('importProducts', () => {
  it('reads the old headers with variants and images on further rows', async () => {
    const { products, report } = await read(
      csv([
        {
          ...first,
          'Body (HTML)': '<p>Holds 320 ml,\nand keeps warm.</p>',
          Vendor: 'Fern & Co',
          Type: 'Mugs',
          Tags: 'table, nordic',
          Published: 'true',
          'Variant SKU': "'0012",
          'Variant Inventory Tracker': 'shopify',
          'Variant Inventory Qty': '7',
          'Variant Inventory Policy': 'deny',
          'Variant Compare At Price': '24.90',
          'Image Src': 'https://cdn.example.com/b.jpg',
          'Image Position': '2',
          'Image Alt Text': 'from the side',
          Status: 'active',
        },
        {
          Handle: 'fern-mug',
          'Option1 Value': 'Clay',
          'Option2 Value': 'Large',
          'Variant Price': '19.90',
          'Variant SKU': 'FM-2',
          'Variant Inventory Policy': 'continue',
        },
        { Handle: 'fern-mug', 'Image Src': 'https://cdn.example.com/a.jpg', 'Image Position': '1' },
      ]),
    );
    expect(report.skipped).toEqual([]);
    expect(products).toHaveLength(1);
    expect(products[0]).toMatchObject({
      handle: 'fern-mug',
      title: 'Fern Mug',
      descriptionHtml: '<p>Holds 320 ml,\nand keeps warm.</p>',
      vendor: 'Fern & Co',
      productType: 'Mugs',
      tags: ['table', 'nordic'],
      status: 'ACTIVE',
      images: [
        { url: 'https://cdn.example.com/a.jpg', altText: null },
        { url: 'https://cdn.example.com/b.jpg', altText: 'from the side' },
      ],
      variants: [
        {
          title: 'Sage / Large',
          sku: '0012',
          priceMinor: 1990,
          compareAtPriceMinor: 2490,
          unitCostMinor: null,
          inventoryQuantity: 7,
          inventoryPolicy: 'DENY',
          inventoryTracked: true,
          selectedOptions: [
            { name: 'Colour', value: 'Sage' },
            { name: 'Size', value: 'Large' },
          ],
        },
        {
          title: 'Clay / Large',
          sku: 'FM-2',
          inventoryPolicy: 'CONTINUE',
          inventoryTracked: false,
          selectedOptions: [
            { name: 'Colour', value: 'Clay' },
            { name: 'Size', value: 'Large' },
          ],
        },
      ],
    });
  });

  it('reads the new headers', async () => {
    const { products } = await read(
      csv([
        {
          Title: 'Fern Jug',
          'URL handle': 'fern-jug',
          Description: '<p>One litre.</p>',
          'Published on online store': 'TRUE',
          Status: 'Draft',
          SKU: 'FJ-1',
          'Option1 name': 'Title',
          'Option1 value': 'Default Title',
          Price: '34',
          'Compare-at price': '',
          'Cost per item': '12.50',
          'Inventory tracker': 'shopify',
          'Inventory quantity': '0',
          'Continue selling when out of stock': 'TRUE',
          'Product image URL': '',
          'Product category': 'Home & Garden > Kitchen > Jugs',
        },
      ]),
    );
    expect(products[0]).toMatchObject({
      handle: 'fern-jug',
      status: 'DRAFT',
      publishedAt: null,
      descriptionHtml: '<p>One litre.</p>',
      productType: 'Jugs',
      variants: [
        {
          title: 'Default Title',
          sku: 'FJ-1',
          priceMinor: 3400,
          unitCostMinor: 1250,
          inventoryPolicy: 'CONTINUE',
          inventoryQuantity: 0,
          inventoryTracked: true,
        },
      ],
    });
  });

  it('draws an image where there is none', async () => {
    const { products } = await read(csv([first]));
    expect(products[0]?.images).toEqual([
      { url: '/images/products/fern-mug.png', altText: 'Fern Mug', width: 600, height: 600 },
    ]);
  });

  it('does not call everything sold out when the export has no quantities', async () => {
    const { products } = await read(csv([{ ...first, 'Variant Inventory Tracker': 'shopify' }]));
    expect(products[0]?.variants[0]).toMatchObject({ inventoryTracked: false, inventoryQuantity: 0 });
  });

  it('makes handles that pages can have, from the title if need be', async () => {
    const { products } = await read(
      csv([
        { Handle: 'Fern Mug/Größe', Title: 'A', 'Variant Price': '1' },
        { Handle: '', Title: 'Crème Jug', 'Variant Price': '1' },
      ]),
    );
    expect(products.map(({ handle }) => handle)).toEqual(['fern-mug-groesse', 'creme-jug']);
  });

  it('names each bad row, and keeps the good ones', async () => {
    const { products, report } = await read(
      csv([
        first,
        { Handle: 'fern-mug', 'Option1 Value': 'Sage', 'Option2 Value': 'Large', 'Variant Price': '19.90' },
        { Handle: 'fern-mug', 'Option1 Value': 'Clay', 'Option2 Value': 'Large', 'Variant Price': '19,90' },
        { Handle: 'orphan', 'Variant Price': '5.00' },
        { Handle: 'sold', Title: 'Sold', 'Variant Price': '5.00', Status: 'gone' },
        { Handle: '', Title: '', 'Variant Price': '5.00' },
        { Handle: 'jug', Title: 'Jug', 'Variant Price': '5.00' },
      ]),
    );
    expect(products.map(({ handle }) => handle)).toEqual(['fern-mug', 'jug']);
    expect(products[0]?.variants).toHaveLength(1);
    expect(report.skipped.map(({ line, field, problem }) => [line, field, problem])).toEqual([
      [3, 'Option1 Value', '"Sage / Large" is there twice for "fern-mug"'],
      [4, 'Variant Price', '"19,90" is no amount'],
      [5, 'Title', 'is empty, and no usable line above has the handle "orphan"'],
      [6, 'Status', '"gone" is not known'],
      [7, 'Handle', 'is empty'],
    ]);
    expect(report).toMatchObject({ rows: 7, skippedCount: 5 });
    expect(report.skipped.every(({ remedy }) => remedy.length > 10)).toBe(true);
  });

  it('numbers products and variants each for themselves', async () => {
    const { products } = await read(
      csv([
        first,
        { Handle: 'jug', Title: 'Jug', 'Variant Price': '5.00' },
        { Handle: 'pot', Title: 'Pot', 'Variant Price': '5.00' },
      ]),
    );
    const ids = products.flatMap(({ id, variants }) => [id, ...variants.map((variant) => variant.id)]);
    expect(new Set(ids).size).toBe(6);
    expect(ids.every((id) => /^gid:\/\/shopify\/Product(Variant)?\/\d+$/.test(id))).toBe(true);
  });

  it('remembers the collection that a file names', async () => {
    const { collections, products } = await read(csv([{ ...first, Collection: 'At the table' }]));
    expect(collections.get(products[0]?.id ?? '')).toBe('At the table');
  });
});
