import { z } from 'zod';

const LONGEST_NAME = 255;
const name = z.string().trim().min(1, 'is needed').max(LONGEST_NAME);
const price = z.int().min(0).max(1e12).nullable();

/** Which products a rule is about. Tags, vendors and types are compared without regard to case; prices are of the cheapest variant, bounds included. */
export const subjectSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('product'), productId: name }),
  z.object({ kind: z.literal('collection'), collectionId: name }),
  z.object({ kind: z.literal('tag'), tag: name }),
  z.object({ kind: z.literal('vendor'), vendor: name }),
  z.object({ kind: z.literal('type'), productType: name }),
  z
    .object({ kind: z.literal('price'), fromMinor: price, toMinor: price })
    .refine(({ fromMinor, toMinor }) => fromMinor !== null || toMinor !== null, 'has at least one bound')
    .refine(
      ({ fromMinor, toMinor }) => (fromMinor ?? 0) <= (toMinor ?? Infinity),
      'has its bounds the wrong way round',
    ),
]);
export type Subject = z.infer<typeof subjectSchema>;

/** Pinned products stand first; raised and lowered ones count more or less among those that fit; what is left out is never shown. */
export const EFFECTS = ['pin', 'boost', 'bury', 'exclude'] as const;
export type Effect = (typeof EFFECTS)[number];

/** By what a score is multiplied, or divided, at each strength. */
export const STRENGTHS: Readonly<Record<1 | 2 | 3, number>> = { 1: 1.5, 2: 2.5, 3: 5 };
export type Strength = keyof typeof STRENGTHS;

/** More than so many products in front would leave no place for what people want. */
export const MOST_PINS = 3;

export interface MerchandisingRule {
  effect: Effect;
  strength: Strength;
  subject: Subject;
}

/** A rule as a merchant gives it: only single products can be put first. */
export const ruleSchema = z
  .object({
    effect: z.enum(EFFECTS),
    strength: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    subject: subjectSchema,
  })
  .refine(({ effect, subject }) => effect !== 'pin' || subject.kind === 'product', {
    path: ['subject'],
    message: 'is a single product where it is put first: raise a whole group instead',
  });

/** What rules look at. */
export interface ProductForRules {
  id: string;
  vendor: string;
  productType: string;
  tags: readonly string[];
  collectionIds: readonly string[];
  /** Of the cheapest variant; null: none has a price. */
  priceMinor: number | null;
  /** Share of the price that is earned, at most 1; null: what it costs is not known. */
  margin: number | null;
}

export interface Scored {
  productId: string;
  score: number;
}

export interface Merchandise {
  rules: readonly MerchandisingRule[];
  /** How much margin counts: 0 not at all, 1 doubles the score of what costs nothing. */
  marginWeight: number;
  /** What whoever is asked for usually pays for one product; null: not known. */
  usualPriceMinor: number | null;
}

/**
 * Candidates as the merchant wants them, best first: without what is left out or not among `products`, each score times what rules, margin and the
 * shopper's usual price make of it. Where nothing speaks, the order stays.
 */
export function merchandise(
  candidates: readonly Scored[],
  products: ReadonlyMap<string, ProductForRules>,
  terms: Merchandise,
): Scored[] {
  return candidates
    .flatMap(({ productId, score }): Scored[] => {
      const product = products.get(productId);
      const factor = product ? factorOf(product, terms) : 0;
      return factor > 0 ? [{ productId, score: score * factor }] : [];
    })
    .sort((a, b) => b.score - a.score); // stable: equal scores stay as they came
}

/** Products put first, in the order of their rules, that nothing leaves out. */
export const pinned = (rules: readonly MerchandisingRule[], products: ReadonlyMap<string, ProductForRules>): string[] =>
  pinnedIds(rules).filter((id) => {
    const product = products.get(id);
    return product !== undefined && !isExcluded(product, rules);
  });

/** All products that are to be put first, whether they may be shown or not. */
export const pinnedIds = (rules: readonly MerchandisingRule[]): string[] =>
  rules.flatMap(({ effect, subject }) => (effect === 'pin' && subject.kind === 'product' ? [subject.productId] : []));

const isExcluded = (product: ProductForRules, rules: readonly MerchandisingRule[]): boolean =>
  rules.some(({ effect, subject }) => effect === 'exclude' && isAbout(subject, product));

function factorOf(product: ProductForRules, { rules, marginWeight, usualPriceMinor }: Merchandise): number {
  let factor = 1 + marginWeight * Math.max(0, product.margin ?? 0);
  factor *= priceFit(product.priceMinor, usualPriceMinor);
  for (const { effect, strength, subject } of rules) {
    if (effect === 'pin' || !isAbout(subject, product)) continue;
    if (effect === 'exclude') return 0;
    factor *= effect === 'boost' ? STRENGTHS[strength] : 1 / STRENGTHS[strength];
  }
  return factor;
}

/** Prices four times as high or a quarter as high are still usual. */
const USUAL_DOUBLINGS = 2;

/** Who pays twenty for a thing is rarely looking for one of two thousand: beyond the usual span the score halves with each doubling. */
function priceFit(priceMinor: number | null, usualMinor: number | null): number {
  if (!priceMinor || !usualMinor) return 1;
  const doublings = Math.abs(Math.log2(priceMinor / usualMinor));
  return 2 ** -Math.max(0, doublings - USUAL_DOUBLINGS);
}

/** The middle of what was paid, as prices are compared by their ratio: the geometric mean. Null where none has a price. */
export function usualPrice(pricesMinor: readonly (number | null)[]): number | null {
  const known = pricesMinor.flatMap((each) => (each ? [Math.log(each)] : []));
  return known.length > 0 ? Math.exp(known.reduce((sum, each) => sum + each, 0) / known.length) : null;
}

export function isAbout(subject: Subject, product: ProductForRules): boolean {
  switch (subject.kind) {
    case 'product':
      return product.id === subject.productId;
    case 'collection':
      return product.collectionIds.includes(subject.collectionId);
    case 'tag':
      return product.tags.some((tag) => isSame(tag, subject.tag));
    case 'vendor':
      return isSame(product.vendor, subject.vendor);
    case 'type':
      return isSame(product.productType, subject.productType);
    case 'price': {
      const { priceMinor } = product;
      return (
        priceMinor !== null && priceMinor >= (subject.fromMinor ?? 0) && priceMinor <= (subject.toMinor ?? Infinity)
      );
    }
  }
}

const isSame = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();
