import { z } from 'zod';

const gids = (type: string) =>
  z
    .array(z.string().regex(new RegExp(`^gid://shopify/${type}/\\d+$`)))
    .min(1)
    .max(100);

/** What a code is worth, and on what. Amounts in minor units of the shop's currency. */
export const termsSchema = z.object({
  value: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('percent'), percent: z.number().int().min(1).max(100) }),
    z.object({ kind: z.literal('amount'), minor: z.number().int().min(1).max(100_000_000) }),
  ]),
  /** What has to be bought for at least; null: no matter. */
  minimumMinor: z.number().int().min(1).max(1_000_000_000).nullable(),
  items: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('all') }),
    z.object({ kind: z.literal('products'), ids: gids('Product') }),
    z.object({ kind: z.literal('collections'), ids: gids('Collection') }),
  ]),
  /** With which other discounts it may be used in one order. */
  combinesWith: z.object({ orders: z.boolean(), products: z.boolean(), shipping: z.boolean() }),
});

export type OfferTerms = z.infer<typeof termsSchema>;

export const MOST_DAYS = 90;

/** An offer as its merchant says it. */
export const offerSchema = z.object({
  name: z.string().trim().min(1).max(80),
  terms: termsSchema,
  /** Begins each code. */
  prefix: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{0,10}$/),
  validDays: z.number().int().min(1).max(MOST_DAYS),
  againAfterDays: z.number().int().min(1).max(730).nullable(),
});

export type OfferInput = z.infer<typeof offerSchema>;

/** What the discount at Shopify goes on beyond what its codes need: should nobody look after it any more, it ends by itself. */
const BEYOND_DAYS = 14;
/** It is put off when so much less is left. */
const PUT_OFF_DAYS = 7;
const DAY_MS = 86_400_000;

/** When the discount at Shopify ends unless it is put off. A code is good for a day less than one more than its days: up to the end of the last. */
export const discountEnd = (now: Date, validDays: number): Date =>
  new Date(now.getTime() + (validDays + 1 + BEYOND_DAYS) * DAY_MS);

/** When that end is to be put off. */
export const putOffAt = (discountEndsAt: Date, validDays: number): Date =>
  new Date(discountEndsAt.getTime() - (validDays + 1 + PUT_OFF_DAYS) * DAY_MS);
