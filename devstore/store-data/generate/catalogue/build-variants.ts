import type { StoreVariant } from '../../../store';
import type { SeededRandom } from '../../seeded-random';
import { slugOf } from '../../slug';
import type { Kind } from '../kind';
import { STYLES } from '../styles';
import { shelfPrice } from './shelf-price';

export interface VariantInput {
  kind: Kind;
  /** Its number among the products of its kind, from 1; part of the article number. */
  number: number;
  style: number | null;
  priceMinor: number;
  /** How much more it cost before the sale, such as 1.3; null when it is not on sale. */
  reducedFrom: number | null;
}

/** Each size costs this much more than the one before. */
const SIZE_STEP = 1.22;

/** Every colour in every size; stock is set later. */
export function buildVariants(input: VariantInput, nextId: () => string, random: SeededRandom): StoreVariant[] {
  const { kind } = input;
  const palette = STYLES[input.style ?? random.int(0, STYLES.length - 1)]?.colours ?? [];
  const colours = kind.colours > 0 ? random.shuffle(palette).slice(0, kind.colours) : [null];
  return colours.flatMap((colour) =>
    (kind.sizes ?? [null]).map((size, step) => variantOf(input, nextId(), colour, size, step)),
  );
}

function variantOf(
  input: VariantInput,
  id: string,
  colour: string | null,
  size: string | null,
  step: number,
): StoreVariant {
  const { kind } = input;
  const options = [
    ...(colour ? [{ name: 'Colour', value: colour }] : []),
    ...(size ? [{ name: kind.untracked ? 'Value' : 'Size', value: size }] : []),
  ];
  const priceMinor = kind.sizePricesMinor?.[step] ?? shelfPrice(input.priceMinor * SIZE_STEP ** step);
  return {
    id,
    title: options.length ? options.map(({ value }) => value).join(' / ') : 'Default Title',
    sku: skuOf(input, colour, size, step),
    priceMinor,
    compareAtPriceMinor: input.reducedFrom === null ? null : shelfPrice(priceMinor * input.reducedFrom),
    unitCostMinor: kind.untracked ? null : unitCost(priceMinor, input.number),
    inventoryQuantity: 0,
    inventoryPolicy: 'DENY',
    inventoryTracked: !kind.untracked,
    selectedOptions: options.length ? options : [{ name: 'Title', value: 'Default Title' }],
  };
}

/** Between three and six tenths of the price, by the design; of one design in seven nobody wrote down what it costs. */
const unitCost = (priceMinor: number, design: number): number | null =>
  design % 7 === 3 ? null : Math.round((priceMinor * (30 + ((design * 11) % 31))) / 100);

/** Such as `MUG-014-SAGE-2`: kind, design, colour, size. */
function skuOf({ kind, number }: VariantInput, colour: string | null, size: string | null, step: number): string {
  const parts = [
    kind.key.replace(/-/g, ''),
    String(number).padStart(3, '0'),
    ...(colour ? [slugOf(colour)] : []),
    ...(size ? [String(step + 1)] : []),
  ];
  return parts.join('-').toUpperCase();
}
