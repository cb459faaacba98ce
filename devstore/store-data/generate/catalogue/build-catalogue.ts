import type { StoreCollection, StoreProduct } from '../../../store';
import { type SeededRandom, seededRandom } from '../../seeded-random';
import { uniqueSlugs } from '../../slug';
import { gidSequence } from '../ids';
import type { Kind } from '../kind';
import { STYLES } from '../styles';
import { buildVariants } from './build-variants';
import { chooseDesigns, type Draft } from './choose-designs';
import { buildCollections } from './collections';
import { describe, tagsFor } from './describe';
import type { Design } from './design';
import { type Dates, productDates } from './product-dates';
import { shelfPrice } from './shelf-price';
import { stockShelves } from './stock-shelves';

const SALE_SHARE = 0.12;
/** Spread of how well designs of one kind sell: the best sell about five times as often as the median. */
const APPEAL_SPREAD = 0.55;

export interface Catalogue {
  designs: Design[];
  collections: StoreCollection[];
}

/** All products, in the order of their kinds, and the collections they are in. */
export function buildCatalogue(seed: number, count: number, startsAt: number, endsAt: number): Catalogue {
  const random = seededRandom(seed, 'catalogue');
  const handleFor = uniqueSlugs();
  const [productId, variantId] = [gidSequence('Product', random), gidSequence('ProductVariant', random)];
  const numbers = new Map<string, number>();
  const designs = chooseDesigns(count, random).map((draft) => {
    const number = (numbers.get(draft.kind.key) ?? 0) + 1;
    numbers.set(draft.kind.key, number);
    const dates = productDates(draft.kind, startsAt, endsAt, random);
    return buildDesign(draft, number, dates, { productId, variantId, handleFor }, random);
  });
  return { designs, collections: buildCollections(designs, startsAt, endsAt, random) };
}

interface Sequences {
  productId: () => string;
  variantId: () => string;
  handleFor: (title: string) => string;
}

function buildDesign(draft: Draft, number: number, dates: Dates, sequences: Sequences, random: SeededRandom): Design {
  const { kind, series } = draft;
  const priceLevel = random.next();
  const priceMinor = shelfPrice(priceAt(kind, priceLevel));
  const reducedFrom = random.chance(SALE_SHARE) && !kind.untracked ? 1.2 + random.next() * 0.3 : null;
  const [handle, id] = [sequences.handleFor(draft.title), sequences.productId()];
  const variants = buildVariants(
    { kind, number, style: draft.style, priceMinor, reducedFrom },
    sequences.variantId,
    random,
  );
  const product: StoreProduct = {
    id,
    handle,
    title: draft.title,
    descriptionHtml: describe(kind, draft.style),
    vendor: kind.vendor,
    productType: kind.type,
    tags: tagsFor(kind, draft.style, priceMinor),
    ...dates.listing,
    images: [{ url: `/images/products/${handle}.png`, altText: draft.title, width: 600, height: 600 }],
    collectionIds: [],
    variants,
  };
  stockShelves(product, random);
  const style = draft.style ?? random.int(0, STYLES.length - 1);
  const appeal = Math.exp(random.normal() * APPEAL_SPREAD);
  return { product, kind, style, series, appeal, priceLevel, soldFrom: dates.soldFrom, soldUntil: dates.soldUntil };
}

const priceAt = (kind: Kind, level: number): number => kind.price[0] * (kind.price[1] / kind.price[0]) ** level;
