/** A column that is wanted, under each of the headers that Shopify has given it; the first is today's. */
export interface Column {
  headers: string[];
  required?: boolean;
}

const column = (...headers: string[]): Column => ({ headers });
const required = (...headers: string[]): Column => ({ headers, required: true });

/** products_export.csv; the template changed its headers in 2025, exports of both ages are around. */
export const PRODUCT_COLUMNS = {
  handle: required('URL handle', 'Handle'),
  title: required('Title'),
  description: column('Description', 'Body (HTML)', 'Body HTML'),
  vendor: column('Vendor'),
  category: column('Product category', 'Product Category', 'Standard Product Type'),
  type: column('Type', 'Custom Product Type'),
  tags: column('Tags'),
  published: column('Published on online store', 'Published'),
  status: column('Status'),
  collection: column('Collection'),
  option1Name: column('Option1 name'),
  option1Value: column('Option1 value'),
  option2Name: column('Option2 name'),
  option2Value: column('Option2 value'),
  option3Name: column('Option3 name'),
  option3Value: column('Option3 value'),
  sku: column('SKU', 'Variant SKU'),
  price: required('Price', 'Variant Price'),
  compareAtPrice: column('Compare-at price', 'Variant Compare At Price'),
  unitCost: column('Cost per item'),
  inventoryTracker: column('Inventory tracker', 'Variant Inventory Tracker'),
  inventoryQuantity: column('Inventory quantity', 'Variant Inventory Qty'),
  inventoryPolicy: column('Continue selling when out of stock', 'Variant Inventory Policy'),
  image: column('Product image URL', 'Image Src'),
  imageAlt: column('Image alt text'),
  imagePosition: column('Image position'),
} satisfies Record<string, Column>;

/** customers_export.csv. */
export const CUSTOMER_COLUMNS = {
  id: column('Customer ID'),
  firstName: column('First Name'),
  lastName: column('Last Name'),
  email: required('Email'),
  acceptsMarketing: column('Accepts Email Marketing', 'Accepts Marketing'),
  address1: column('Default Address Address1', 'Address1'),
  city: column('Default Address City', 'City'),
  zip: column('Default Address Zip', 'Zip'),
  countryCode: column('Default Address Country Code', 'Country Code'),
  phone: column('Phone'),
  note: column('Note'),
  tags: column('Tags'),
  language: column('Language', 'Locale'),
} satisfies Record<string, Column>;

/** orders_export.csv: columns of the order stand on its first line only, columns of a line item on every line. */
export const ORDER_COLUMNS = {
  name: required('Name'),
  email: required('Email'),
  financialStatus: column('Financial Status'),
  paidAt: column('Paid at'),
  fulfillmentStatus: column('Fulfillment Status'),
  fulfilledAt: column('Fulfilled at'),
  acceptsMarketing: column('Accepts Marketing'),
  currency: column('Currency'),
  subtotal: column('Subtotal'),
  shipping: column('Shipping'),
  taxes: column('Taxes'),
  total: column('Total'),
  discountCode: column('Discount Code'),
  discountAmount: column('Discount Amount'),
  createdAt: required('Created at'),
  lineQuantity: required('Lineitem quantity'),
  lineName: required('Lineitem name'),
  linePrice: required('Lineitem price'),
  lineSku: column('Lineitem sku'),
  billingName: column('Billing Name'),
  billingCountry: column('Billing Country'),
  shippingCountry: column('Shipping Country'),
  noteAttributes: column('Note Attributes'),
  cancelledAt: column('Cancelled at'),
  refundedAmount: column('Refunded Amount'),
  vendor: column('Vendor'),
  id: column('Id'),
  source: column('Source'),
  phone: column('Phone'),
} satisfies Record<string, Column>;

/** Where each wanted column stands in a file; -1 for those it does not have. */
export type ColumnIndex<C extends string> = Record<C, number>;

/** Finds the columns by their headers, whatever their case. A missing required column is an error that lists what there is. */
export function locateColumns<C extends string>(
  columns: Record<C, Column>,
  header: string[],
  file: string,
): ColumnIndex<C> {
  const found = header.map((name) => name.trim().toLowerCase());
  const names = Object.keys(columns) as C[];
  const index = Object.fromEntries(
    names.map((name) => [
      name,
      Math.max(-1, ...columns[name].headers.map((title) => found.indexOf(title.toLowerCase()))),
    ]),
  ) as ColumnIndex<C>;
  const missing = names
    .filter((name) => columns[name].required && index[name] < 0)
    .map((name) => columns[name].headers.join(' or '));
  if (missing.length) throw new Error(missingColumns(file, missing, header));
  return index;
}

function missingColumns(file: string, missing: string[], header: string[]): string {
  const separator =
    header.length === 1 && /[;\t]/.test(header[0] ?? '')
      ? ' The columns are separated by something other than commas: save the file as comma-separated.'
      : '';
  return (
    `${file}: missing column${missing.length > 1 ? 's' : ''} ${missing.map((name) => `"${name}"`).join(', ')}; ` +
    `found ${header.map((name) => `"${name}"`).join(', ')}.${separator} Export the file from Shopify again and keep its first line.`
  );
}
