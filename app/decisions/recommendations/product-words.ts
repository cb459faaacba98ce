export interface DescribedProduct {
  title: string;
  vendor: string;
  productType: string;
  tags: readonly string[];
  collectionIds: readonly string[];
  /** Its cheapest variant's price in hundredths; null where it has none. */
  priceMinor: number | null;
}

/** The words by which products are compared. Words of different fields are different words: a colour in a title is no vendor. */
export const wordsOf = ({
  title,
  vendor,
  productType,
  tags,
  collectionIds,
  priceMinor,
}: DescribedProduct): string[] => [
  ...titleWords(title),
  ...named('vendor', [vendor]),
  ...named('type', [productType]),
  ...named('tag', tags),
  ...named('collection', collectionIds),
  ...(priceMinor !== null && priceMinor > 0 ? [`price:${Math.round(Math.log2(priceMinor) * BANDS)}`] : []),
];

/** Two bands for each doubling of the price. */
const BANDS = 2;

export const titleWords = (title: string): string[] =>
  title
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word.length > 1);

const named = (field: string, values: readonly string[]): string[] =>
  values
    .map((value) => value.trim().toLowerCase())
    .filter(Boolean)
    .map((value) => `${field}:${value}`);
